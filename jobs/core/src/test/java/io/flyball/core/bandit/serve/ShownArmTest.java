package io.flyball.core.bandit.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.bandit.join.Reward;
import io.flyball.core.record.Reason;
import org.junit.jupiter.api.Test;

/** What is learned when another arm was shown than decided. */
class ShownArmTest {
  private static final double[] X = {1, 0.5};

  @Test
  void theEchoWinsAndTheArmThatWasNotShownLearnsNothing() {
    Served served = new Served(Changed.rules().algorithm("linucb").r());
    Decision decision = served.ask("1", 0, X);
    String shown = decision.arm().equals("b") ? "c" : "b";
    served.give(
        new Reward("r", 1, "p/1", Reward.Kind.FINAL, new double[] {1}, 1, shown, 0.25, 0, null));
    Outcome outcome = served.outcomes.get(0);
    assertThat(outcome.decision().taken().arm()).isEqualTo(shown);
    assertThat(outcome.decision().taken().propensity()).isEqualTo(0.25);
    assertThat(served.counted(ServingCount.ECHO_REWRITES)).isOne();
    double[] wrong = served.arm(decision.arm());
    assertThat(wrong[wrong.length - 1]).as("theta").isZero();
    double[] right = served.arm(shown);
    assertThat(right[right.length - 1]).as("theta").isPositive();
  }

  /** The default that was presumed for it goes, too. */
  @Test
  void anArmThatWasNotShownKeepsNoPresumedZero() {
    Served counts = new Served(Changed.rules().algorithm("kl-ucb").r());
    Decision decision = counts.ask("1", 0);
    String shown = decision.arm().equals("b") ? "c" : "b";
    assertThat(counts.arm(decision.arm())).containsExactly(1, 1, 0);
    counts.give(
        new Reward("r", 1, "p/1", Reward.Kind.FINAL, new double[] {1}, 1, shown, 0.25, 0, null));
    assertThat(counts.arm(decision.arm())).containsExactly(0, 0, 0);
    assertThat(counts.arm(shown)).containsExactly(1, 1, 1);
    assertThat(counts.state.head().get().shared()).containsExactly(1, 1);
  }

  @Test
  void anArmThatWasNeverOfferedIsRefusedAndWithoutEchoAnyOther() {
    Served echo = new Served(Served.RULES);
    echo.ask("1", 0);
    echo.give(new Reward("r", 1, "p/1", Reward.Kind.VALUE, new double[] {1}, 1, "x", 0.5, 0, null));
    assertThat(echo.refused.get(0).reason()).isEqualTo(Reason.ARM_MISMATCH);
    Served strict = new Served(Changed.rules().noEcho().r());
    String other = strict.ask("1", 0).arm().equals("a") ? "b" : "a";
    strict.give(
        new Reward("r", 1, "p/1", Reward.Kind.VALUE, new double[] {1}, 1, other, null, 0, null));
    assertThat(strict.refused.get(0).message()).contains("for arm '" + other + "'");
  }
}
