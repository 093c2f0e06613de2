package io.flyball.bench;

import io.flyball.bench.BenchReport.Row;
import io.flyball.core.bandit.Arm;
import io.flyball.core.bandit.Choice;
import io.flyball.core.bandit.Learner;
import io.flyball.core.bandit.PolicyName;
import io.flyball.core.bandit.env.Environment;
import io.flyball.core.bandit.env.LinearEnvironment;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/**
 * A policy on hashed features of context and arm decides and learns in this process, in one thread:
 * decisions for each second of that thread's processor time, from dense numbers to the reward
 * learned, and the progressive loss, the mean of 1 - reward over its own decisions, in percent.
 * Worlds are drawn outside of what is timed.
 *
 * <p>Beside it stand figures of Vowpal Wabbit 9.11.2 in the world of ten named arms and a context
 * of twenty, seed 1, 200,000 decisions: 78,878 decisions a second of processor time ({@code
 * --cb_explore_adf -q sa --squarecb}), loss .2725 at its best rate (.2790 by default; .2343 for
 * whom the means are known).
 */
public final class LearnerBench {
  /** What Vowpal Wabbit decides in a second of processor time. */
  private static final double PEER_RATE = 78_878;

  private static final double PEER_LOSS = 27.25;
  private static final double RATE_BAR = 2;

  /** Decisions over which the loss of Vowpal Wabbit was taken. */
  private static final long LOSS_OVER = 200_000;

  private static final int BATCH = 1024;
  private static final double[] EQUAL_WEIGHTS = {};
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final long decisions;
  private final int rounds;
  private final long seed;

  /**
   * @param decisions of a round
   * @param rounds that count, after one that does not
   */
  public LearnerBench(long decisions, int rounds, long seed) {
    this.decisions = decisions;
    this.rounds = rounds;
    this.seed = seed;
  }

  /** What a round gave. */
  private record Played(double perSecond, double loss, double least) {}

  /** The figures, in reading order. */
  public List<Row> run() {
    List<Row> rows = new ArrayList<>();
    Played named =
        play("squarecb-joint:interactions=ac", s -> new LinearEnvironment(s, 10, 20, 0), true);
    String world = "ten named arms, context of 20";
    rows.add(Row.atLeast(world, "decisions/CPU-s", PEER_RATE, named.perSecond(), RATE_BAR));
    rows.add(
        decisions < LOSS_OVER
            ? Row.beside(world + ", loss", "%", PEER_LOSS, named.loss())
            : Row.atMost(world + ", loss", "%", PEER_LOSS, named.loss(), 1));
    rows.add(Row.alone(world + ", loss where means are known", "%", named.least()));
    Played products = play("squarecb-joint:interactions=cf", ArmFeatureWorld::new, false);
    world = "five arms of 8 features, context of 20";
    rows.add(Row.atLeast(world, "decisions/CPU-s", PEER_RATE, products.perSecond(), RATE_BAR));
    rows.add(Row.alone(world + ", loss", "%", products.loss()));
    rows.add(Row.alone(world + ", loss where means are known", "%", products.least()));
    Played linear = play("squarecb-joint", ArmFeatureWorld::new, false);
    rows.add(
        Row.atLeast(
            world + ", no products", "decisions/CPU-s", PEER_RATE, linear.perSecond(), RATE_BAR));
    return rows;
  }

  private Played play(String policy, LongFunction<Environment> world, boolean named) {
    List<Double> rates = new ArrayList<>();
    Played last = null;
    for (int round = 0; round <= rounds; round++) {
      last = once(policy, world.apply(seed), named);
      if (round > 0) {
        rates.add(last.perSecond());
      }
    }
    return new Played(BenchReport.median(rates), last.loss(), last.least());
  }

  private Played once(String policy, Environment world, boolean named) {
    Learner learner = new Learner(PolicyName.parse(policy, 0, 0, world.arms(), decisions));
    String[] ids = new String[world.arms()];
    for (int a = 0; a < ids.length; a++) {
      ids[a] = "arm" + a;
    }
    Arm[] arms = learner.arms(ids);
    long counted = Math.min(decisions, LOSS_OVER);
    double loss = 0;
    double least = 0;
    long nanos = 0;
    for (long from = 0; from < decisions; from += BATCH) {
      int n = (int) Math.min(BATCH, decisions - from);
      double[][] contexts = new double[n][];
      double[][][] features = new double[n][][];
      double[][] rewards = new double[n][ids.length];
      double[] draws = new double[n];
      for (int i = 0; i < n; i++) {
        world.begin(from + i);
        contexts[i] = world.context();
        features[i] = named ? new double[0][] : world.features();
        draws[i] = world.policyDraw(from + i);
        for (int a = 0; a < ids.length; a++) {
          rewards[i][a] = world.reward(a);
        }
        least += from + i < counted ? 1 - world.best() : 0;
      }
      int[] shown = new int[n];
      long before = THREADS.getCurrentThreadCpuTime();
      for (int i = 0; i < n; i++) {
        Choice choice =
            learner.decide(learner.dense(contexts[i], arms, features[i], EQUAL_WEIGHTS), draws[i]);
        shown[i] = choice.index();
        learner.learn(choice.taken(), rewards[i][shown[i]]);
      }
      nanos += THREADS.getCurrentThreadCpuTime() - before;
      for (int i = 0; i < n && from + i < counted; i++) {
        loss += 1 - rewards[i][shown[i]];
      }
    }
    return new Played(decisions * 1e9 / nanos, 100 * loss / counted, 100 * least / counted);
  }
}
