package io.flyball.core.bandit;

import io.flyball.core.bandit.guide.EntropyBand;
import io.flyball.core.bandit.guide.EntropyGuided;
import io.flyball.core.bandit.guide.ExpertGate;
import io.flyball.core.bandit.guide.ExpertGuided;
import io.flyball.core.bandit.switching.SwitchingPolicy;
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
          "budgeted-hedge",
          "preference-heads",
          "greedy-counter-current");

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
          "thompson-joint",
          "preference-heads");

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
    Policy built =
        PolicyBuilder.build(p, Math.max(1, context), Math.max(1, features), arms, horizon);
    double cost = p.get("switching-cost", 0);
    double stay = p.get("stay", 100);
    List<Double> weights = p.list("weights", List.of());
    boolean first = p.word("ties", "uniform", "uniform", "first").equals("first");
    Policy policy = weights.isEmpty() ? built : new WeightedObjectives(built, weights);
    EntropyBand band = band(p);
    Lead lead = Lead.of(p);
    p.requireAllUsed();
    if (cost == 0 && p.gives("stay")) {
      throw new IllegalArgumentException("'stay' counts only with a switching-cost above 0");
    }
    requireInputs(p.name(), policy.shape(), context, features);
    if (policy instanceof ObservingPolicy && (cost > 0 || first)) {
      throw new IllegalArgumentException(
          "'"
              + p.name()
              + "' holds its arm by itself: it goes neither with a switching-cost nor with"
              + " ties=first");
    }
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
          .filter(name -> read.test(PolicyBuilder.build(Parameters.parse(name), 1, 1, 2, 1000)))
          .toList();
    }
  }
}
