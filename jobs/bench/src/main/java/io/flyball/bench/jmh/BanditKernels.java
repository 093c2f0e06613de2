package io.flyball.bench.jmh;

import io.flyball.core.bandit.Arm;
import io.flyball.core.bandit.Choice;
import io.flyball.core.bandit.Learner;
import io.flyball.core.bandit.PolicyName;
import io.flyball.core.bandit.Question;
import io.flyball.core.bandit.env.LinearEnvironment;
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
 * One decision among ten arms for a context of 21 values, and its reward learned: contexts, means
 * and luck are drawn before, so that nothing but the policy is measured.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 6, time = 1)
@Fork(1)
public class BanditKernels {
  private static final int ROUNDS = 4096;
  private static final int ARMS = 10;
  private static final int DIM = 20;
  private static final double[][] NO_FEATURES = {};
  private static final double[] EQUAL_WEIGHTS = {};

  private final double[][] contexts = new double[ROUNDS][];
  private final double[][] rewards = new double[ROUNDS][ARMS];
  private final double[] draws = new double[ROUNDS];
  private final PlainLinUcb plain = new PlainLinUcb(ARMS, DIM + 1, 1);
  private Played linUcb;
  private Played atReward;
  private Played adaGrad;
  private Played thompson;
  private int next;

  /** A learner with its arms resolved. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Played(Learner learner, Arm[] arms) {
    static Played of(String policy) {
      Learner learner = new Learner(PolicyName.parse(policy, DIM + 1, 0, ARMS, ROUNDS));
      String[] names = new String[ARMS];
      for (int a = 0; a < ARMS; a++) {
        names[a] = Integer.toString(a);
      }
      return new Played(learner, learner.arms(names));
    }
  }

  @Setup
  public void draw() {
    LinearEnvironment world = new LinearEnvironment(1, ARMS, DIM, 0);
    for (int t = 0; t < ROUNDS; t++) {
      world.begin(t);
      contexts[t] = world.context();
      draws[t] = world.policyDraw(t);
      for (int a = 0; a < ARMS; a++) {
        rewards[t][a] = world.reward(a);
      }
    }
    linUcb = Played.of("linucb");
    atReward = Played.of("linucb:pending=at-reward");
    adaGrad = Played.of("squarecb-adagrad");
    thompson = Played.of("lin-thompson");
  }

  @Benchmark
  public int plainLinUcb() {
    int t = next();
    int arm = plain.decide(contexts[t]);
    plain.learn(arm, contexts[t], rewards[t][arm]);
    return arm;
  }

  @Benchmark
  public int linUcb() {
    return play(linUcb);
  }

  /** Without care for rewards that are late, as the plain form is. */
  @Benchmark
  public int linUcbAtReward() {
    return play(atReward);
  }

  @Benchmark
  public int squareCbAdaGrad() {
    return play(adaGrad);
  }

  @Benchmark
  public int linThompson() {
    return play(thompson);
  }

  private int next() {
    next = (next + 1) % ROUNDS;
    return next;
  }

  private int play(Played played) {
    int t = next();
    Learner learner = played.learner();
    Question question = learner.question(contexts[t], played.arms(), NO_FEATURES, EQUAL_WEIGHTS);
    Choice choice = learner.decide(question, draws[t]);
    learner.learn(choice.taken(), rewards[t][choice.index()]);
    return choice.index();
  }
}
