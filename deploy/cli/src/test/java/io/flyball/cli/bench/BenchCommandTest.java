package io.flyball.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.cli.CommandRun;
import io.flyball.tools.ExitCode;
import org.junit.jupiter.api.Test;

class BenchCommandTest {
  @Test
  void benchAloneAsksWhichOne() {
    CommandRun run = CommandRun.of("bench");
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("feedback", "kernels");
  }

  @Test
  void tooFewRecordsAreRefusedBeforeAnythingStarts() {
    CommandRun run = CommandRun.of("bench", "feedback", "--records", "5");
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("records is 5").contains("10000");
  }

  @Test
  void anUnknownBackendIsRefusedWithTheKnownOnes() {
    CommandRun run = CommandRun.of("bench", "feedback", "--backends", "heap,tape");
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("'tape'").contains("heap, rocksdb");
  }

  @Test
  void anUnknownGuaranteeIsRefusedWithTheKnownOnes() {
    CommandRun run = CommandRun.of("bench", "feedback", "--guarantee", "often");
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("at-least-once, exactly-once");
  }

  @Test
  void unknownJobsAndNoRoundsAreRefusedBeforeAnythingStarts() {
    CommandRun run = CommandRun.of("bench", "peers", "--jobs", "feedback,weather");
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("'weather'").contains("feedback, reward, loop");
    assertThat(CommandRun.of("bench", "peers", "--rounds", "0").err()).contains("--rounds is 0");
  }
}
