package io.flyball.core.bandit;

/**
 * What a policy is asked: which of these arms for this context?
 *
 * @param arms the eligible arms, at least one
 * @param context context vector; empty when the policy ignores contexts
 * @param features one vector per arm; empty when arms have none
 * @param weights one weight per objective; empty for equal weights of sum 1
 */
@SuppressWarnings("ArrayRecordComponent") // on the per-event path; never compared
public record Question(Arm[] arms, double[] context, double[][] features, double[] weights) {

  /** Refuses what would poison the state: no arm, a wrong length, a value that is not finite. */
  void check(Shape shape) {
    if (arms.length == 0) {
      throw new IllegalArgumentException("no eligible arm: at least one is needed");
    }
    Checks.vector("context", context, shape.context());
    if (shape.features() > 0) {
      if (features.length != arms.length) {
        throw new IllegalArgumentException(
            "one feature vector per arm is needed, found "
                + features.length
                + " for "
                + arms.length
                + " arms");
      }
      for (double[] vector : features) {
        Checks.vector("arm features", vector, shape.features());
      }
    }
    if (weights.length != 0) {
      Checks.vector("objective weights", weights, shape.objectives());
    }
  }

  /** The features of arm {@code i}; empty when arms have none. */
  public double[] features(int i) {
    return features.length == 0 ? AssignedArm.NONE : features[i];
  }
}
