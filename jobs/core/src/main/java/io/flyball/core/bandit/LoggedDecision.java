package io.flyball.core.bandit;

/**
 * A decision of a log with its reward: what a policy can be warmed up or evaluated with.
 *
 * @param arm id of the arm shown
 * @param propensity probability with which it was shown, in (0, 1]
 * @param arms ids of all that were eligible, the one shown among them
 * @param context the context it was shown for; empty when the log has none
 * @param features of each of the arms; empty when the log has none
 * @param named whether context and features are features by name, packed ({@link
 *     io.flyball.core.features.PackedFeatures})
 * @param reward finite
 * @param importance 1 / (1 - probability that a row was dropped from the log), above 0
 */
@SuppressWarnings("ArrayRecordComponent") // on the per-event path; never compared
public record LoggedDecision(
    String arm,
    double propensity,
    String[] arms,
    double[] context,
    double[][] features,
    boolean named,
    double reward,
    double importance) {
  private static final double[][] NO_FEATURES = {};

  /** Of arms without features. */
  public LoggedDecision(
      String arm,
      double propensity,
      String[] arms,
      double[] context,
      double reward,
      double importance) {
    this(arm, propensity, arms, context, NO_FEATURES, false, reward, importance);
  }

  /** The same decision with another reward. */
  public LoggedDecision earning(double other) {
    return new LoggedDecision(arm, propensity, arms, context, features, named, other, importance);
  }

  /** Position of the arm shown among those eligible. */
  public int index() {
    for (int i = 0; i < arms.length; i++) {
      if (arms[i].equals(arm)) {
        return i;
      }
    }
    throw new IllegalArgumentException(
        "arm '" + arm + "' was shown but is not among those eligible: " + String.join(", ", arms));
  }
}
