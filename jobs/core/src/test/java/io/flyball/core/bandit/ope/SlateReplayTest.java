package io.flyball.core.bandit.ope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.bandit.Learner;
import io.flyball.core.bandit.LoggedDecision;
import io.flyball.core.bandit.PolicyName;
import io.flyball.core.random.Draws;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Two of three arms, drawn alike without replacement, unless said. */
class SlateReplayTest {
  private static final String[] ARMS = {"a", "b", "c"};

  /** Shows the first arm of a list that is left, for certain, and keeps what it learned. */
  private static final class Ordered implements Candidate {
    private final List<String> order;
    private final List<String> learned = new ArrayList<>();

    Ordered(String... order) {
      this.order = List.of(order);
    }

    @Override
    public double[] probabilities(LogRow row) {
      List<String> left = List.of(row.decision().arms());
      String best = order.stream().filter(left::contains).findFirst().orElseThrow();
      return left.stream().mapToDouble(arm -> arm.equals(best) ? 1 : 0).toArray();
    }

    @Override
    public void learn(LogRow row) {
      learned.add(row.decision().arm());
    }
  }

  private static LogRow row(String arm, double reward, String... arms) {
    double p = 1.0 / arms.length;
    return LogRow.of(new LoggedDecision(arm, p, arms, new double[0], reward, 1));
  }

  private static LoggedSlate ranked(String shown, double... rewards) {
    List<LogRow> rows = new ArrayList<>();
    for (int l = 0; l < rewards.length; l++) {
      String above = shown.substring(0, l);
      String[] left =
          Arrays.stream(ARMS).filter(arm -> !above.contains(arm)).toArray(String[]::new);
      rows.add(row(shown.substring(l, l + 1), rewards[l], left));
    }
    return new LoggedSlate("", rows, false);
  }

  private static Replay replay(Candidate policy, Replay.History history, RewardModel model) {
    return new Replay(
        policy,
        new Replay.Settings(history, 0, 1, 1, 0, 7),
        2,
        false,
        model == null ? null : position -> model);
  }

  /**
   * The policy shows a, then b: weights of whole slates are 6 for ab and 0 for others. c is 1 until
   * the first ab and 1/6 after, so R = 1 (0) + 1 (6 1) + 1/6 (0 + 6 2) and C = 1 + 1 + 2/6.
   */
  @Test
  void wholeSlates() {
    Ordered policy = new Ordered("a", "b", "c");
    Replay replay = replay(policy, Replay.History.SLATE, null);
    replay.add(ranked("ac", 1, 1));
    replay.add(ranked("ab", 1, 0));
    replay.add(ranked("ba", 1, 1));
    replay.add(ranked("ab", 1, 1));
    assertThat(policy.learned).containsExactly("a", "b", "a", "b");
    assertThat(replay.histories()).containsExactly(2);
    assertThat(replay.rejectionSampling()).isEqualTo(1.5);
    assertThat(replay.doublyRobust()).isCloseTo(8 / (7 / 3.0), within(1e-12));
    assertThat(replay.logged()).isEqualTo(7 / 4.0);
    assertThat(replay.truncated()).as("before c was known").isEqualTo(1);
  }

  /**
   * The first position alone enters of ac: 3 slates at the first position, 1 at the second, whose
   * mean rewards are 2/3 and 1. Weights down to each position: ac 3, 0; ba 0, 0; ab 3, 6. c of the
   * first position is 1 for the first slate and 1/3 after: R = 3 (1) + 1/3 (0 + 3 1 + 6 1 + 0), C =
   * 1 + 3/3.
   */
  @Test
  void prefixes() {
    Ordered policy = new Ordered("a", "b", "c");
    Replay replay = replay(policy, Replay.History.PREFIX, null);
    replay.add(ranked("ac", 1, 1));
    replay.add(ranked("ba", 1, 1));
    replay.add(ranked("ab", 1, 1));
    replay.add(ranked("ac", 0, 1));
    assertThat(policy.learned).containsExactly("a", "a", "b", "a");
    assertThat(replay.histories()).containsExactly(3, 1);
    assertThat(replay.accepted()).isEqualTo(1);
    assertThat(replay.rejectionSampling()).isCloseTo(2 / 3.0 + 1, within(1e-12));
    assertThat(replay.doublyRobust()).isCloseTo((3 + 9 / 3.0) / 2, within(1e-12));
  }

  /** Slots a|b and c|d; each enters by itself: rewards of the first 1, 0, of the second 1. */
  @Test
  void slots() {
    Ordered policy = new Ordered("a", "c", "b", "d");
    Replay replay = replay(policy, Replay.History.SLOT, null);
    String[][] shown = {{"a", "d"}, {"b", "c"}, {"a", "d"}};
    double[][] rewards = {{1, 0}, {1, 1}, {0, 1}};
    for (int i = 0; i < shown.length; i++) {
      List<LogRow> rows =
          List.of(
              row(shown[i][0], rewards[i][0], "a", "b"), row(shown[i][1], rewards[i][1], "c", "d"));
      replay.add(new LoggedSlate("", rows, false));
    }
    assertThat(policy.learned).containsExactly("a", "c", "a");
    assertThat(replay.histories()).containsExactly(2, 1);
    assertThat(replay.rejectionSampling()).isCloseTo(1.5, within(1e-12));
    // c of the first slot is 1, then 1/2: R = 2 1 + 1/2 (2 1 + 0), C = 2.
    assertThat(replay.doublyRobust()).isCloseTo(1.5, within(1e-12));
    assertThatThrownBy(() -> replay.add(ranked("ab", 1, 1)))
        .hasMessageContaining("its positions share arms");
  }

  /** A slate of one position has no second: its reward there is 0, and counts. */
  @Test
  void aShorterSlateCountsWhereItEnds() {
    Replay replay = replay(new Ordered("a", "b", "c"), Replay.History.PREFIX, null);
    replay.add(ranked("a", 1));
    replay.add(ranked("ab", 1, 1));
    assertThat(replay.histories()).containsExactly(2, 2);
    assertThat(replay.rejectionSampling()).isEqualTo(1.5);
  }

  @Test
  void whatCannotBeReplayedIsRefusedAndNothingChanges() {
    Replay replay = replay(new Ordered("a", "b", "c"), Replay.History.SLATE, null);
    assertThat(replay.rejectionSampling()).isNaN();
    assertThatThrownBy(() -> replay.add(ranked("ab", 2, 1))).hasMessageContaining("found 2");
    assertThat(replay.rows()).isZero();
    Replay.Settings prefix = new Replay.Settings(Replay.History.PREFIX, 0, 1, 1, 0, 1);
    assertThatThrownBy(() -> new Replay(Candidate.uniform(), prefix, 2, true, null))
        .hasMessageContaining("one reward for the whole slate");
  }

  /** Of one reward for the slate the last position's is all; the interval is that of one reward. */
  @Test
  void oneRewardForTheSlate() {
    Replay replay =
        new Replay(
            new Ordered("a", "b", "c"),
            new Replay.Settings(Replay.History.SLATE, 0, 1, 1, 0, 1),
            2,
            true,
            null);
    for (int i = 0; i < 20; i++) {
      replay.add(new LoggedSlate("", ranked("ab", 0, i % 2).positions(), true));
    }
    assertThat(replay.rejectionSampling()).isEqualTo(.5);
    assertThat(replay.upper()).isLessThanOrEqualTo(1);
  }

  /**
   * Arms are clicked with .7, .3, .1 at the first position, half as often at the second. A policy
   * that learns and explores with epsilon .3 shows, once it knows, a first with .8 and .1 for the
   * others, and then the best left with .85: .8 .7 + .1 .3 + .1 .1 = .6 above; below .8 (.85 .3 +
   * .15 .1) + .1 (.85 .7 + .15 .1) + .1 (.85 .7 + .15 .3) = .341 times a half.
   */
  @Test
  void aPolicyThatLearnsEarnsWhatItWouldHaveEarned() {
    double truth = .6 + .341 / 2;
    for (Replay.History history : List.of(Replay.History.SLATE, Replay.History.PREFIX)) {
      Learner learner =
          new Learner(PolicyName.parse("epsilon-greedy:epsilon=0.3", 0, 0, 3, 30_000));
      Replay replay =
          replay(Candidate.learning(learner), history, OnlineRewardModel.pastRidge(1, 0));
      double[] rates = {.7, .3, .1};
      for (int i = 0; i < 30_000; i++) {
        int first = (int) (3 * Draws.uniform(1, i, 0));
        int second = (first + 1 + (int) (2 * Draws.uniform(1, i, 1))) % 3;
        double r1 = Draws.uniform(1, i, 2) < rates[first] ? 1 : 0;
        double r2 = Draws.uniform(1, i, 3) < rates[second] / 2 ? 1 : 0;
        replay.add(ranked(ARMS[first] + ARMS[second], r1, r2));
      }
      assertThat(replay.rejectionSampling()).as(history.name()).isCloseTo(truth, within(.03));
      assertThat(replay.doublyRobust()).as(history.name()).isCloseTo(truth, within(.03));
      assertThat(replay.lower()).isLessThan(truth);
      assertThat(replay.upper()).isGreaterThan(truth);
      assertThat(learner.model().learned())
          .isEqualTo(
              history == Replay.History.SLATE
                  ? 2 * replay.accepted()
                  : IntStream.of(0, 1).mapToLong(l -> replay.histories()[l]).sum());
    }
  }
}
