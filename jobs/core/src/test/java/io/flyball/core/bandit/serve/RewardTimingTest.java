package io.flyball.core.bandit.serve;

import static io.flyball.core.bandit.serve.Served.HOLD;
import static io.flyball.core.bandit.serve.Served.WINDOW;
import static io.flyball.core.bandit.serve.Served.correction;
import static io.flyball.core.bandit.serve.Served.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.bandit.join.Reward;
import io.flyball.core.bandit.serve.Outcome.Status;
import io.flyball.core.record.Reason;
import org.junit.jupiter.api.Test;

/** Rewards before their decision, after its window, and without any. */
class RewardTimingTest {
  private static final double[] X = {1, 0.5};

  @Test
  void aRewardThatOvertakesItsDecisionWaitsForIt() {
    Served served = new Served(Served.RULES);
    served.give(value("r", "1", 50, 1));
    served.ask("1", 60);
    served.until(3 * WINDOW);
    assertThat(served.outcomes.get(0).status()).isEqualTo(Status.REWARDED);
    assertThat(served.counted(ServingCount.EARLY)).isOne();
    assertThat(served.refused).isEmpty();
  }

  @Test
  void aRewardWithoutADecisionBecomesADeadLetterOnce() {
    Served served = new Served(Served.RULES);
    served.give(value("r", "none", 50, 1));
    served.until(50 + HOLD + WINDOW);
    assertThat(served.refused)
        .extracting(letter -> letter.reason())
        .containsExactly(Reason.UNKNOWN_DECISION);
    served.give(value("r2", "none", 50, 1));
    assertThat(served.refused).as("nothing to wait for any more").hasSize(2);
  }

  @Test
  void aRewardFromLongBeforeItsDecisionIsRefused() {
    Served served = new Served(Served.RULES);
    served.ask("1", 500);
    served.give(value("r", "1", 500 - HOLD, 1));
    assertThat(served.refused.get(0).message()).contains("older than its decision by 100 ms");
  }

  /** Whatever came first, the model is the one that heard the truth at once. */
  @Test
  void lateCorrectionsAreExactForLinearModels() {
    Served told = new Served(Changed.rules().algorithm("linucb").corrections().r());
    Served corrected = new Served(Changed.rules().algorithm("linucb").corrections().r());
    String arm = told.ask("1", 0, X).arm();
    corrected.ask("1", 0, X);
    told.give(value("r", "1", 1, 0.75));
    corrected.give(value("r", "1", 1, 0.25));
    told.until(WINDOW + 20);
    corrected.until(WINDOW + 20);
    corrected.give(correction("c", "1", 5000, 0.75, "r"));
    for (int i = 0; i < told.arm(arm).length; i++) {
      assertThat(corrected.arm(arm)[i]).isCloseTo(told.arm(arm)[i], within(1e-12));
    }
    assertThat(corrected.outcomes).hasSize(2);
    assertThat(corrected.outcomes.get(1).decision().revision()).isOne();
    assertThat(corrected.outcomes.get(1).reward()).containsExactly(0.75);
    assertThat(corrected.counted(ServingCount.CORRECTED)).isOne();
  }

  @Test
  void withoutCorrectionsALateRewardGoesAside() {
    Served served = new Served(Served.RULES);
    served.ask("1", 0);
    served.until(WINDOW + 20);
    served.give(value("late", "1", 20, 1));
    assertThat(served.late).extracting(Reward::id).containsExactly("late");
    assertThat(served.outcomes).hasSize(1);
  }
}
