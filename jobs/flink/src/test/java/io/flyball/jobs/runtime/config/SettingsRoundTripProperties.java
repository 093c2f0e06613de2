package io.flyball.jobs.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

class SettingsRoundTripProperties {

  private static final Sample DEFAULTS =
      Settings.load(Sample.class, Optional.empty(), Map.of(), List.of());

  @Property(tries = 300)
  void whatIsShownIsReadBackAsAnEqualRecord(
      @ForAll String name,
      @ForAll @Size(max = 4) List<String> skipped,
      @ForAll @DoubleRange(min = 0, max = 1) double share,
      @ForAll long seed,
      @ForAll @LongRange(min = 0, max = 3_153_600_000_000L) long lateness,
      @ForAll @LongRange(min = 0, max = 31_535_999_999L) long window,
      @ForAll Sample.Kind kind,
      @ForAll @AlphaChars @StringLength(min = 1, max = 9) String property,
      @ForAll boolean enabled)
      throws IOException {
    Sample.Feedback before = DEFAULTS.feedback();
    Map<Sample.Kind, Duration> windows = new TreeMap<>(before.windows());
    windows.put(kind, Duration.ofMillis(window + 1));
    Sample sample =
        new Sample(
            name,
            new Sample.Feedback(
                Duration.ofMillis(lateness),
                windows,
                share,
                before.limit(),
                seed,
                enabled,
                kind,
                new ArrayList<>(skipped),
                before.burst()),
            new Sample.Broker(
                Path.of(property),
                Optional.of(Path.of("null")),
                new Secret(""),
                Map.of(property, name)));
    Path file = Files.createTempFile("flyball", ".yaml");
    try {
      Files.writeString(file, SettingsYaml.write(sample));
      Sample read = Settings.load(Sample.class, Optional.of(file), Map.of(), List.of());
      assertThat(read).isEqualTo(sample);
      assertThat(Settings.load(Sample.class, Optional.empty(), Map.of(), pairs(sample)))
          .isEqualTo(sample);
    } finally {
      Files.delete(file);
    }
  }

  private static List<String> pairs(Sample sample) {
    return Settings.values(sample).entrySet().stream()
        .filter(entry -> !entry.getKey().equals("broker.password"))
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .toList();
  }
}
