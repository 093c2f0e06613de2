package io.flyball.core.features;

/**
 * The vectors of several arms in one context ({@link JointFeatures}). To add up weights no vector
 * is built: products are made as they are read. A vector that is needed as a whole is built once.
 */
public final class ArmVectors {
  private final JointFeatures features;
  private final double[] context;
  private final double[][] arms;
  private final SparseVector[] built;

  ArmVectors(JointFeatures features, double[] context, double[][] arms) {
    this.features = features;
    this.context = context;
    this.arms = arms;
    this.built = new SparseVector[arms.length];
  }

  /** Vectors that are built already. */
  public ArmVectors(SparseVector... built) {
    this.features = null;
    this.context = null;
    this.arms = null;
    this.built = built;
  }

  /** How many arms there are. */
  public int size() {
    return built.length;
  }

  /** The vector of an arm. */
  public SparseVector of(int arm) {
    if (built[arm] == null) {
      built[arm] = features.of(context, arms[arm]);
    }
    return built[arm];
  }

  /**
   * Adds up weight times value for each arm, over its features in the order of its vector.
   *
   * @param s the numbers of indices
   * @param at where those of index 0 begin
   * @param stride numbers of an index
   */
  public void sums(Weights weights, double[] s, int at, int stride, double[] out) {
    if (!whole()) {
      features.sums(context, arms, new WeightSum(weights, s, at, stride), out);
      return;
    }
    for (int arm = 0; arm < built.length; arm++) {
      out[arm] = built[arm].sum(weights, s, at, stride);
    }
  }

  /** Whether every vector is there. */
  private boolean whole() {
    for (SparseVector x : built) {
      if (x == null) {
        return false;
      }
    }
    return true;
  }
}
