package io.flyball.core.bandit.ope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.bandit.Learner;
import io.flyball.core.bandit.LoggedDecision;
import io.flyball.core.bandit.Policy;
import io.flyball.core.bandit.PolicyName;
import io.flyball.core.random.Draws;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;

class LogEvaluationTest {
  private static final String[] ARMS = {"a", "b"};

  @Test
  void aBadRowIsRefusedAndNothingChanges() {
    LogEvaluation log = evaluation("epsilon-greedy");
    assertThatThrownBy(() -> log.add(logged("c", .5, 1))).hasMessageContaining("'c' was shown");
    assertThatThrownBy(() -> log.add(logged("a", 0, 1))).hasMessageContaining("propensity");
    assertThatThrownBy(() -> log.add(logged("a", .5, Double.NaN)))
        .hasMessageContaining("found NaN");
    assertThat(log.evaluation().state()).containsOnly(0);
    assertThat(log.interval().state()).containsOnly(0);
  }

  /** Arm b pays .8, arm a .2; the log is uniform, so a learner on it is worth about .8. */
  @Test
  void aLearningCandidateIsJudgedBeforeItLearnsARow() {
    LogEvaluation greedy = evaluation("epsilon-greedy:epsilon=0");
    LogEvaluation uniform = evaluation("random");
    for (int i = 0; i < 4000; i++) {
      boolean b = Draws.uniform(1, i, 0) < .5;
      double reward = Draws.uniform(1, i, 1) < (b ? .8 : .2) ? 1 : 0;
      greedy.add(logged(b ? "b" : "a", .5, reward));
      uniform.add(logged(b ? "b" : "a", .5, reward));
    }
    assertThat(greedy.evaluation().ips()).isCloseTo(.8, within(.03));
    assertThat(greedy.evaluation().doublyRobust()).isCloseTo(.8, within(.03));
    assertThat(uniform.evaluation().ips()).isCloseTo(uniform.evaluation().logged(), within(1e-12));
    assertThat(greedy.interval().lower()).isBetween(.7, .8);
    assertThat(greedy.intervalHolds()).isTrue();
  }

  @Test
  void aSampledLogHasNoAnytimeInterval() {
    LogEvaluation log = evaluation("random");
    log.add(LogRow.of(new LoggedDecision("a", .5, ARMS, new double[0], 1, 2)));
    assertThat(log.intervalHolds()).isFalse();
    assertThat(log.evaluation().rows()).isEqualTo(2);
  }

  @Test
  void theRewardModelShrinksToItsPrior() {
    RewardModel model = new RidgeRewardModel(.01, 100, 0, 1);
    LoggedDecision asked = row("a", .5, 0);
    assertThat(model.predict(asked, 0, 0)).isEqualTo(.01);
    model.add(row("a", .5, 1), 0, 1);
    assertThat(model.predict(asked, 0, 0)).isCloseTo(2.0 / 101, within(1e-15));
    assertThat(model.value(asked, new double[] {.5, .5}, 0))
        .isCloseTo((2.0 / 101 + .01) / 2, within(1e-15));
    assertThatThrownBy(() -> new RidgeRewardModel(1, 0, 0, 1)).hasMessageContaining("prior rows");
    assertThatThrownBy(() -> new RidgeRewardModel(1, 1, 0, 0)).hasMessageContaining("fold");
  }

  /** The same rows learned from a log and by deciding give the same model. */
  @Test
  void aLogWarmsUpALearner() {
    Policy policy = PolicyName.parse("linucb", 2, 0, 2, 10);
    Learner warm = new Learner(policy);
    Learner own = new Learner(policy);
    for (int i = 0; i < 20; i++) {
      double[] x = {i % 3, 1};
      var choice = own.decide(own.question(x, ARMS), 0);
      own.learn(choice.taken(), i % 2);
      warm.learn(new LoggedDecision(choice.arm(), choice.propensity(), ARMS, x, i % 2, 1));
    }
    double[] x = {1, 1};
    assertThat(warm.scores(warm.question(x, ARMS))).isEqualTo(own.scores(own.question(x, ARMS)));
    assertThat(warm.model().learned()).isEqualTo(20);
    LoggedDecision free = new LoggedDecision("a", 1, ARMS, x, 1, 0);
    assertThatThrownBy(() -> warm.learn(free)).hasMessageContaining("importance");
    assertThat(warm.model().decided()).isEqualTo(20);
  }

  private static LoggedDecision row(String arm, double propensity, double reward) {
    return new LoggedDecision(arm, propensity, ARMS, new double[0], reward, 1);
  }

  private static LogRow logged(String arm, double propensity, double reward) {
    return LogRow.of(row(arm, propensity, reward));
  }

  private static LogEvaluation evaluation(String policy) {
    return new LogEvaluation(
        new LogEvaluation.Settings(
            EnumSet.of(Estimator.IPS, Estimator.DR),
            new Evaluation.Limits(10, 10, 100),
            .1,
            0,
            1,
            null,
            4000),
        Candidate.learning(new Learner(PolicyName.parse(policy, 0, 0, 2, 10))),
        new RidgeRewardModel(.5, 2, 0, 1),
        null);
  }
}
