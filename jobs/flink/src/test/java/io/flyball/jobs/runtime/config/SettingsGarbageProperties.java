package io.flyball.jobs.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SettingsGarbageProperties {

  @Property(tries = 1000)
  void aFileIsEitherReadOrRefusedWhateverItsBytes(@ForAll("files") byte[] bytes)
      throws IOException {
    Path file = Files.createTempFile("flyball", ".yaml");
    try {
      Files.write(file, bytes);
      Settings.load(Sample.class, Optional.of(file), Map.of(), List.of());
    } catch (ConfigException e) {
      assertThat(e.faults()).isNotEmpty();
      assertThat(e.faults()).allSatisfy(fault -> assertThat(fault.problem()).isNotBlank());
    } finally {
      Files.delete(file);
    }
  }

  @Provide
  Arbitrary<byte[]> files() {
    Arbitrary<String> token =
        Arbitraries.of(
            "feedback:",
            "name:",
            " windows:",
            "\n",
            "\n  ",
            " ",
            "- ",
            "[",
            "]",
            "{",
            "}",
            "x",
            "&a ",
            "*a",
            "!!int ",
            "!!binary x",
            "? ",
            ": ",
            "|",
            ">",
            "\"",
            "'",
            "#",
            "%",
            "---",
            "...",
            "<<: ",
            "\t",
            "1",
            "~",
            ",",
            "\u0000",
            "\u0085",
            "broker.folder: ");
    Arbitrary<byte[]> texts =
        token
            .list()
            .ofMaxSize(12)
            .map(tokens -> String.join("", tokens).getBytes(StandardCharsets.UTF_8));
    return Arbitraries.oneOf(texts, Arbitraries.bytes().array(byte[].class).ofMaxSize(40));
  }
}
