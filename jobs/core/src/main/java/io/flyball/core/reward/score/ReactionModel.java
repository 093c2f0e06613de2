package io.flyball.core.reward.score;

import io.flyball.core.bandit.Checks;
import io.flyball.core.bandit.regression.FtrlLogistic;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * Probability that a response earns a reaction, P[Love] in RLUF (arXiv 2505.14946), as an online
 * logistic regression on what is known of the response. A reaction is told, its absence is not: a
 * response teaches once, when no reaction can come any more.
 *
 * <p>Its calibration is watched: over {@code window} final responses the number of reactions has
 * the mean sum p and the variance sum p (1 - p), each response judged before it is learned; z is
 * how many deviations the observed number is away. Cost: O(features).
 *
 * @param label component whose value above 0 is the reaction; empty for no model
 * @param features components that predict it, in their order
 * @param rate alpha of {@link FtrlLogistic}, above 0
 * @param window final responses between two looks at the calibration, at least 1
 * @param limit |z| beyond which the model is off, above 0
 */
public record ReactionModel(
    String label, List<String> features, double rate, int window, double limit)
    implements Serializable {
  /** Name of the component that is predicted. */
  public static final String COMPONENT = "reaction-model";

  /** Predicts nothing. */
  public static final ReactionModel NONE = new ReactionModel("", List.of(), 1, 1, 1);

  /**
   * What was learned.
   *
   * @param features that it is about; state of other ones is begun anew
   * @param statistics of the regression
   * @param seen final responses since the last look
   * @param reactions of them
   * @param expected sum of their predictions
   * @param variance sum of p (1 - p)
   */
  @SuppressWarnings("ArrayRecordComponent") // packed state; never compared as a whole
  public record State(
      List<String> features,
      double[] statistics,
      long seen,
      long reactions,
      double expected,
      double variance) {

    /** (reactions - expected) / sqrt(variance); 0 where nothing was uncertain. */
    public double z() {
      return variance > 0 ? (reactions - expected) / Math.sqrt(variance) : 0;
    }

    /** After a look at the calibration. */
    public State looked() {
      return new State(features, statistics, 0, 0, 0, 0);
    }
  }

  public ReactionModel {
    features = List.copyOf(features);
    Checks.positive("rate", rate);
    Checks.positive("limit", limit);
    if (window < 1) {
      throw new IllegalArgumentException("window must be at least 1, found " + window);
    }
    if (features.contains(label)) {
      throw new IllegalArgumentException(label + " is what is predicted and cannot predict itself");
    }
  }

  /** Whether nothing is predicted. */
  public boolean isNone() {
    return label.isEmpty();
  }

  private FtrlLogistic regression() {
    return new FtrlLogistic(features.size() + 1, rate, 1, 0, 0);
  }

  /** Before the first response: every probability is 1/2. */
  public State start() {
    return new State(features, new double[regression().size()], 0, 0, 0, 0);
  }

  /**
   * Probability of a reaction, in [0, 1].
   *
   * @param values of the features, in their order, finite; 0 for what is not known
   */
  public double predict(State state, double[] values) {
    return regression().predict(state.statistics(), 0, withBias(values));
  }

  /** Takes a response whose waiting time is over. */
  public State learn(State before, double[] values, boolean reacted) {
    double p = predict(before, values);
    double[] statistics = before.statistics().clone();
    double[] label = {reacted ? 1 : 0};
    regression().learn(statistics, withBias(values), new double[0], label, 1);
    return new State(
        before.features(),
        statistics,
        before.seen() + 1,
        before.reactions() + (reacted ? 1 : 0),
        before.expected() + p,
        before.variance() + p * (1 - p));
  }

  private double[] withBias(double[] values) {
    Checks.vector("features", values, features.size());
    double[] x = Arrays.copyOf(values, values.length + 1);
    x[values.length] = 1;
    return x;
  }
}
