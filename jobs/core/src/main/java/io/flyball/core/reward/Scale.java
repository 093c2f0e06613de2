package io.flyball.core.reward;

import io.flyball.core.reward.weigh.ObjectiveScales;

/**
 * Running mean and variance of one component: {@link ObjectiveScales} of a single objective.
 *
 * @param mean of the values
 * @param variance of the population
 * @param count values seen, at most the memory
 */
public record Scale(double mean, double variance, double count) {
  static final Scale NONE = new Scale(0, 0, 0);

  double standardise(double value) {
    double[] z = new double[1];
    arrays().standardise(new double[] {value}, z);
    return z[0];
  }

  Scale observe(double value, double memory) {
    ObjectiveScales arrays = arrays();
    arrays.observe(new double[] {value}, memory);
    return new Scale(arrays.mean()[0], arrays.variance()[0], arrays.count()[0]);
  }

  private ObjectiveScales arrays() {
    return new ObjectiveScales(new double[] {mean}, new double[] {variance}, new double[] {count});
  }
}
