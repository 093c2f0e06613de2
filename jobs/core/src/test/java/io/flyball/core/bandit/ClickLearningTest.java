package io.flyball.core.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.core.bandit.arms.KlUcb;
import io.flyball.core.bandit.env.BernoulliEnvironment;
import io.flyball.core.bandit.regression.AdaGrad;
import io.flyball.core.bandit.regression.SquareCb;
import io.flyball.core.random.Draws;
import java.util.ArrayDeque;
import java.util.PriorityQueue;
import org.junit.jupiter.api.Test;

/** Ten click-like arms; the best arm's clicks take 300 rounds on average, the others' 20. */
class ClickLearningTest {
  private static final int ROUNDS = 20_000;
  private static final int WAIT = 1000;
  private static final int SEEDS = 5;

  private record Click(long due, long round, AssignedArm taken) implements Comparable<Click> {
    @Override
    public int compareTo(Click other) {
      return due != other.due ? Long.compare(due, other.due) : Long.compare(round, other.round);
    }
  }

  private record Shown(long round, AssignedArm taken, boolean clickedInTime) {}

  @Test
  void zeroThenExchangeIsRefusedForPoliciesThatCannotExchange() {
    Learner learner = new Learner(new SquareCb(new AdaGrad(1, .1), 10, .5));
    AssignedArm taken = learner.decide(learner.question(new double[] {1}, "a"), 0).taken();
    assertThatThrownBy(() -> ClickLearning.ZERO_THEN_EXCHANGE.decided(learner, taken, 1))
        .hasMessageContaining("use AT_EXPIRY");
  }

  /** An independent implementation gives 156.7 and 135.2. */
  @Test
  void waitingAndExchangingBothFindTheSlowBestArm() {
    double exchanged = regret(ClickLearning.ZERO_THEN_EXCHANGE);
    assertThat(exchanged).isLessThan(180);
    assertThat(regret(ClickLearning.AT_EXPIRY)).isLessThan(220);
  }

  /** Negative control; an independent implementation gives 372.2. */
  @Test
  void positivesOnArrivalWithZerosAtExpiryFavourFastArms() {
    assertThat(regret(ClickLearning.POSITIVE_ON_ARRIVAL)).isGreaterThan(300);
  }

  /** In expectation a zero of (1-p)(1+p) and clicks of 1+p are an example of rate p. */
  @Test
  void weightedFakeNegativesLearnTheRateOfClicksThatComeLate() {
    Learner weighted = new Learner(PolicyName.parse("greedy-ftrl:beta=0.1", 1, 0, 1, 1));
    Learner biased = new Learner(PolicyName.parse("greedy-ftrl:beta=0.1", 1, 0, 1, 1));
    ArrayDeque<Click> late = new ArrayDeque<>();
    AssignedArm taken = weighted.decide(weighted.question(new double[] {1}, "a"), 0).taken();
    biased.decide(biased.question(new double[] {1}, "a"), 0);
    double sum = 0;
    for (int t = 0; t < 20_000; t++) {
      ClickLearning.FAKE_NEGATIVE_WEIGHTED.decided(weighted, taken, 1);
      biased.learn(taken, 0);
      if (Draws.uniform(3, t, 0) < .3) {
        late.add(new Click(t + 50, t, taken));
      }
      if (!late.isEmpty() && late.peek().due() <= t) {
        ClickLearning.FAKE_NEGATIVE_WEIGHTED.arrived(weighted, late.poll().taken(), 1, 1);
        biased.learnMore(taken, new double[] {1}, 1);
      }
      sum += t >= 10_000 ? weighted.predicted(taken) / 10_000 : 0;
    }
    assertThat(sum).isBetween(.28, .32);
    assertThat(biased.predicted(taken)).as("0.3 / 1.3 of the stream").isLessThan(.27);
    assertThat(weighted.model().learned()).isEqualTo(20_000);
    Learner ridge = new Learner(PolicyName.parse("linucb", 1, 0, 1, 1));
    AssignedArm other = ridge.decide(ridge.question(new double[] {1}, "a"), 0).taken();
    assertThatThrownBy(() -> ClickLearning.FAKE_NEGATIVE_WEIGHTED.decided(ridge, other, 1))
        .hasMessageContaining("use ZERO_THEN_EXCHANGE");
  }

  private static double regret(ClickLearning mode) {
    double sum = 0;
    for (int seed = 1; seed <= SEEDS; seed++) {
      sum += play(mode, seed);
    }
    return sum / SEEDS;
  }

  private static double play(ClickLearning mode, long seed) {
    BernoulliEnvironment world = BernoulliEnvironment.clicks(seed);
    Learner learner = new Learner(new KlUcb(0, true));
    String[] arms = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"};
    PriorityQueue<Click> clicks = new PriorityQueue<>();
    ArrayDeque<Shown> open = new ArrayDeque<>();
    double regret = 0;
    for (long t = 0; t < ROUNDS; t++) {
      world.begin(t);
      Choice choice = learner.decide(learner.question(world.context(), arms), 0);
      regret += world.best() - world.mean(choice.index());
      mode.decided(learner, choice.taken(), 1);
      double mean = world.mean(choice.index()) == world.best() ? 300 : 20;
      long delay = (long) (-mean * Math.log1p(-Draws.uniform(seed, 77, t)));
      boolean inTime = world.reward(choice.index()) == 1 && delay < WAIT;
      if (inTime) {
        clicks.add(new Click(t + delay, t, choice.taken()));
      }
      open.add(new Shown(t, choice.taken(), inTime));
      while (!clicks.isEmpty() && clicks.peek().due() <= t) {
        mode.arrived(learner, clicks.poll().taken(), 1, 1);
      }
      while (!open.isEmpty() && open.peek().round() + WAIT <= t) {
        Shown shown = open.poll();
        mode.expired(learner, shown.taken(), shown.clickedInTime() ? 1.0 : null, 1);
      }
    }
    return regret;
  }
}
