package io.flyball.bench.jmh;

import io.flyball.core.bandit.Arm;
import io.flyball.core.bandit.Choice;
import io.flyball.core.bandit.Learner;
import io.flyball.core.bandit.PolicyName;
import io.flyball.core.bandit.Question;
import io.flyball.core.features.PackedFeatures;
import io.flyball.core.random.Draws;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One decision on shared regressions over hashed features, and its reward learned: five arms of
 * eight features in a context of twenty, with the products of both (189 features an arm) and
 * without; and two thousand arms of thirty. Features are drawn and packed before.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 6, time = 1)
@Fork(1)
public class JointKernels {
  private static final int CONTEXT = 20;
  private static final double[] EQUAL_WEIGHTS = {};

  private Played products;
  private Played linear;
  private Played many;
  private int next;

  /** A learner, its arms, and what it is asked. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Played(Learner learner, Arm[] arms, double[][] contexts, double[][][] features) {
    static Played of(String policy, int arms, int width, int rounds) {
      Learner learner = new Learner(PolicyName.parse(policy, 0, 0, arms, 1000));
      String[] ids = new String[arms];
      for (int a = 0; a < arms; a++) {
        ids[a] = "arm" + a;
      }
      double[][] contexts = new double[rounds][];
      double[][][] features = new double[rounds][][];
      for (int t = 0; t < rounds; t++) {
        contexts[t] = PackedFeatures.ofDense("context", draws(1, t, CONTEXT));
        double[][] dense = new double[arms][];
        for (int a = 0; a < arms; a++) {
          dense[a] = draws(2 + a, t, width);
        }
        features[t] = PackedFeatures.ofArms(dense, ids);
      }
      return new Played(learner, learner.arms(ids), contexts, features);
    }

    private static double[] draws(long seed, int round, int length) {
      double[] drawn = new double[length];
      for (int i = 0; i < length; i++) {
        drawn[i] = Draws.uniform(seed, round, i);
      }
      return drawn;
    }

    int play(int n) {
      int t = n % contexts.length;
      Question question = learner.question(contexts[t], arms, features[t], EQUAL_WEIGHTS);
      Choice choice = learner.decide(question, Draws.uniform(7, n, 0));
      learner.learn(choice.taken(), Draws.uniform(8, n, choice.index()) < .5 ? 1 : 0);
      return choice.index();
    }
  }

  @Setup
  public void draw() {
    products = Played.of("squarecb-joint:interactions=cf", 5, 8, 256);
    linear = Played.of("squarecb-joint", 5, 8, 256);
    many = Played.of("squarecb-joint", 2000, 30, 8);
  }

  @Benchmark
  public int fiveArmsWithProducts() {
    return products.play(next++);
  }

  @Benchmark
  public int fiveArms() {
    return linear.play(next++);
  }

  @Benchmark
  public int twoThousandArms() {
    return many.play(next++);
  }
}
