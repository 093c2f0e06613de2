package io.flyball.core.bandit.ope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.bandit.Learner;
import io.flyball.core.bandit.LoggedDecision;
import io.flyball.core.bandit.PolicyName;
import io.flyball.core.random.Draws;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplayTest {
  private static final String[] ARMS = {"a", "b"};

  /** A policy that shows one arm for certain and keeps what it learned. */
  private static final class Certain implements Candidate {
    private final int arm;
    private final List<Double> learned = new ArrayList<>();

    Certain(int arm) {
      this.arm = arm;
    }

    @Override
    public double[] probabilities(LogRow row) {
      return arm == 0 ? new double[] {1, 0} : new double[] {0, 1};
    }

    @Override
    public void learn(LogRow row) {
      learned.add(row.decision().reward());
    }
  }

  private static LogRow row(String arm, double p, double reward) {
    return LogRow.of(new LoggedDecision(arm, p, ARMS, new double[0], reward, 1));
  }

  private static Replay replay(Candidate policy) {
    return replay(policy, Replay.History.SLATE, 1, false, null, 1);
  }

  private static Replay replay(
      Candidate policy,
      Replay.History history,
      int positions,
      boolean global,
      RewardModel model,
      long seed) {
    return new Replay(
        policy,
        new Replay.Settings(history, 0, 1, 1, 0, seed),
        positions,
        global,
        model == null ? null : position -> model);
  }

  /**
   * Li et al. 2011 on six rows of uniform play: the rows of arm b are the history. Doubly robust
   * without a model, by hand: c is 1 until the second row is accepted and 1/2 after, so R = 1 (0) +
   * 1 (2 1) + .5 (0 + 0 + 2 0 + 2 1) and C = 1 + 1 + 4 .5.
   */
  @Test
  void underUniformPlayTheRowsOfTheSameArmAreTheHistory() {
    Certain b = new Certain(1);
    Replay replay = replay(b);
    replay.add(row("a", .5, 1));
    replay.add(row("b", .5, 1));
    replay.add(row("a", .5, 0));
    replay.add(row("a", .5, 1));
    replay.add(row("b", .5, 0));
    replay.add(row("b", .5, 1));
    assertThat(b.learned).containsExactly(1.0, 0.0, 1.0);
    assertThat(replay.accepted()).isEqualTo(3);
    assertThat(replay.rejectionSampling()).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(replay.doublyRobust()).isCloseTo(3 / 4.0, within(1e-12));
    assertThat(replay.truncated()).as("before c was known").isEqualTo(1);
    assertThat(replay.logged()).isCloseTo(4 / 6.0, within(1e-12));
  }

  @Test
  void withoutAnyRowThereIsNoValue() {
    Replay replay = replay(new Certain(0));
    replay.add(row("b", .5, 1));
    assertThat(replay.accepted()).isZero();
    assertThat(replay.rejectionSampling()).isNaN();
    assertThat(replay.doublyRobust()).isZero();
    assertThatThrownBy(() -> replay.add(row("a", 0, 1))).hasMessageContaining("propensity");
    assertThatThrownBy(() -> replay.add(row("a", .5, 2))).hasMessageContaining("found 2");
    assertThat(replay.rows()).isEqualTo(1);
  }

  /**
   * Arm b pays .8, arm a .2, the log shows a nine times of ten. A greedy policy with epsilon .2
   * earns .9 .8 + .1 .2 = .74 once it knows, from a history that it could have made itself.
   */
  @Test
  void aLearningPolicyEarnsWhatItWouldHaveEarned() {
    Learner learner = new Learner(PolicyName.parse("epsilon-greedy:epsilon=0.2", 0, 0, 2, 40_000));
    Replay replay =
        replay(
            Candidate.learning(learner),
            Replay.History.SLATE,
            1,
            false,
            OnlineRewardModel.pastRidge(1, 0),
            7);
    for (int i = 0; i < 40_000; i++) {
      boolean b = Draws.uniform(1, i, 0) < .1;
      double reward = Draws.uniform(1, i, 1) < (b ? .8 : .2) ? 1 : 0;
      replay.add(row(b ? "b" : "a", b ? .1 : .9, reward));
    }
    assertThat(replay.accepted()).isBetween(3_500L, 5_500L);
    assertThat(replay.rejectionSampling()).isCloseTo(.74, within(.03));
    assertThat(replay.doublyRobust()).isCloseTo(.74, within(.03));
    assertThat(learner.model().learned()).isEqualTo(replay.accepted());
    assertThat(replay.lower()).isLessThan(.74);
    assertThat(replay.upper()).isGreaterThan(.74);
  }
}
