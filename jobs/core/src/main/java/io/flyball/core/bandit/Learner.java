package io.flyball.core.bandit;

import io.flyball.core.bandit.linear.RegressionPolicy;
import io.flyball.core.features.PackedFeatures;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * A policy at work on its model: the one door through which requests and rewards reach the state,
 * and where bad ones are refused with an {@link IllegalArgumentException} before they touch it.
 *
 * <p>Conservation: {@code decided = learned + censored + pending}, as seen by whoever keeps the
 * pending decisions. A decision that is censored changes nothing: the statistics that moved at
 * decision time never carried a reward.
 */
public final class Learner {
  private static final double[][] NO_FEATURES = {};

  /**
   * Largest reward and importance weight, and inverse of {@link Pick#LEAST}: sums of products of
   * four of them and 10^12 examples stay far inside the range of doubles.
   */
  private static final double LARGEST = 1e12;

  private final Policy policy;
  private final Model model;
  private final Shape shape;

  public Learner(Policy policy, Model model) {
    if (!policy.shape().equals(model.shape())) {
      throw new IllegalArgumentException(
          "the model's state is " + model.shape() + " but the policy needs " + policy.shape());
    }
    this.policy = policy;
    this.model = model;
    this.shape = model.shape();
  }

  public Learner(Policy policy) {
    this(policy, Model.fresh(policy));
  }

  public Policy policy() {
    return policy;
  }

  public Model model() {
    return model;
  }

  /** Builds a question about arms without features. */
  public Question question(double[] context, String... arms) {
    return question(context, arms, NO_FEATURES, AssignedArm.NONE);
  }

  /** Refuses what {@link #question} would; nothing changes. */
  public void check(double[] context, String[] arms, double[][] features, double[] weights) {
    check(new Question(new Arm[arms.length], context, features, weights));
    Set<String> seen = new HashSet<>();
    for (String arm : arms) {
      if (!seen.add(arm)) {
        throw new IllegalArgumentException("arm '" + arm + "' is given twice");
      }
    }
  }

  /** Builds and checks a question; new arms enter the model. */
  public Question question(double[] context, String[] arms, double[][] features, double[] weights) {
    check(new Question(new Arm[arms.length], context, features, weights));
    return new Question(arms(arms), context, features, weights);
  }

  /** The same, but that nothing enters the model; null where it does not know one of the arms. */
  public Question known(double[] context, String[] ids, double[][] features, double[] weights) {
    Arm[] arms = new Arm[ids.length];
    Question question = new Question(arms, context, features, weights);
    check(question);
    BitSet seen = new BitSet();
    for (int i = 0; i < ids.length; i++) {
      arms[i] = model.arm(ids[i]);
      if (arms[i] == null) {
        return null;
      }
      require(seen, arms[i]);
    }
    return question;
  }

  private static void require(BitSet seen, Arm arm) {
    if (seen.get(arm.number())) {
      throw new IllegalArgumentException("arm '" + arm.id() + "' is given twice");
    }
    seen.set(arm.number());
  }

  /**
   * The same of dense numbers for a policy of either kind: to one that reads features by name they
   * are positions, and an arm without features has its id.
   */
  public Question dense(double[] context, Arm[] arms, double[][] features, double[] weights) {
    if (!policy.named()) {
      return question(context, arms, features, weights);
    }
    String[] ids = new String[arms.length];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = arms[i].id();
    }
    return question(
        PackedFeatures.ofDense("context", context),
        arms,
        PackedFeatures.ofArms(features, ids),
        weights);
  }

  /** The same for arms that {@link #arms} has resolved. */
  public Question question(double[] context, Arm[] arms, double[][] features, double[] weights) {
    Question question = new Question(arms, context, features, weights);
    check(question);
    return question;
  }

  private void check(Question question) {
    question.check(shape);
    requireLength("context", question.context(), shape.context(), 1);
    for (int i = 0; i < question.features().length; i++) {
      requireLength("arm features", question.features(i), shape.features(), 1);
    }
  }

  /** Refuses an example for which the policy's arithmetic has too few digits. */
  private void requireLength(String what, double[] x, int read, double weight) {
    double squares = 0;
    for (int i = 0; i < read; i++) {
      squares += x[i] * x[i];
    }
    double length = Math.sqrt(squares * Math.max(1, weight));
    if (!(length <= policy.longestInput())) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the %s has the Euclidean length %.3g%s; '%s' has digits for %.3g: send smaller"
                  + " numbers, such as multiples of what is usual",
              what,
              length,
              weight > 1 ? ", times the root of the weight" : "",
              shape.kind(),
              policy.longestInput()));
    }
  }

  /** The arms of these ids, created when they are new; each may be given once. */
  public Arm[] arms(String... ids) {
    Arm[] arms = new Arm[ids.length];
    BitSet seen = new BitSet();
    for (int i = 0; i < ids.length; i++) {
      arms[i] = model.arm(ids[i], policy);
      require(seen, arms[i]);
    }
    return arms;
  }

  /** Scores of the arms, for people and tests. */
  public double[] scores(Question question) {
    double[] out = new double[question.arms().length];
    policy.scores(model.shared(), question, out);
    return out;
  }

  /** Probability of each arm if the question were decided now. */
  public double[] propensities(Question question) {
    double[] out = new double[question.arms().length];
    policy.propensities(model.shared(), question, out);
    double sum = 0;
    for (double p : out) {
      // Not a number is not at least 0 either.
      sum += p >= 0 ? p : Double.NaN;
    }
    if (!(Math.abs(sum - 1) <= 1e-6)) {
      throw new IllegalArgumentException(
          "'"
              + shape.kind()
              + "' finds no probabilities: the values of the context, or of the model, are so large"
              + " that they leave the range of numbers");
    }
    return out;
  }

  /**
   * Decides by the draw {@code u} in [0, 1) and takes note of it.
   *
   * @see Pick#draw
   */
  public Choice decide(Question question, double u) {
    double[] propensities = propensities(question);
    int index = Pick.from(propensities, u);
    return new Choice(index, decided(question, index, propensities[index]), propensities);
  }

  /** Takes note of a decision that was made elsewhere: forced, by a baseline, or from a log. */
  public AssignedArm decided(Question question, int index, double propensity) {
    if (!(propensity >= Pick.LEAST && propensity <= 1)) {
      throw new IllegalArgumentException(
          "propensity must lie in [" + Pick.LEAST + ", 1], found " + propensity);
    }
    double[] note = policy.decided(model.shared(), question, index);
    model.shared()[Shape.DECIDED]++;
    return new AssignedArm(
        question.arms()[index].id(),
        question.context(),
        question.features(index),
        propensity,
        note);
  }

  /** Learns a scalar reward of weight 1. */
  public void learn(AssignedArm taken, double reward) {
    learn(taken, new double[] {reward}, 1);
  }

  /** Learns a reward; each decision at most once. */
  public void learn(AssignedArm taken, double[] reward, double weight) {
    Arm arm = check(taken, reward, weight);
    policy.learn(model.shared(), arm, taken, reward, weight);
    model.shared()[Shape.LEARNED]++;
  }

  /**
   * Learns the rewards of all arms of a decision.
   *
   * @param observer the policy
   * @param rewards aligned with the arms, each in [0, 1]
   */
  public void observe(ObservingPolicy observer, Arm[] arms, double[] rewards) {
    observer.observe(arms, rewards);
    model.shared()[Shape.LEARNED]++;
  }

  /** What a regression predicts now for a decision taken earlier. */
  public double predicted(AssignedArm taken) {
    Arm arm = model.arm(taken.arm());
    if (arm == null || !(policy.base() instanceof RegressionPolicy regressions)) {
      throw new IllegalArgumentException(
          "'" + shape.kind() + "' predicts no reward for arm '" + taken.arm() + "'");
    }
    return regressions.regression().predict(arm.state(), 0, taken.context());
  }

  /** Learns a decision of a log as if it were its own: a warm start, row by row. */
  public void learn(LoggedDecision row) {
    int index = row.index();
    Checks.vector("reward", new double[] {row.reward()}, shape.objectives());
    Checks.positive("importance weight", row.importance());
    learn(
        decided(question(row), index, row.propensity()),
        new double[] {row.reward()},
        row.importance());
  }

  /**
   * What a decision of a log was asked; new arms enter the model. A policy that reads no features
   * by name is asked without them.
   */
  public Question question(LoggedDecision row) {
    Arm[] arms = arms(row.arms());
    if (!row.named()) {
      return dense(row.context(), arms, row.features(), AssignedArm.NONE);
    }
    return policy.named()
        ? question(row.context(), arms, row.features(), AssignedArm.NONE)
        : question(AssignedArm.NONE, arms, NO_FEATURES, AssignedArm.NONE);
  }

  /** Replaces a reward learned earlier: a late correction, or a click after a presumed zero. */
  public void revise(AssignedArm taken, double[] from, double[] to, double weight) {
    Checks.vector("reward", from, shape.objectives());
    Arm arm = check(taken, to, weight);
    policy.revise(model.shared(), arm, taken, from, to, weight);
  }

  /**
   * Takes back a decision whose arm was never shown, and the reward that was learned of it. A
   * policy that cannot forget is left as if the reward had been what it expected, which teaches
   * nothing.
   *
   * @param learned the reward; null when none was learned
   */
  public void retract(AssignedArm taken, double[] learned, double weight) {
    Arm arm = model.arm(taken.arm());
    if (arm != null && policy.retract(arm, learned, weight)) {
      model.shared()[Shape.DECIDED]--;
      model.shared()[Shape.LEARNED] -= learned == null ? 0 : 1;
    } else if (arm != null && learned != null && taken.note().length == learned.length) {
      revise(taken, learned, taken.note(), weight);
    } else if (arm != null
        && learned != null
        && learned.length == 1
        && policy.revisable()
        && policy.base() instanceof RegressionPolicy) {
      revise(taken, learned, new double[] {predicted(taken)}, weight);
    }
  }

  private Arm check(AssignedArm taken, double[] reward, double weight) {
    Checks.vector("reward", reward, shape.objectives());
    if (policy.unitRewards()) {
      for (double value : reward) {
        Checks.within("reward", value, 0, 1);
      }
    }
    for (double value : reward) {
      Checks.within("reward", value, -LARGEST, LARGEST);
    }
    Checks.within("importance weight", Checks.positive("importance weight", weight), 0, LARGEST);
    Checks.vector("context", taken.context(), shape.context());
    Checks.vector("arm features", taken.features(), shape.features());
    requireLength("context", taken.context(), shape.context(), weight);
    requireLength("arm features", taken.features(), shape.features(), weight);
    Arm arm = model.arm(taken.arm());
    if (arm == null) {
      throw new IllegalArgumentException("arm '" + taken.arm() + "' is not known to the model");
    }
    return arm;
  }
}
