package io.flyball.jobs.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobArgumentsTest {

  @Test
  void noArgumentsGiveTheDefaults() {
    assertThat(JobArguments.load(new String[0]).feedback().hold()).isEqualTo(Duration.ofMinutes(2));
  }

  @Test
  void aPairOverridesTheFile(@TempDir Path dir) throws IOException {
    Path file = Files.writeString(dir.resolve("flyball.yaml"), "feedback:\n  hold: 1 min\n");
    String[] fromFile = {"--config", file.toString()};
    String[] both = {"--config", file.toString(), "--set", "feedback.hold=30 s"};

    assertThat(JobArguments.load(fromFile).feedback().hold()).isEqualTo(Duration.ofMinutes(1));
    assertThat(JobArguments.load(both).feedback().hold()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void whatIsNoArgumentIsRefusedByName() {
    assertThatThrownBy(() -> JobArguments.load(new String[] {"--hold", "30 s"}))
        .hasMessageContaining("--hold")
        .hasMessageContaining("--config FILE");
    assertThatThrownBy(() -> JobArguments.load(new String[] {"--set"}))
        .hasMessageContaining("--set");
    assertThatThrownBy(() -> JobArguments.load(new String[] {"--set", "feedback.hold=soon"}))
        .hasMessageContaining("feedback.hold")
        .hasMessageContaining("soon");
  }
}
