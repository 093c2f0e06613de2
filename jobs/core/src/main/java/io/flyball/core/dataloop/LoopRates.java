package io.flyball.core.dataloop;

import io.flyball.core.stats.Wilson;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.numbers.gamma.RegularizedBeta;

/**
 * How many labels of each source are wrong, and how well each capability is mastered.
 *
 * <p>Noise is a share with its Wilson interval, mastery the posterior Beta(1 + right, 1 + wrong)
 * with its central interval, both of 95 %. Samples on which judges did not agree count for neither.
 */
public final class LoopRates {
  private static final double Z = 1.959963984540054;

  private final Map<String, long[]> noise = new TreeMap<>();
  private final Map<String, long[]> mastery = new TreeMap<>();

  /**
   * A rate.
   *
   * @param of how many samples
   */
  public record Rate(long of, double rate, double low, double high) {}

  public void add(JudgedSample sample) {
    if (sample.verdict() == SampleVerdict.FAILED) {
      return;
    }
    count(noise, sample.probe().source(), sample.verdict().mislabelled());
    count(mastery, sample.probe().capability(), sample.verdict().known());
  }

  private static void count(Map<String, long[]> counts, String key, boolean yes) {
    long[] pair = counts.computeIfAbsent(key, any -> new long[2]);
    pair[0]++;
    pair[1] += yes ? 1 : 0;
  }

  /** Share of wrong labels by source. */
  public Map<String, Rate> noise() {
    Map<String, Rate> rates = new TreeMap<>();
    noise.forEach(
        (source, pair) -> {
          rates.put(source, share(pair[1], pair[0]));
        });
    return rates;
  }

  /** Probability that the model is right, by capability. */
  public Map<String, Rate> mastery() {
    Map<String, Rate> rates = new TreeMap<>();
    mastery.forEach(
        (capability, pair) -> {
          rates.put(capability, posterior(pair[1], pair[0]));
        });
    return rates;
  }

  /** A share of some samples, with its Wilson interval. */
  public static Rate share(long yes, long of) {
    Wilson bounds = Wilson.of(yes, of, Z);
    return new Rate(of, of == 0 ? 0 : (double) yes / of, bounds.lower(), bounds.upper());
  }

  /** The posterior of a probability after some samples, with its central interval. */
  public static Rate posterior(long right, long of) {
    double yes = 1.0 + right;
    double no = 1.0 + of - right;
    return new Rate(of, yes / (yes + no), quantile(yes, no, .025), quantile(yes, no, .975));
  }

  private static double quantile(double yes, double no, double p) {
    double low = 0;
    double high = 1;
    for (int i = 0; i < 60; i++) {
      double middle = (low + high) / 2;
      if (RegularizedBeta.value(middle, yes, no) < p) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }
}
