package io.flyball.core.modes;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalDouble;
import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.MatrixUtils;

/**
 * Watches a drive u and its response y for the signs of a tipping point: branches that differ by
 * the direction in which the drive moves (hysteresis), a gain dy/du that grows, and the two early
 * warnings of critical slowing down, variance and lag-1 autocorrelation of what the slow mean
 * leaves (Scheffer et al., "Early-warning signals for critical transitions", Nature 2009). An
 * analogy: it says that the curve looks like one that folds, not why. Cost: O(1) a pair; 16 bytes a
 * bin and branch.
 */
public final class TippingMonitor {

  /**
   * Parameters.
   *
   * @param low lower end of the drive's range
   * @param high upper end, > low; drives outside count in the outer bins
   * @param bins of the range, 2 to 1,000
   * @param rate weight of a new pair in the weighted means, in (0, 1)
   */
  public record Config(double low, double high, int bins, double rate) {
    public Config {
      States.finite("low", low);
      States.finite("high", high);
      if (!(high > low)) {
        throw new IllegalArgumentException("low must be below high, were " + low + " and " + high);
      }
      if (bins < 2 || bins > 1_000) {
        throw new IllegalArgumentException("bins must be 2 to 1000, were " + bins);
      }
      if (!(rate > 0 && rate < 1)) {
        throw new IllegalArgumentException("rate must lie in (0, 1), was " + rate);
      }
    }
  }

  private static final double EDGE = 1e-6;

  private final Config config;
  private final double[][] sums;
  private final long[][] counts;

  /** Upper triangle of the moments of (u, y, 1), then those with logit y. */
  private final double[] moments = new double[9];

  private long seen;
  private double lastDrive;
  private double lastResponse;
  private int direction;
  private double mean;
  private double variance;
  private double lastResidual;
  private double lagged;
  private double driveSquares;
  private double crossed;

  public TippingMonitor(Config config) {
    this.config = config;
    sums = new double[2][config.bins()];
    counts = new long[2][config.bins()];
  }

  /** Both finite, within +-1e50. Only responses in (0, 1) count for the fit. */
  public void update(double drive, double response) {
    States.finite("drive", drive);
    States.finite("response", response);
    if (seen > 0) {
      double du = drive - lastDrive;
      double dy = response - lastResponse;
      driveSquares += config.rate() * (du * du - driveSquares);
      crossed += config.rate() * (du * dy - crossed);
      direction = du == 0 ? direction : du > 0 ? 1 : -1;
      if (direction != 0) {
        int branch = direction > 0 ? 1 : 0;
        int bin = bin(drive);
        sums[branch][bin] += response;
        counts[branch][bin]++;
      }
    } else {
      mean = response;
    }
    double residual = response - mean;
    mean += config.rate() * residual;
    variance += config.rate() * (residual * residual - variance);
    lagged += config.rate() * (residual * lastResidual - lagged);
    lastResidual = residual;
    lastDrive = drive;
    lastResponse = response;
    seen++;
    if (response > EDGE && response < 1 - EDGE) {
      fitted(drive, response, Math.log(response / (1 - response)));
    }
  }

  private int bin(double drive) {
    double place = (drive - config.low()) / (config.high() - config.low()) * config.bins();
    return (int) Math.max(0, Math.min(config.bins() - 1, Math.floor(place)));
  }

  private void fitted(double u, double y, double logit) {
    double[] added = {u * u, u * y, u, y * y, y, 1, u * logit, y * logit, logit};
    for (int i = 0; i < added.length; i++) {
      moments[i] += added[i];
    }
  }

  /**
   * Area between the branches: sum over bins that both have of |mean falling - mean rising| times
   * the bin's width. Empty until a bin has both.
   */
  public OptionalDouble hysteresisArea() {
    double area = 0;
    boolean any = false;
    double width = (config.high() - config.low()) / config.bins();
    for (int b = 0; b < config.bins(); b++) {
      if (counts[0][b] > 0 && counts[1][b] > 0) {
        area += width * Math.abs(sums[0][b] / counts[0][b] - sums[1][b] / counts[1][b]);
        any = true;
      }
    }
    return any ? OptionalDouble.of(area) : OptionalDouble.empty();
  }

  /** dy/du of late, by least squares through the weighted changes; empty while the drive rests. */
  public OptionalDouble gain() {
    return driveSquares > 0 ? OptionalDouble.of(crossed / driveSquares) : OptionalDouble.empty();
  }

  /** Weighted variance of the response around its weighted mean. */
  public double variance() {
    return variance;
  }

  /** Weighted lag-1 autocorrelation of the same, in [-1, 1]; empty without variance. */
  public OptionalDouble autocorrelation() {
    return variance > 0
        ? OptionalDouble.of(Math.max(-1, Math.min(1, lagged / variance)))
        : OptionalDouble.empty();
  }

  public long seen() {
    return seen;
  }

  /**
   * Least squares of logit y on u, y and 1. Empty where drive and response do not tell the terms
   * apart, or the steepness came out not positive.
   */
  public Optional<ResponseFit> fit() {
    double[][] normal = {
      {moments[0], moments[1], moments[2]},
      {moments[1], moments[3], moments[4]},
      {moments[2], moments[4], moments[5]}
    };
    try {
      double[] solved =
          new LUDecomposition(MatrixUtils.createRealMatrix(normal), 1e-9)
              .getSolver()
              .solve(
                  MatrixUtils.createRealVector(new double[] {moments[6], moments[7], moments[8]}))
              .toArray();
      ResponseFit fit = new ResponseFit(solved[0], solved[1] / solved[0], -solved[2] / solved[0]);
      boolean usable =
          fit.steepness() > 0
              && Double.isFinite(fit.steepness())
              && Double.isFinite(fit.feedback())
              && Double.isFinite(fit.threshold());
      return usable ? Optional.of(fit) : Optional.empty();
    } catch (MathRuntimeException singular) {
      return Optional.empty();
    }
  }

  public void write(DataOutput out) throws IOException {
    out.writeDouble(config.low());
    out.writeDouble(config.high());
    out.writeInt(config.bins());
    out.writeDouble(config.rate());
    for (int branch = 0; branch < 2; branch++) {
      for (int b = 0; b < config.bins(); b++) {
        out.writeDouble(sums[branch][b]);
        out.writeLong(counts[branch][b]);
      }
    }
    for (double moment : moments) {
      out.writeDouble(moment);
    }
    out.writeLong(seen);
    out.writeInt(direction);
    for (double each : scalars()) {
      out.writeDouble(each);
    }
  }

  private double[] scalars() {
    return new double[] {
      lastDrive, lastResponse, mean, variance, lastResidual, lagged, driveSquares, crossed
    };
  }

  public static TippingMonitor read(DataInput in) throws IOException {
    TippingMonitor monitor =
        new TippingMonitor(
            new Config(in.readDouble(), in.readDouble(), in.readInt(), in.readDouble()));
    for (int branch = 0; branch < 2; branch++) {
      for (int b = 0; b < monitor.config.bins(); b++) {
        monitor.sums[branch][b] = in.readDouble();
        monitor.counts[branch][b] = in.readLong();
      }
    }
    for (int i = 0; i < monitor.moments.length; i++) {
      monitor.moments[i] = in.readDouble();
    }
    monitor.seen = in.readLong();
    monitor.direction = in.readInt();
    monitor.lastDrive = in.readDouble();
    monitor.lastResponse = in.readDouble();
    monitor.mean = in.readDouble();
    monitor.variance = in.readDouble();
    monitor.lastResidual = in.readDouble();
    monitor.lagged = in.readDouble();
    monitor.driveSquares = in.readDouble();
    monitor.crossed = in.readDouble();
    return monitor;
  }
}
