package io.flyball.core.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.gate.StageController.Move;
import io.flyball.core.gate.StageStatistics.Try;
import io.flyball.core.random.Draws;
import org.junit.jupiter.api.Test;

class StageControllerTest {
  private final StageStatistics statistics = new StageStatistics(10);

  @Test
  void fourStagesOfNineTenthsSucceedMoreOftenWithARetry() {
    double[] p = {.9, .9, .9, .9};
    assertThat(ChainSuccess.of(p, 0)).isCloseTo(.6561, within(1e-12));
    assertThat(ChainSuccess.of(p, 1)).isCloseTo(.96059601, within(1e-12));
    assertThat(ChainSuccess.of(new double[0], 1)).isEqualTo(1);
    assertThat(ChainSuccess.bottleneck(new double[] {.9, .6, .7})).isEqualTo(1);
    assertThat(ChainSuccess.bottleneck(new double[0])).isEqualTo(-1);
    assertThatThrownBy(() -> ChainSuccess.stage(1.1, 0)).hasMessageContaining("[0, 1]");
  }

  /** Multi-stage cable routing, Table V: 19, 14 and 12 of 24 runs reach clips 1, 2 and 3. */
  @Test
  void theRatesOfThreeClipsFitIndependentStages() {
    assertThat(new double[] {19 / 24.0, 14 / 19.0, 12 / 14.0})
        .containsExactly(new double[] {.792, .737, .857}, within(5e-4));
    double predicted = Math.pow(19 / 24.0, 3);
    assertThat(predicted).isCloseTo(.496, within(5e-4));
    BetaCount threeClips = BetaCount.uniform();
    for (int run = 0; run < 24; run++) {
      threeClips.add(run < 12);
    }
    // Beta(13, 13): variance 1/4 over 27
    assertThat(threeClips.mean()).isCloseTo(.5, within(1e-12));
    assertThat(Math.abs(threeClips.mean() - predicted)).isLessThan(Math.sqrt(.25 / 27));
  }

  /** The closed forms hold when sessions are run by the controller. */
  @Test
  void sessionsOfTheControllerSucceedAsOftenAsTheClosedFormSays() {
    for (int budget = 1; budget <= 2; budget++) {
      int sessions = 20_000;
      int done = 0;
      for (int s = 0; s < sessions; s++) {
        done += run(budget, s) ? 1 : 0;
      }
      double p = budget == 1 ? .6561 : .96059601;
      assertThat((double) done / sessions)
          .isCloseTo(p, within(3 * Math.sqrt(p * (1 - p) / sessions)));
    }
    assertThat(ChainSuccess.of(statistics.success(), 1)).isCloseTo(.9606, within(.005));
  }

  private boolean run(int budget, int session) {
    StageController controller = new StageController(budget, 3);
    int stage = 0;
    for (int draw = 0; ; draw++) {
      boolean success = Draws.uniform(5, session, draw) < .9;
      StageController.Step step = controller.outcome(stage, "p" + draw, success, statistics);
      if (step.move() == Move.ABORT) {
        return false;
      }
      stage = step.stage();
      if (stage == 4) {
        return true;
      }
    }
  }

  @Test
  void theSamePrimitiveThreeTimesIsALoopThatIsRecoveredFromOnce() {
    StageController controller = new StageController(100, 3);
    assertThat(fail(controller, "grasp").move()).isEqualTo(Move.RETRY);
    assertThat(fail(controller, "grasp").looping()).isFalse();
    StageController.Step third = fail(controller, "grasp");
    assertThat(third.looping()).isTrue();
    assertThat(third.move()).isEqualTo(Move.RECOVER);
    fail(controller, "grasp");
    fail(controller, "grasp");
    assertThat(fail(controller, "grasp")).isEqualTo(new StageController.Step(Move.ABORT, 0, true));
  }

  @Test
  void otherPrimitivesBetweenMakeNoLoop() {
    StageController controller = new StageController(100, 3);
    for (int i = 0; i < 20; i++) {
      assertThat(fail(controller, i % 2 == 0 ? "grasp" : "reach").looping()).isFalse();
    }
  }

  @Test
  void theBudgetOfTriesEndsTheSession() {
    StageController controller = new StageController(2, 6);
    assertThat(fail(controller, "a").move()).isNotEqualTo(Move.ABORT);
    assertThat(fail(controller, "b").move()).isEqualTo(Move.ABORT);
  }

  @Test
  void itRecoversWhereThatWasLikelierToHelp() {
    for (int i = 0; i < 20; i++) {
      statistics.add(0, Try.RETRY, i % 5 == 0);
      statistics.add(0, Try.RECOVERY, i % 5 != 0);
    }
    assertThat(fail(new StageController(5, 3), "a").move()).isEqualTo(Move.RECOVER);
  }

  @Test
  void aStageThatThereIsNoRoomForAborts() {
    StageController controller = new StageController(5, 3);
    assertThat(controller.outcome(10, "a", false, statistics).move()).isEqualTo(Move.ABORT);
    assertThat(statistics.stages()).isZero();
  }

  private StageController.Step fail(StageController controller, String primitive) {
    return controller.outcome(0, primitive, false, statistics);
  }
}
