package io.flyball.core.bandit;

import io.flyball.core.bandit.arms.BetaThompson;
import io.flyball.core.bandit.arms.EpsilonGreedy;
import io.flyball.core.bandit.arms.Exp3;
import io.flyball.core.bandit.arms.GradientBandit;
import io.flyball.core.bandit.arms.KlUcb;
import io.flyball.core.bandit.arms.Softmax;
import io.flyball.core.bandit.arms.Ucb1;
import io.flyball.core.bandit.arms.Uniform;
import io.flyball.core.bandit.dynamic.DynLinUcb;
import io.flyball.core.bandit.dynamic.LinearSystem;
import io.flyball.core.bandit.linear.ChebyshevLinUcb;
import io.flyball.core.bandit.linear.DLinUcb;
import io.flyball.core.bandit.linear.HybridLinUcb;
import io.flyball.core.bandit.linear.LinThompson;
import io.flyball.core.bandit.linear.LinUcb;
import io.flyball.core.bandit.linear.Pending;
import io.flyball.core.bandit.linear.Regression;
import io.flyball.core.bandit.linear.Ridge;
import io.flyball.core.bandit.linear.SlidingLinUcb;
import io.flyball.core.bandit.preference.PreferenceHeads;
import io.flyball.core.bandit.regression.AdaGrad;
import io.flyball.core.bandit.regression.CounterCurrentReward;
import io.flyball.core.bandit.regression.FtrlLogistic;
import io.flyball.core.bandit.regression.Greedy;
import io.flyball.core.bandit.regression.LogisticThompson;
import io.flyball.core.bandit.regression.RegCb;
import io.flyball.core.bandit.regression.SquareCb;
import io.flyball.core.bandit.switching.BatchedExp3;
import io.flyball.core.bandit.switching.BudgetedHedge;
import io.flyball.core.experimental.CounterCurrent;
import java.util.Collections;
import java.util.List;

/** Makes the policy of a name from its parameters. */
final class PolicyBuilder {
  private PolicyBuilder() {}

  /**
   * The policy of a name, without what stands around every policy.
   *
   * @param d length of the contexts
   * @param k length of the arms' features
   * @param horizon rounds planned
   */
  static Policy build(Parameters p, int d, int k, int arms, long horizon) {
    return switch (p.name()) {
      case "random" -> new Uniform();
      case "epsilon-greedy" -> new EpsilonGreedy(epsilon(p));
      case "softmax" -> new Softmax(p.get("temperature", .1), p.get("floor", .05));
      case "ucb1" -> new Ucb1(p.get("alpha", 2), true);
      case "kl-ucb" -> new KlUcb(p.get("c", 0), true);
      case "beta-thompson" -> new BetaThompson(p.get("alpha", 1), p.get("beta", 1));
      case "exp3" -> new Exp3(p.whole("horizon", horizon), false);
      case "exp3-ix" -> new Exp3(p.whole("horizon", horizon), true);
      case "gradient" ->
          new GradientBandit(p.get("eta", .5), (int) p.whole("group", 16), p.get("floor", .02));
      case "linucb" -> new LinUcb(ridge(p, d, "predicted"), p.get("alpha", 1));
      case "chebyshev-linucb" -> chebyshev(p, d);
      case "hybrid-linucb" -> new HybridLinUcb(d, k, p.get("lambda", 1), p.get("alpha", 1));
      case "lin-thompson" -> new LinThompson(ridge(p, d, "predicted"), p.get("v", .25));
      case "d-linucb" ->
          DLinUcb.of(d, p.get("lambda", 1), p.get("alpha", .5), p.get("forget", .9999));
      case "sliding-linucb" ->
          new SlidingLinUcb(
              d,
              p.get("lambda", 1),
              p.get("alpha", .5),
              (int) p.whole("buckets", 8),
              p.whole("bucket-rounds", 1000));
      case "squarecb-ridge", "squarecb-adagrad", "squarecb-ftrl" ->
          new SquareCb(
              regression(p, d), p.get("scale", 10), p.get("exponent", .5), p.get("mellowness", 0));
      case "regcb-ridge", "regcb-adagrad" ->
          new RegCb(
              regression(p, d),
              p.get("mellowness", .1),
              p.word("form", "optimistic", "optimistic", "elimination").equals("optimistic"));
      case "greedy-ridge", "greedy-adagrad", "greedy-ftrl" ->
          new Greedy(regression(p, d), epsilon(p));
      case "logistic-thompson" -> new LogisticThompson(d, p.get("lambda", 1));
      case "dynlin-ucb" -> dynLinUcb(p, k, horizon);
      case "squarecb-joint",
          "softmax-joint",
          "greedy-joint",
          "bag-joint",
          "cover-joint",
          "regcb-joint",
          "thompson-joint" ->
          JointName.build(p);
      case "batched-exp3" -> new BatchedExp3(p.whole("horizon", horizon), arms);
      case "budgeted-hedge" ->
          new BudgetedHedge(
              p.whole("horizon", horizon),
              arms,
              p.whole("budget", Math.max(arms - 1, horizon / 10)),
              p.whole("seed", 1));
      case "preference-heads" ->
          new PreferenceHeads(
              k,
              (int) p.whole("objectives", 1),
              p.get("beta", .1),
              p.get("rate", 1),
              p.get("temperature", .1),
              p.get("floor", .05));
      case "greedy-counter-current" -> new Greedy(counterCurrent(p, d), epsilon(p));
      default ->
          throw new IllegalArgumentException(
              "unknown policy '"
                  + p.name()
                  + "', known are "
                  + String.join(", ", PolicyName.NAMES));
    };
  }

  private static Epsilon epsilon(Parameters p) {
    return new Epsilon(p.get("epsilon", .05), p.get("decay", 0), p.whole("first", 0));
  }

  private static Ridge ridge(Parameters p, int d, String usual) {
    Pending pending =
        switch (p.word("pending", usual, "at-reward", "predicted", "separate")) {
          case "at-reward" -> Pending.AT_REWARD;
          case "predicted" -> Pending.PREDICTED;
          default -> Pending.SEPARATE;
        };
    return new Ridge(d, p.get("lambda", 1), pending, (int) p.whole("objectives", 1));
  }

  private static ChebyshevLinUcb chebyshev(Parameters p, int d) {
    Ridge ridge = ridge(p, d, "predicted");
    List<Double> reference = p.list("reference", Collections.nCopies(ridge.objectives(), 0.0));
    return new ChebyshevLinUcb(ridge, p.get("alpha", 1), reference);
  }

  /** Constants of a named system, each of which may be given instead. */
  private static DynLinUcb dynLinUcb(Parameters p, int k, long horizon) {
    LinearSystem system =
        p.word("system", "dlb-synthetic", "dlb-synthetic", "dlb-real").equals("dlb-real")
            ? LinearSystem.advertising()
            : LinearSystem.synthetic();
    double t = p.get("horizon", (double) horizon);
    double lambda = p.get("lambda", Math.max(1, Math.log(t)));
    DynLinUcb.Radius radius =
        DynLinUcb.Radius.of(system, LinearSystem.actions(), p.get("sigma", .01), t, lambda);
    return new DynLinUcb(
        k,
        p.get("rho", system.spectralRadius()),
        new DynLinUcb.Radius(
            lambda,
            p.get("c1", radius.c1()),
            p.get("c2", radius.c2()),
            p.get("noise2", radius.noise2()),
            p.get("largest", radius.largest()),
            p.get("delta", radius.delta())));
  }

  private static CounterCurrentReward counterCurrent(Parameters p, int d) {
    return new CounterCurrentReward(
        new CounterCurrent(
            d,
            (int) p.whole("hidden", 32),
            (int) p.whole("levels", 2),
            (int) p.whole("batch", 64),
            p.get("rate", 1)),
        p.whole("seed", 1));
  }

  private static Regression regression(Parameters p, int d) {
    String kind = p.name().substring(p.name().indexOf('-') + 1);
    return switch (kind) {
      case "ridge" -> ridge(p, d, "at-reward");
      case "adagrad" -> new AdaGrad(d, p.get("eta", .1));
      default ->
          new FtrlLogistic(d, p.get("alpha", .1), p.get("beta", 1), p.get("l1", 0), p.get("l2", 0));
    };
  }
}
