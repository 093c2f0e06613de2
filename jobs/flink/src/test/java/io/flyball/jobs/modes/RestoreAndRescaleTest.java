package io.flyball.jobs.modes;

import static io.flyball.jobs.modes.Fixtures.MINUTE;
import static io.flyball.jobs.modes.Fixtures.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.jobs.harness.Interruptions;
import io.flyball.jobs.harness.Subtasks;
import io.flyball.jobs.harness.Trial;
import io.flyball.jobs.harness.Trial.Outcome;
import io.flyball.jobs.harness.Trial.Step;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;

/**
 * Interrupted, moved or rescaled, every operator says and counts what it would have said anyway.
 */
class RestoreAndRescaleTest {
  private static final long BOUND = 30 * MINUTE;
  private static final ModesConfig CONFIG =
      Fixtures.modelled(
          "modes.out-of-orderness=30 min",
          "modes.modes=3",
          "modes.transients.warm-up=20",
          "modes.rates.least=10",
          "modes.rates.kept=0.9",
          "modes.rates.window=2 h",
          "modes.hmm.learn-each=50",
          "modes.diversity.window=2 h",
          "modes.diversity.least=5",
          "modes.diversity.scopes=entity, policy, segment",
          "modes.tipping.shares=true",
          "modes.tipping.least=5");

  private static List<Step<Observation>> observations() {
    List<Observation> all =
        Fixtures.day(90, 1).stream().map(seen -> Fixtures.taken(CONFIG, seen)).toList();
    return Trial.steps(Fixtures.disordered(all, 2), Observation::time, BOUND);
  }

  @Test
  void entitiesKeepTheirFiltersLevelsAndWhatWaits() throws Exception {
    Outcome plain = Interruptions.changeNothing(Operators.entities(CONFIG), observations());
    assertThat(plain.outputs()).isNotEmpty();
    assertThat(plain.counts())
        .containsKeys("APPLIED", "REPEATED", "PAIRS", "MODE_CHANGES", "BURSTS")
        .doesNotContainKeys("WAITING", "REFUSED");
    assertThat(Trial.play(Operators.entities(CONFIG), observations(), true, 1, 2, 3))
        .isEqualTo(plain);
  }

  @Test
  void segmentsKeepTheirCountsTheirRatesAndWhatTheyLearned() throws Exception {
    List<Step<SegmentEvent>> steps = sent(EntityFunction.SEGMENTS, SegmentEvent::time);
    Outcome plain = Interruptions.changeNothing(Operators.segments(CONFIG), steps);
    assertThat(plain.outputs()).isNotEmpty();
    assertThat(plain.counts()).containsKeys("RATE_WINDOWS");
    assertThat(plain.outputs()).anyMatch(row -> row.contains("notIdentified=null"));
    assertThat(plain.outputs()).anyMatch(row -> row.contains("learned=1"));
    assertThat(Trial.play(Operators.segments(CONFIG), steps, true, 1, 2, 3)).isEqualTo(plain);
  }

  @Test
  void scopesKeepTheirPastAndTheirMonitors() throws Exception {
    List<Step<ScopeEvent>> steps = sent(EntityFunction.SCOPES, ScopeEvent::time);
    Outcome plain = Interruptions.changeNothing(Operators.scopes(CONFIG), steps);
    assertThat(plain.outputs()).isNotEmpty();
    assertThat(plain.counts()).containsKeys("DIVERSITY_WINDOWS");
    assertThat(plain.outputs()).anyMatch(row -> row.contains("Signs[mode=-1"));
    assertThat(Trial.play(Operators.scopes(CONFIG), steps, true, 1, 2, 3)).isEqualTo(plain);
  }

  @Test
  void theIntakeKeepsItsCountsAndItsClocks() throws Exception {
    ModesDecoder decoder = new ModesDecoder(CONFIG);
    List<Step<ModesInput>> steps = new ArrayList<>();
    int offset = 0;
    for (var seen : Fixtures.day(20, 3)) {
      ModesInput in = decoder.apply(Fixtures.raw(seen, offset % 3, offset++));
      steps.add(new Step<>(in, in.time()));
    }
    for (var seen : Fixtures.day(3, 4)) {
      ModesInput in = decoder.apply(Fixtures.raw(seen, offset % 3, offset++));
      steps.add(new Step<>(in, in.time()));
    }
    Outcome plain = Interruptions.changeNothing(Operators.intake(CONFIG), steps);
    assertThat(plain.outputs()).isNotEmpty();
    assertThat(plain.counts()).containsKeys("TAKEN", "DEAD_LETTERS.TOO_LATE");
    assertThat(plain.counts().get("READ")).isEqualTo(offset);
  }

  private interface Time<T> {
    long of(T event);
  }

  /** What the entities send to another operator, in one order of many. */
  private static <T> List<Step<T>> sent(OutputTag<T> tag, Time<T> time) throws Exception {
    try (Subtasks<Observation, ModeStep> entities =
        new Subtasks<>(Operators.entities(CONFIG), 1, false)) {
      for (Step<Observation> step : observations()) {
        if (step.record() != null) {
          entities.send(step.record(), step.time());
        }
      }
      entities.watermark(NOON + 100 * 24 * 60 * MINUTE);
      List<T> events = Fixtures.disordered(entities.side(tag), 5);
      return Trial.steps(events, time::of, BOUND);
    }
  }
}
