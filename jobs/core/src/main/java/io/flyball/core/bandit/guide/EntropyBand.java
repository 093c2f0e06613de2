package io.flyball.core.bandit.guide;

import io.flyball.core.bandit.Checks;

/**
 * Holds a softmax policy's entropy near its own history: below {@code low} times the running mean
 * the temperature rises by 1 + step, above {@code high} times it falls by as much; a collapse or a
 * burst of randomness is thus answered and reported.
 *
 * <p>The band is that of EPO (Entropy-regularized Policy Optimization for LLM agents, 2025), whose
 * penalty is used here as a controller. The step fades with progress p in [0, 1]: 1 - 0.2 (1 -
 * e^(-4p)) in the first half, 0.8 e^(-6(p - 1/2)) in the second.
 *
 * @param low lower edge, in [0, 1]; 0.8 is usual
 * @param high upper edge, at least 1; 1.2 is usual
 * @param step relative change of the temperature, at least 0
 * @param memory observations the mean remembers, at least 1
 */
public record EntropyBand(double low, double high, double step, double memory) {
  public EntropyBand {
    Checks.within("low", low, 0, 1);
    Checks.within("high", high, 1, Double.MAX_VALUE);
    Checks.within("step", step, 0, Double.MAX_VALUE);
    Checks.within("memory", memory, 1, Double.MAX_VALUE);
  }

  /** Where an entropy lies. */
  public enum Verdict {
    /** Within the band, or the first of all. */
    INSIDE,
    /** Too low: the policy hardens. */
    COLLAPSE,
    /** Too high: the policy dissolves. */
    CHAOS
  }

  /**
   * The controller's state.
   *
   * @param mean running mean of the entropy, in nats
   * @param count observations in it, at most the memory
   * @param temperature above 0
   * @param last verdict on the last observation
   */
  public record State(double mean, double count, double temperature, Verdict last) {
    public static State of(double temperature) {
      return new State(0, 0, Checks.positive("temperature", temperature), Verdict.INSIDE);
    }
  }

  /** Entropy of probabilities in nats; terms of probability 0 count 0. */
  public static double entropy(double[] probabilities) {
    double sum = 0;
    for (double p : probabilities) {
      sum -= p > 0 ? p * Math.log(p) : 0;
    }
    return sum;
  }

  /** Weight of the step at progress p in [0, 1]. */
  public static double phase(double progress) {
    double p = Checks.within("progress", progress, 0, 1);
    return p <= 0.5 ? 1 - 0.2 * (1 - Math.exp(-4 * p)) : 0.8 * Math.exp(-6 * (p - 0.5));
  }

  /** Takes an observed entropy; the observation enters the mean after it was judged. */
  public State observe(State state, double entropy, double progress) {
    Checks.within("entropy", entropy, 0, Double.MAX_VALUE);
    Verdict verdict = Verdict.INSIDE;
    double temperature = state.temperature();
    double factor = 1 + step * phase(progress);
    if (state.count() > 0 && entropy < low * state.mean()) {
      verdict = Verdict.COLLAPSE;
      temperature *= factor;
    } else if (state.count() > 0 && entropy > high * state.mean()) {
      verdict = Verdict.CHAOS;
      temperature /= factor;
    }
    double count = Math.min(state.count() + 1, memory);
    double mean = state.mean() + (entropy - state.mean()) / count;
    return new State(mean, count, temperature, verdict);
  }
}
