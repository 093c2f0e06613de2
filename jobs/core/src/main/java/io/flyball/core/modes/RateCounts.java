package io.flyball.core.modes;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;

/**
 * Pairs of looks at entities, as an {@link RateEstimator} needs them. Sums of whole gaps are exact,
 * so that counts do not depend on the order of the pairs. Size: that of {@link GapCounts}, or of
 * {@link JumpLog}.
 */
public final class RateCounts {
  private final Optional<GapCounts> snapshots;
  private final Optional<JumpLog> jumps;
  private double pairs;

  private RateCounts(Optional<GapCounts> snapshots, Optional<JumpLog> jumps) {
    this.snapshots = snapshots;
    this.jumps = jumps;
  }

  /** Nothing counted yet, for rates that are estimated so. */
  public static RateCounts of(RateSettings settings) {
    return settings.estimator() == RateEstimator.JUMPS
        ? new RateCounts(Optional.empty(), Optional.of(new JumpLog(settings.states())))
        : new RateCounts(
            Optional.of(new GapCounts(settings.states(), settings.leastGap(), settings.mostGap())),
            Optional.empty());
  }

  /**
   * Counts two looks at one entity that follow each other.
   *
   * @param gap time between them, > 0
   */
  public void add(int from, int to, long gap) {
    snapshots.ifPresent(counts -> counts.add(from, to, (double) gap));
    jumps.ifPresent(log -> log.add(from, to, (double) gap));
    pairs++;
  }

  /** Adds what another one of the same settings counted. */
  public void add(RateCounts other) {
    snapshots.ifPresent(counts -> counts.add(other.snapshots.orElseThrow()));
    jumps.ifPresent(log -> log.add(other.jumps.orElseThrow()));
    pairs += other.pairs;
  }

  void forget(double factor) {
    snapshots.ifPresent(counts -> counts.forget(factor));
    jumps.ifPresent(log -> log.forget(factor));
    pairs *= factor;
  }

  /** Pairs counted, less what was forgotten. */
  public double pairs() {
    return pairs;
  }

  GapCounts snapshots() {
    return snapshots.orElseThrow();
  }

  JumpLog jumps() {
    return jumps.orElseThrow();
  }

  public void write(DataOutput out) throws IOException {
    out.writeBoolean(jumps.isPresent());
    out.writeDouble(pairs);
    if (jumps.isPresent()) {
      jumps.get().write(out);
    } else {
      snapshots.orElseThrow().write(out);
    }
  }

  public static RateCounts read(DataInput in) throws IOException {
    boolean log = in.readBoolean();
    double pairs = in.readDouble();
    RateCounts counts =
        log
            ? new RateCounts(Optional.empty(), Optional.of(JumpLog.read(in)))
            : new RateCounts(Optional.of(GapCounts.read(in)), Optional.empty());
    counts.pairs = pairs;
    return counts;
  }
}
