package io.flyball.core.features;

/** Adds up weight times value of features while they are read, without keeping them. */
final class WeightSum implements FeatureSink {
  private final Weights weights;
  private final double[] s;
  private final int at;
  private final int stride;
  private double sum;
  private int size;

  WeightSum(Weights weights, double[] s, int at, int stride) {
    this.weights = weights;
    this.s = s;
    this.at = at;
    this.stride = stride;
  }

  /** Begins with what was added up before. */
  void begin(double sum, int size) {
    this.sum = sum;
    this.size = size;
  }

  double sum() {
    return sum;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public void room(int more) {}

  @Override
  public void add(int i, double x) {
    sum += weights.of(s, at + stride * i) * x;
    size++;
  }

  @Override
  public void addPairs(UnpackedFeatures all, int i, int from, int to, int most) {
    int[] indices = all.index();
    double[] values = all.value();
    int first = indices[i];
    double by = values[i];
    double total = sum;
    int count = size;
    for (int j = from; j < to; j++) {
      double product = by * values[j];
      if (Math.abs(product) >= JointFeatures.LEAST) {
        JointFeatures.requireSize(product);
        int index = FeatureHash.pair(first, indices[j]) & most;
        total += weights.of(s, at + stride * index) * product;
        count++;
      }
    }
    sum = total;
    size = count;
  }
}
