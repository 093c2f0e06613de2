package io.flyball.jobs.dataloop;

import static io.flyball.jobs.dataloop.Fixtures.MINUTE;
import static io.flyball.jobs.dataloop.Fixtures.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.jobs.harness.Interruptions;
import io.flyball.jobs.harness.Subtasks;
import io.flyball.jobs.harness.Trial;
import io.flyball.jobs.harness.Trial.Outcome;
import io.flyball.jobs.harness.Trial.Step;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Interrupted, moved or rescaled, every operator says and counts what it would have said anyway.
 */
class RestoreAndRescaleTest {
  private static final long BOUND = 30 * MINUTE;
  private static final DataloopConfig CONFIG =
      Fixtures.config(
          "dataloop.out-of-orderness=30 min",
          "dataloop.samples.deadline=20 min",
          "dataloop.tasks.beta=14",
          "dataloop.tasks.states=5",
          "dataloop.search.nodes=60");

  private static List<Step<DataloopRecord>> records() {
    List<DataloopRecord> all =
        Fixtures.day(150, 1).stream().map(record -> Fixtures.taken(CONFIG, record)).toList();
    return Trial.steps(Fixtures.disordered(all, 2), DataloopRecord::time, BOUND);
  }

  @Test
  void samplesSearchesAndTasksKeepWhatTheyRemember() throws Exception {
    Outcome plain = Interruptions.changeNothing(Fixtures.play(CONFIG), records());
    assertThat(plain.outputs()).isNotEmpty();

    assertThat(plain.counts())
        .containsKeys(
            "APPLIED", "REPEATED", "TRAINED", "EXPANDED", "DROPPED", "REPAIRED", "UNDECIDED")
        .containsEntry("SAMPLES", 150L)
        .doesNotContainKeys("WAITING", "REFUSED");
    assertThat(plain.counts().get("PLANS")).isGreaterThan(1);
    assertThat(Trial.play(Fixtures.play(CONFIG), records(), true, 1, 2, 3).counts())
        .isEqualTo(plain.counts());
  }

  @Test
  void ratesKeepTheirCounts() throws Exception {
    List<RateEvent> events;
    try (Subtasks<DataloopRecord, RateEvent> play =
        new Subtasks<>(Fixtures.play(CONFIG), 1, false)) {
      for (Step<DataloopRecord> step : records()) {
        if (step.record() != null) {
          play.send(step.record(), step.time());
        }
      }
      play.watermark(NOON + 100 * 24 * 60 * MINUTE);
      events = play.main();
    }
    List<Step<RateEvent>> steps =
        Trial.steps(Fixtures.disordered(events, 5), RateEvent::time, BOUND);

    Outcome plain = Interruptions.changeNothing(Fixtures.rates(CONFIG), steps);
    assertThat(plain.outputs()).isNotEmpty();

    assertThat(plain.counts()).containsKey("RATE_WINDOWS");
    assertThat(plain.outputs()).anyMatch(row -> row.contains("scope=mastery/search"));
  }

  @Test
  void theIntakeKeepsItsCountsAndItsClocks() throws Exception {
    DataloopDecoder decoder = new DataloopDecoder(CONFIG);
    List<Step<DataloopInput>> steps = new ArrayList<>();
    int offset = 0;
    for (int day = 0; day < 2; day++) {
      for (var seen : Fixtures.day(20, day)) {
        DataloopInput in = decoder.apply(Fixtures.raw(seen, offset % 3, offset++));
        steps.add(new Step<>(in, in.time()));
      }
    }

    Outcome plain = Interruptions.changeNothing(Fixtures.intake(CONFIG), steps);
    assertThat(plain.outputs()).isNotEmpty();

    assertThat(plain.counts()).containsKeys("TAKEN", "DEAD_LETTERS.TOO_LATE");
    assertThat(plain.counts().get("READ")).isEqualTo(offset);
  }
}
