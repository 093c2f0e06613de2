package io.flyball.core.gate;

import io.flyball.core.loop.JudgeIntent;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What a critic's answers have been worth, judged by outcomes in hindsight. Answers accept at a
 * probability of at least .5; an answer that cannot be read counts as wrong (as in the authors'
 * evaluation of GUI-Critic-R1, arXiv 2506.04614) and as a format error.
 *
 * <p>Trust is Youden's J = A_right + A_wrong - 1 of the class accuracies' posterior means, at least
 * 0: 1 for a critic that never errs, 0 for one that guesses or misleads. Calibration is histogram
 * binning (Zadrozny and Elkan, ICML 2001) in ten bins, each drawn to the prior: c(p) = (right_b + m
 * q) / (n_b + m) with q = 1/2 + (2 a - 1)(p - 1/2) for prior accuracy a and prior strength m.
 * Counts halve every half-life answers. O(1) an answer, O(bins) to decay.
 */
public final class CriticReliability {
  private static final int BINS = 10;
  private static final double LEAST = 1e-3;

  /**
   * Parameters.
   *
   * @param priorAccuracy expected of an unknown critic, of right and of wrong actions, in [.5, 1)
   * @param priorStrength answers that the prior counts for, > 0
   * @param halfLife answers after which an answer counts half, > 0
   * @param unreliableAfter answers from which a critic without trust is named, >= 1
   */
  public record Config(
      double priorAccuracy, double priorStrength, double halfLife, int unreliableAfter) {
    public Config {
      if (!(priorAccuracy >= 0.5 && priorAccuracy < 1)) {
        throw new IllegalArgumentException(
            "prior accuracy must lie in [.5, 1), was " + priorAccuracy);
      }
      if (!(priorStrength > 0 && halfLife > 0 && unreliableAfter >= 1)) {
        throw new IllegalArgumentException(
            "prior strength, half-life and the number of answers must be above 0");
      }
    }

    /** Accuracy .7 for 10 answers, half-life 500 answers, named after 30. */
    public static Config standard() {
      return new Config(.7, 10, 500, 30);
    }
  }

  /**
   * One bin of the calibration curve.
   *
   * @param answers decayed number
   * @param stated mean probability stated
   * @param right share of right actions
   */
  public record Bin(double answers, double stated, double right) {}

  private final Config config;
  private final double keep;
  private final double[] n = new double[BINS];
  private final double[] stated = new double[BINS];
  private final double[] right = new double[BINS];
  private double acceptedRight;
  private double rejectedRight;
  private double acceptedWrong;
  private double rejectedWrong;
  private double squares;
  private double unreadable;
  private long answers;

  public CriticReliability(Config config) {
    this.config = config;
    this.keep = Math.pow(0.5, 1 / config.halfLife());
  }

  /** Writes what has been learnt, not the parameters. */
  public void write(DataOutput out) throws IOException {
    for (int b = 0; b < BINS; b++) {
      out.writeDouble(n[b]);
      out.writeDouble(stated[b]);
      out.writeDouble(right[b]);
    }
    out.writeDouble(acceptedRight);
    out.writeDouble(rejectedRight);
    out.writeDouble(acceptedWrong);
    out.writeDouble(rejectedWrong);
    out.writeDouble(squares);
    out.writeDouble(unreadable);
    out.writeLong(answers);
  }

  /** Reads what {@link #write} wrote. */
  public static CriticReliability read(Config config, DataInput in) throws IOException {
    CriticReliability critic = new CriticReliability(config);
    for (int b = 0; b < BINS; b++) {
      critic.n[b] = in.readDouble();
      critic.stated[b] = in.readDouble();
      critic.right[b] = in.readDouble();
    }
    critic.acceptedRight = in.readDouble();
    critic.rejectedRight = in.readDouble();
    critic.acceptedWrong = in.readDouble();
    critic.rejectedWrong = in.readDouble();
    critic.squares = in.readDouble();
    critic.unreadable = in.readDouble();
    critic.answers = in.readLong();
    return critic;
  }

  /** Takes an answer and whether the action was right. */
  public void add(OptionalDouble probability, boolean actionRight) {
    decay();
    answers++;
    boolean accepts = probability.isPresent() ? probability.getAsDouble() >= 0.5 : !actionRight;
    if (actionRight) {
      acceptedRight += accepts ? 1 : 0;
      rejectedRight += accepts ? 0 : 1;
    } else {
      acceptedWrong += accepts ? 1 : 0;
      rejectedWrong += accepts ? 0 : 1;
    }
    if (probability.isEmpty()) {
      unreadable++;
      squares++;
      return;
    }
    double p = probability.getAsDouble();
    double error = p - (actionRight ? 1 : 0);
    squares += error * error;
    int bin = bin(p);
    n[bin]++;
    stated[bin] += p;
    right[bin] += actionRight ? 1 : 0;
  }

  private void decay() {
    acceptedRight *= keep;
    rejectedRight *= keep;
    acceptedWrong *= keep;
    rejectedWrong *= keep;
    squares *= keep;
    unreadable *= keep;
    for (int b = 0; b < BINS; b++) {
      n[b] *= keep;
      stated[b] *= keep;
      right[b] *= keep;
    }
  }

  private static int bin(double p) {
    return Math.min(BINS - 1, (int) (p * BINS));
  }

  /** Number of answers judged, not decayed. */
  public long answers() {
    return answers;
  }

  /** Share of right actions that it accepts; NaN when it has judged none. */
  public double accuracyOnRight() {
    return acceptedRight / (acceptedRight + rejectedRight);
  }

  /** Share of wrong actions that it rejects; NaN when it has judged none. */
  public double accuracyOnWrong() {
    return rejectedWrong / (acceptedWrong + rejectedWrong);
  }

  /** Share of actions that it judges as the outcome does; NaN without answers. */
  public double accuracy() {
    return (acceptedRight + rejectedWrong) / weight();
  }

  /** Mean of (p - outcome)^2, an unreadable answer counting 1; NaN without answers. */
  public double brier() {
    return squares / weight();
  }

  /** Share of answers that could not be read; NaN without answers. */
  public double formatErrorRate() {
    return unreadable / weight();
  }

  private double weight() {
    return acceptedRight + rejectedRight + acceptedWrong + rejectedWrong;
  }

  /** Weight in a verdict, in [0, 1]. */
  public double trust() {
    double prior = config.priorStrength() * config.priorAccuracy();
    double onRight =
        (prior + acceptedRight) / (config.priorStrength() + acceptedRight + rejectedRight);
    double onWrong =
        (prior + rejectedWrong) / (config.priorStrength() + acceptedWrong + rejectedWrong);
    return Math.max(0, onRight + onWrong - 1);
  }

  /** How often an action is right when the critic states {@code p}, in [.001, .999]. */
  public double calibrated(double p) {
    int b = bin(p);
    double m = config.priorStrength();
    double expected = 0.5 + (2 * config.priorAccuracy() - 1) * (p - 0.5);
    return Math.min(1 - LEAST, Math.max(LEAST, (right[b] + m * expected) / (n[b] + m)));
  }

  /** The calibration curve: bins with at least one answer, from low to high. */
  public List<Bin> curve() {
    List<Bin> bins = new ArrayList<>();
    for (int b = 0; b < BINS; b++) {
      if (n[b] > 0) {
        bins.add(new Bin(n[b], stated[b] / n[b], right[b] / n[b]));
      }
    }
    return bins;
  }

  /** How it behaves: constructive, hypercritical, malicious, rubber-stamp or mixed. */
  public JudgeIntent intent() {
    return JudgeIntent.of(1 - accuracyOnRight(), accuracyOnWrong());
  }

  /** Whether enough answers show that its acceptance harms: it tells right from wrong backwards. */
  public boolean unreliable() {
    return answers >= config.unreliableAfter() && trust() == 0;
  }
}
