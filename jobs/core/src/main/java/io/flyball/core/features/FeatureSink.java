package io.flyball.core.features;

/** Takes the features of an arm one after another. */
interface FeatureSink {
  /** How many it took. */
  int size();

  /** Takes note that at most so many more will come. */
  void room(int more);

  /** Takes a feature. */
  void add(int i, double x);

  /**
   * Takes the products of one feature with some others, which were announced ({@link #room}); most
   * of an arm's features are such.
   *
   * @param i the feature
   * @param from the first of the others
   * @param to the first one after them
   * @param most greatest index, one less than a power of 2
   */
  void addPairs(UnpackedFeatures all, int i, int from, int to, int most);
}
