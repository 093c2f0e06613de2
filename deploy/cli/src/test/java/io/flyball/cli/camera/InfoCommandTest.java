package io.flyball.cli.camera;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flyball.cli.CommandRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InfoCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory;

  private static void refused(int exitCode, String reason, String... args) {
    CommandRun run = CommandRun.of(args);
    assertThat(run.exitCode()).isEqualTo(exitCode);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).startsWith("flyball: ").contains(reason);
  }

  private String written(String name, String content) throws IOException {
    return Files.writeString(directory.resolve(name), content, StandardCharsets.ISO_8859_1)
        .toString();
  }

  @Test
  void whatIsNoRecordingIsRefusedInOneSentence() throws IOException {
    refused(1, "no such file", "camera", "info", directory.resolve("nothing.raw").toString());
    refused(1, "is a directory", "camera", "info", directory.toString());
    refused(1, "file is empty", "camera", "info", written("empty.raw", ""));
    refused(1, "file is text", "camera", "info", written("letter.raw", "Dear reader,\n"));
    refused(1, "no known event recording", "camera", "info", written("a.aedat4", "\0\1\2\3"));
    refused(2, "--order", "camera", "info", written("a.csv", "1,2,3,1\n"), "--order", "txyz");
  }

  @Test
  void anAedat2RecordingOfAnUnknownChipIsReadOnlyWhenToldWhich() throws IOException {
    String head = "#!AER-DAT2.0\r\n# AEChip: org.example.Retina9\r\n#End Of ASCII Header\r\n";
    String file = written("odd.aedat", head + "\0\0\1\2\0\0\0\7");
    refused(1, "No layout is known for org.example.Retina9", "camera", "info", file);

    CommandRun told = CommandRun.of("camera", "info", file, "--json", "--chip", "DVS128");

    assertThat(told.exitCode()).isZero();
    JsonNode info = JSON.readTree(told.out());
    assertThat(info.get("geometry").asText()).isEqualTo("128x128");
    assertThat(info.get("first")).hasToString("[7,126,126,1]");
  }

  @Test
  void aWrongExtensionAndAHeaderAloneAreNoMistakes() throws IOException {
    CommandRun run =
        CommandRun.of("camera", "info", "--json", written("head.csv", "% evt 3.0\n% end\n"));

    assertThat(run.exitCode()).isZero();
    JsonNode info = JSON.readTree(run.out());
    assertThat(info.get("encoding").asText()).isEqualTo("EVT3");
    assertThat(info.get("events").asLong()).isZero();
    assertThat(info.get("first").isNull()).isTrue();
  }

  @Test
  void faultsNameTheirPlace() throws IOException {
    String file = written("cut.csv", "t,x,y,p\n10,1,2,1\nnonsense\n5,1,2,0\n");

    CommandRun run = CommandRun.of("camera", "info", file);

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains(
            "GARBAGE        1 times, bytes that are no record of this format; first at byte 17")
        .contains(
            "BACKWARD_TIME  1 times, an event earlier than the one before it; first at byte 26");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"davis346_1s.aedat4", "evt3_gen31_triggers.raw", "davis346_first20000.csv"})
  void everyFieldIsWhatIndependentDecodersFound(String name) throws IOException {
    JsonNode expected = JSON.readTree(Recordings.expected().toFile()).get(name);

    CommandRun run =
        CommandRun.of("camera", "info", Recordings.file(directory, name).toString(), "--json");

    JsonNode info = JSON.readTree(run.out());
    expected
        .fieldNames()
        .forEachRemaining(
            field ->
                assertThat(info.get(field)).as(field).hasToString(expected.get(field).toString()));
    assertThat(expected.size()).isEqualTo(29);
  }
}
