package io.flyball.core.modes;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.hipparchus.exception.MathRuntimeException;

/**
 * The rates of one segment, window after window. At the end of each the estimate goes on from the
 * last one, so that a call costs a bounded number of iterations. A relaxation time that has grown
 * far beyond the reference's says that the movement gets stuck.
 */
public final class SegmentRates {
  /** What no reader of records accepts, and what no chain that was seen to move has. */
  private static final double LARGEST = 1e12;

  private static final double NOTHING = 1e-300;

  /**
   * What a window told.
   *
   * @param pairs behind the estimate, less what was forgotten
   * @param impossible pairs that the allowed jumps cannot explain
   * @param rates a unit of time; empty where too few pairs were seen
   * @param summary of the rates; empty where it is not identified
   * @param notIdentified why it is not; empty where it is
   * @param drift from the reference, nats a unit of time
   * @param reference relaxation time of the reference
   * @param trapped whether the movement got stuck with this window
   */
  public record Estimate(
      double pairs,
      double impossible,
      Optional<RateMatrix> rates,
      Optional<ChainSummary> summary,
      String notIdentified,
      OptionalDouble drift,
      OptionalDouble reference,
      boolean trapped) {}

  private final RateCounts total;
  private Optional<RateMatrix> last = Optional.empty();
  private Optional<RateMatrix> first = Optional.empty();
  private boolean trapped;

  private SegmentRates(RateCounts total) {
    this.total = total;
  }

  /** Of a segment that was never seen. */
  public static SegmentRates none(RateSettings settings) {
    return new SegmentRates(RateCounts.of(settings));
  }

  /**
   * Ends a window.
   *
   * @param pane what was counted in it
   * @param windows since the last one that was ended, at least 1
   */
  public Estimate close(RateCounts pane, long windows, RateSettings settings) {
    double kept = Math.pow(settings.kept(), (double) Math.max(1, windows));
    total.forget(Math.max(NOTHING, kept));
    total.add(pane);
    if (total.pairs() < settings.leastPairs()) {
      return nothing(
          String.format(
              Locale.ROOT,
              "%.1f pairs, where %.0f are needed",
              total.pairs(),
              settings.leastPairs()),
          0,
          Optional.empty());
    }
    try {
      return estimate(settings);
    } catch (MathRuntimeException | IllegalArgumentException e) {
      return nothing("the counts have no solution in numbers", 0, Optional.empty());
    }
  }

  private Estimate estimate(RateSettings settings) {
    boolean goesOn = settings.prior().jumps() > 0;
    RateFit fit =
        settings
            .estimator()
            .estimate(
                total, settings.prior(), goesOn ? last : Optional.empty(), settings.iterations());
    last = Optional.of(fit.rates());
    RateMatrix rates = in(settings.unit(), fit.rates());
    if (!bounded(rates)) {
      return nothing("a rate is too large to be told", fit.impossible(), Optional.empty());
    }
    Optional<ChainSummary> summary = ChainSummary.of(rates).filter(SegmentRates::bounded);
    if (summary.isEmpty()) {
      String why =
          rates.irreducible()
              ? "a state is reached too seldom"
              : "some state cannot be reached from another";
      return nothing(why, fit.impossible(), Optional.of(rates));
    }
    if (settings.reference().isEmpty() && first.isEmpty()) {
      first = Optional.of(rates);
    }
    RateMatrix reference = settings.reference().or(() -> first).orElseThrow();
    OptionalDouble normal =
        ChainSummary.of(reference)
            .map(s -> OptionalDouble.of(s.relaxationTime()))
            .orElse(OptionalDouble.empty());
    boolean stuck =
        normal.isPresent()
            && summary.get().relaxationTime() > settings.trapped() * normal.getAsDouble();
    boolean news = stuck && !trapped;
    trapped = stuck;
    OptionalDouble drift = ChainSummary.drift(rates, reference);
    return new Estimate(
        total.pairs(),
        fit.impossible(),
        Optional.of(rates),
        summary,
        "",
        drift.isPresent() && drift.getAsDouble() > LARGEST ? OptionalDouble.empty() : drift,
        normal,
        news);
  }

  private Estimate nothing(String why, double impossible, Optional<RateMatrix> rates) {
    return new Estimate(
        total.pairs(),
        impossible,
        rates,
        Optional.empty(),
        why,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        false);
  }

  private static RateMatrix in(double unit, RateMatrix rates) {
    double[][] scaled = rates.rates();
    for (double[] row : scaled) {
      Arrays.setAll(row, j -> row[j] * unit);
    }
    for (int i = 0; i < scaled.length; i++) {
      scaled[i][i] = 0;
    }
    return RateMatrix.ofJumps(scaled);
  }

  private static boolean bounded(RateMatrix rates) {
    return Arrays.stream(rates.rates())
        .flatMapToDouble(Arrays::stream)
        .allMatch(rate -> Math.abs(rate) <= LARGEST);
  }

  private static boolean bounded(ChainSummary summary) {
    return summary.relaxationTime() <= LARGEST
        && summary.entropyProduction() <= LARGEST
        && Arrays.stream(summary.firstPassage())
            .flatMapToDouble(Arrays::stream)
            .allMatch(time -> time >= 0 && time <= LARGEST);
  }

  public void write(DataOutput out) throws IOException {
    total.write(out);
    write(last, out);
    write(first, out);
    out.writeBoolean(trapped);
  }

  private static void write(Optional<RateMatrix> rates, DataOutput out) throws IOException {
    out.writeInt(rates.map(RateMatrix::states).orElse(0));
    if (rates.isPresent()) {
      for (double[] row : rates.get().rates()) {
        for (double rate : row) {
          out.writeDouble(rate);
        }
      }
    }
  }

  public static SegmentRates read(DataInput in) throws IOException {
    SegmentRates read = new SegmentRates(RateCounts.read(in));
    read.last = rates(in);
    read.first = rates(in);
    read.trapped = in.readBoolean();
    return read;
  }

  private static Optional<RateMatrix> rates(DataInput in) throws IOException {
    int states = in.readInt();
    double[][] rates = new double[states][states];
    for (double[] row : rates) {
      for (int j = 0; j < states; j++) {
        row[j] = in.readDouble();
      }
    }
    return states == 0 ? Optional.empty() : Optional.of(RateMatrix.ofJumps(rates));
  }
}
