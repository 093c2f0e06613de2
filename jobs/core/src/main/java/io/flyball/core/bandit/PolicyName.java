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
import io.flyball.core.bandit.guide.EntropyBand;
import io.flyball.core.bandit.guide.EntropyGuided;
import io.flyball.core.bandit.guide.ExpertGate;
import io.flyball.core.bandit.guide.ExpertGuided;
import io.flyball.core.bandit.linear.ChebyshevLinUcb;
import io.flyball.core.bandit.linear.DLinUcb;
import io.flyball.core.bandit.linear.HybridLinUcb;
import io.flyball.core.bandit.linear.LinThompson;
import io.flyball.core.bandit.linear.LinUcb;
import io.flyball.core.bandit.linear.Pending;
import io.flyball.core.bandit.linear.Regression;
import io.flyball.core.bandit.linear.Ridge;
import io.flyball.core.bandit.linear.SlidingLinUcb;
import io.flyball.core.bandit.regression.AdaGrad;
import io.flyball.core.bandit.regression.FtrlLogistic;
import io.flyball.core.bandit.regression.Greedy;
import io.flyball.core.bandit.regression.LogisticThompson;
import io.flyball.core.bandit.regression.RegCb;
import io.flyball.core.bandit.regression.SquareCb;
import io.flyball.core.bandit.switching.BatchedExp3;
import io.flyball.core.bandit.switching.BudgetedHedge;
import io.flyball.core.bandit.switching.SwitchingPolicy;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;

/**
 * Policies by name, {@code NAME[:parameter=value,…]}, as they stand in configurations and commands:
 * {@code linucb:alpha=0.5,lambda=1}. An unknown name or parameter, or a value out of range, is
 * refused with what is allowed.
 */
public final class PolicyName {
  /** Every name. */
  public static final List<String> NAMES =
      List.of(
          "random",
          "epsilon-greedy",
          "softmax",
          "ucb1",
          "kl-ucb",
          "beta-thompson",
          "exp3",
          "exp3-ix",
          "gradient",
          "linucb",
          "chebyshev-linucb",
          "hybrid-linucb",
          "lin-thompson",
          "d-linucb",
          "sliding-linucb",
          "squarecb-ridge",
          "squarecb-adagrad",
          "squarecb-ftrl",
          "regcb-ridge",
          "regcb-adagrad",
          "greedy-ridge",
          "greedy-adagrad",
          "greedy-ftrl",
          "logistic-thompson",
          "dynlin-ucb",
          "squarecb-joint",
          "softmax-joint",
          "greedy-joint",
          "bag-joint",
          "cover-joint",
          "regcb-joint",
          "thompson-joint",
          "batched-exp3",
          "budgeted-hedge");

  private static final List<String> BANDABLE =
      List.of(
          "softmax",
          "beta-thompson",
          "lin-thompson",
          "logistic-thompson",
          "squarecb-ridge",
          "squarecb-adagrad",
          "squarecb-ftrl",
          "softmax-joint",
          "thompson-joint");

  /** Those whose lessons depend on how they draw, or that hold an arm of their own. */
  private static final List<String> UNLED =
      List.of("exp3", "exp3-ix", "gradient", "dynlin-ucb", "batched-exp3", "budgeted-hedge");

  private PolicyName() {}

  /**
   * The policy of a name.
   *
   * @param text name and parameters
   * @param context length of the contexts
   * @param features length of the arms' features
   * @param arms number of arms, for policies that need it
   * @param horizon number of rounds planned, for policies that need it
   */
  public static Policy parse(String text, int context, int features, int arms, long horizon) {
    Parameters p = Parameters.parse(text);
    Policy policy = build(p, Math.max(1, context), Math.max(1, features), arms, horizon);
    double cost = p.get("switching-cost", 0);
    double stay = p.get("stay", 100);
    boolean first = p.word("ties", "uniform", "uniform", "first").equals("first");
    EntropyBand band = band(p);
    Lead lead = Lead.of(p);
    p.requireAllUsed();
    if (cost == 0 && p.gives("stay")) {
      throw new IllegalArgumentException("'stay' counts only with a switching-cost above 0");
    }
    requireInputs(p.name(), policy.shape(), context, features);
    if (band != null && cost > 0) {
      throw new IllegalArgumentException("an arm that is held is not drawn: no entropy-step then");
    }
    Policy held = cost > 0 ? new SwitchingPolicy(policy, cost, stay) : policy;
    if (band != null) {
      requireBandable(p.name());
      held = new EntropyGuided(policy, band, Math.max(1, horizon));
    }
    Policy plain = first ? new FirstOfTies(held) : held;
    if (lead == null) {
      return plain;
    }
    if (UNLED.contains(p.name()) || cost > 0) {
      throw new IllegalArgumentException(
          "expert-needed goes neither with a switching-cost nor with "
              + String.join(", ", UNLED)
              + ": what they learn depends on how they choose");
    }
    return new ExpertGuided(plain, lead.gate(), lead.share(), lead.above());
  }

  /** How a rule leads the policy. */
  private record Lead(ExpertGate gate, double share, double above) {

    /** Null where no rule does. */
    static Lead of(Parameters p) {
      int needed = small(p, "expert-needed", 0);
      int window = small(p, "expert-window", 100);
      double share = p.get("expert-share", .9);
      double above = p.get("expert-above", 0);
      for (String key : List.of("expert-window", "expert-share", "expert-above")) {
        if (needed == 0 && p.gives(key)) {
          throw new IllegalArgumentException(
              "'" + key + "' counts only with an expert-needed above 0");
        }
      }
      return needed == 0 ? null : new Lead(new ExpertGate(window, needed), share, above);
    }

    private static int small(Parameters p, String key, long usual) {
      long value = p.whole(key, usual);
      if (value < 0 || value > ExpertGate.MOST) {
        throw new IllegalArgumentException(
            "'" + key + "' must lie in [0, " + ExpertGate.MOST + "], found " + value);
      }
      return (int) value;
    }
  }

  /** Null where the entropy is left alone. */
  private static EntropyBand band(Parameters p) {
    double step = p.get("entropy-step", 0);
    EntropyBand band =
        new EntropyBand(
            p.get("entropy-low", .8),
            p.get("entropy-high", 1.2),
            step,
            p.get("entropy-memory", 1000));
    for (String key : List.of("entropy-low", "entropy-high", "entropy-memory")) {
      if (step == 0 && p.gives(key)) {
        throw new IllegalArgumentException(
            "'" + key + "' counts only with an entropy-step above 0");
      }
    }
    return step == 0 ? null : band;
  }

  /** Those whose lessons do not depend on how they draw. */
  private static void requireBandable(String name) {
    if (!BANDABLE.contains(name)) {
      throw new IllegalArgumentException(
          "'" + name + "' takes no entropy-step; those that do are " + String.join(", ", BANDABLE));
    }
  }

  private static void requireInputs(String name, Shape shape, int context, int features) {
    if (shape.context() > 0 && context == 0) {
      throw new IllegalArgumentException(
          "'"
              + name
              + "' needs a context: send \"context\":[...] with every request, as many numbers in"
              + " each. Without contexts choose one of "
              + String.join(", ", withoutInputs()));
    }
    if (shape.features() > 0 && features == 0) {
      throw new IllegalArgumentException(
          "'"
              + name
              + "' needs \"features\":[...] with every arm, as many numbers in each. Without"
              + " features choose one of "
              + String.join(", ", Inputs.NO_FEATURES));
    }
  }

  /** Names of policies that ask for neither contexts nor features. */
  public static List<String> withoutInputs() {
    return Inputs.NONE;
  }

  /** Names of policies that read the features of arms. */
  public static List<String> withFeatures() {
    return Inputs.FEATURES;
  }

  /** Names of policies that read features by name. */
  public static List<String> named() {
    return Inputs.NAMED;
  }

  /**
   * The name with the job's indices and products, where it reads features by name and does not give
   * its own.
   */
  public static String withFeatureSpace(String text, int bits, String interactions) {
    Parameters p = Parameters.parse(text);
    StringBuilder whole = new StringBuilder(text);
    if (Inputs.NAMED.contains(p.name())) {
      if (!p.gives("bits")) {
        append(whole, "bits=" + bits);
      }
      if (!p.gives("interactions") && !interactions.isEmpty()) {
        append(whole, "interactions=" + interactions);
      }
    }
    return whole.toString();
  }

  private static void append(StringBuilder text, String parameter) {
    text.append(text.indexOf(":") < 0 ? ':' : ',').append(parameter);
  }

  /** What names read, found out once: a refusal names them, and may come with every record. */
  private static final class Inputs {
    static final List<String> FEATURES = those(Policy::readsFeatures);
    static final List<String> NO_FEATURES = those(policy -> policy.shape().features() == 0);
    static final List<String> NONE =
        those(policy -> policy.shape().context() == 0 && !policy.readsFeatures());
    static final List<String> NAMED = those(Policy::named);

    private static List<String> those(Predicate<Policy> read) {
      return NAMES.stream()
          .filter(name -> read.test(build(Parameters.parse(name), 1, 1, 2, 1000)))
          .toList();
    }
  }

  private static Policy build(Parameters p, int d, int k, int arms, long horizon) {
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
      default ->
          throw new IllegalArgumentException(
              "unknown policy '" + p.name() + "', known are " + String.join(", ", NAMES));
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
