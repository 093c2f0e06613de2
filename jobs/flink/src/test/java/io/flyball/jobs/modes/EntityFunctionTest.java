package io.flyball.jobs.modes;

import static io.flyball.jobs.modes.Fixtures.MINUTE;
import static io.flyball.jobs.modes.Fixtures.config;
import static io.flyball.jobs.modes.Fixtures.modelled;
import static io.flyball.jobs.modes.Fixtures.state;
import static io.flyball.jobs.modes.Fixtures.symbol;
import static io.flyball.jobs.modes.Fixtures.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.record.Alert;
import io.flyball.core.record.DeadLetter;
import io.flyball.core.record.Reason;
import io.flyball.jobs.harness.Subtasks;
import io.flyball.schemas.ModeObservation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EntityFunctionTest {
  /** What entities said of some observations, sent in this order. */
  private record Played(
      List<ModeStep> steps,
      List<DeadLetter> letters,
      List<Alert> alerts,
      List<SegmentEvent> segments) {}

  private static Played play(ModesConfig config, ModeObservation... seen) throws Exception {
    try (Subtasks<Observation, ModeStep> entities =
        new Subtasks<>(Operators.entities(config), 1, false)) {
      return play(config, entities, seen);
    }
  }

  private static Played play(
      ModesConfig config, Subtasks<Observation, ModeStep> entities, ModeObservation... seen)
      throws Exception {
    for (ModeObservation each : seen) {
      Observation taken = Fixtures.taken(config, each);
      entities.send(taken, taken.time());
    }
    entities.watermark(Long.MAX_VALUE);
    return new Played(
        entities.main(),
        entities.side(EntityFunction.REFUSED),
        entities.side(EntityFunction.ALERTS),
        entities.side(EntityFunction.SEGMENTS).stream().filter(SegmentEvent::isPair).toList());
  }

  @Test
  void aSecondStateAtTheSameTimeIsADeadLetterAndLeavesTheFirst() throws Exception {
    Played played =
        play(
            config(),
            state("b", 0, "ada", 2),
            state("a", 0, "ada", 1),
            state("c", MINUTE, "ada", 1));
    assertThat(played.letters())
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.reason()).isEqualTo(Reason.OUT_OF_RANGE);
              assertThat(letter.message()).contains("gap between them is zero");
            });
    assertThat(played.steps()).extracting(ModeStep::id).containsExactly("a", "c");
    assertThat(played.segments())
        .containsExactly(new SegmentEvent("", Fixtures.NOON + MINUTE, "ada", 1, 1, MINUTE));
  }

  @Test
  void aCopyIsCountedAndAnotherContentUnderTheIdIsADeadLetter() throws Exception {
    Played played =
        play(config(), state("a", 0, "ada", 1), state("a", 0, "ada", 1), state("a", 0, "ada", 2));
    assertThat(played.steps()).hasSize(1);
    assertThat(played.letters())
        .singleElement()
        .extracting(DeadLetter::reason)
        .isEqualTo(Reason.DUP_CONFLICT);
  }

  @Test
  void statesAreTakenInTheOrderOfTheirTimesWithTheirDwell() throws Exception {
    Played played =
        play(
            config(),
            state("c", 5 * MINUTE, "ada", 0),
            state("a", 0, "ada", 0),
            state("b", 2 * MINUTE, "ada", 3));
    assertThat(played.steps()).extracting(ModeStep::mode).containsExactly(0, 3, 0);
    assertThat(played.steps()).extracting(ModeStep::left).containsExactly(null, 0, 3);
    assertThat(played.steps())
        .extracting(ModeStep::dwell)
        .containsExactly(null, 2 * MINUTE, 3 * MINUTE);
  }

  @Test
  void aSymbolWithoutAModelOrOutsideOfItIsADeadLetter() throws Exception {
    assertThat(play(config(), symbol("a", 0, "ada", 0)).letters())
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.reason()).isEqualTo(Reason.MODEL_MISMATCH);
              assertThat(letter.message()).contains("hmm.initial");
            });
    assertThat(play(modelled(), symbol("a", 0, "ada", 2)).letters())
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.reason()).isEqualTo(Reason.OUT_OF_RANGE);
              assertThat(letter.message()).isEqualTo("symbol is 2; the model in force has 0 to 1");
            });
  }

  /** alpha = (.5 * .95, .5 * .1) / .525, then the step of the model. */
  @Test
  void theFilterIsTheForwardRecursion() throws Exception {
    Played played = play(modelled(), symbol("a", 0, "ada", 0), symbol("b", MINUTE, "ada", 1));
    double first = .475 / .525;
    double other = (first * .9 + (1 - first) * .2) * .05;
    double second = (first * .1 + (1 - first) * .8) * .9;
    assertThat(played.steps().get(0).posterior().get(0)).isEqualTo(first, within(1e-12));
    assertThat(played.steps().get(0).surprise()).isEqualTo(-Math.log(.525), within(1e-12));
    assertThat(played.steps().get(1).posterior().get(1))
        .isEqualTo(second / (second + other), within(1e-12));
  }

  @Test
  void aSureChangeOfAHiddenModeIsAnAlertWithItsDwell() throws Exception {
    List<ModeObservation> seen = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      seen.add(symbol("s" + i, i * MINUTE, "ada", i < 6 ? 0 : 1));
    }
    Played sure = play(modelled("modes.hmm.sure=0.6"), seen.toArray(ModeObservation[]::new));
    assertThat(sure.alerts())
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.kind()).isEqualTo("MODE_CHANGED");
              assertThat(alert.scope()).isEqualTo("ada");
              assertThat(alert.since()).isEqualTo(Fixtures.NOON);
              assertThat(alert.values())
                  .containsEntry("from", 0.0)
                  .containsEntry("to", 1.0)
                  .containsEntry("dwellMs", alert.time() - (double) Fixtures.NOON);
            });
    Played quiet = play(modelled("modes.hmm.alerts=false"), seen.toArray(ModeObservation[]::new));
    assertThat(quiet.alerts()).isEmpty();
    assertThat(quiet.steps()).extracting(ModeStep::mode).contains(0, 1);
  }

  @Test
  void aBurstIsAnAlertAndDoesNotBecomeTheLevel() throws Exception {
    Random random = new Random(7);
    List<ModeObservation> seen = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      double x = random.nextGaussian() + (i >= 200 && i < 230 ? 6 : 0);
      seen.add(value("v" + i, i * MINUTE, "c1", x));
    }
    Played played = play(config(), seen.toArray(ModeObservation[]::new));
    assertThat(played.alerts())
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.kind()).isEqualTo("TRANSIENT");
              assertThat((alert.since() - Fixtures.NOON) / MINUTE).isBetween(198L, 204L);
              assertThat((alert.time() - Fixtures.NOON) / MINUTE).isBetween(229L, 238L);
              assertThat(alert.values().get("burstLevel")).isBetween(4.0, 8.0);
            });
    assertThat(played.steps().get(210).burst()).isTrue();
    assertThat(played.steps().get(299).level()).isBetween(-.5, .5);
  }

  @Test
  void controlReplacesTheModelAndARejectedUpdateIsToldOnce() throws Exception {
    ModesConfig config = modelled();
    try (Subtasks<Observation, ModeStep> entities =
        new Subtasks<>(Operators.entities(config), 2, false)) {
      Operators.broadcast(entities, Fixtures.control(1, Map.of("hmm.initial", "1, 1")));
      Operators.broadcast(entities, Fixtures.control(3, Map.of("hmm.initial", "0.25, 0.75")));
      Operators.broadcast(entities, Fixtures.control(2, Map.of("hmm.initial", "1, 0")));
      Played played = play(config, entities, symbol("a", 0, "ada", 0));
      assertThat(played.alerts())
          .singleElement()
          .satisfies(
              alert -> {
                assertThat(alert.kind()).isEqualTo("CONTROL_REJECTED");
                assertThat(alert.summary()).contains("must sum to 1");
              });
      assertThat(played.steps().get(0).modelVersion()).isEqualTo(3);
      assertThat(played.steps().get(0).posterior().get(0))
          .isEqualTo(.2375 / (.2375 + .075), within(1e-12));
    }
  }

  @Test
  void anEntityThatWasSilentForTooLongBeginsAnew() throws Exception {
    long day = 24 * 60 * MINUTE;
    ModesConfig config = config("modes.forget=1 d");
    Played played =
        play(
            config,
            state("a", 0, "ada", 1),
            state("b", day - 1, "ada", 1),
            state("c", 2 * day - 1, "ada", 1));
    assertThat(played.segments()).hasSize(1);
    assertThat(played.steps().get(2).since()).isEqualTo(Fixtures.NOON + 2 * day - 1);
  }
}
