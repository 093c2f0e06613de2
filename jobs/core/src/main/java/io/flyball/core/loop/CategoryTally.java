package io.flyball.core.loop;

/**
 * Category weights of items whose weight is split evenly over their categories, tallied as whole
 * numbers by the number of categories the item has: the result does not depend on the order.
 */
final class CategoryTally {
  private final int categories;
  private final int most;
  private final long[] tally;

  CategoryTally(int categories, int most) {
    this.categories = categories;
    this.most = most;
    this.tally = new long[categories * most];
  }

  void add(int[] categoriesOfItem, long occurrences) {
    for (int category : categoriesOfItem) {
      tally[category * most + categoriesOfItem.length - 1] += occurrences;
    }
  }

  double[] shares() {
    double[] shares = new double[categories];
    for (int category = 0; category < categories; category++) {
      for (int k = 0; k < most; k++) {
        shares[category] += (double) tally[category * most + k] / (k + 1);
      }
    }
    return shares;
  }
}
