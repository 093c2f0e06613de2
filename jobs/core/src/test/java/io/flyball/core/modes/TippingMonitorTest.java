package io.flyball.core.modes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/**
 * Quasi-static sweeps of x = 1 / (1 + exp(-s (u + w x - th))) with s = 1, th = 4 in steps of .025.
 */
class TippingMonitorTest {
  private static final double STEP = .025;

  @Test
  void beforeAnythingMovedNothingIsDefined() {
    TippingMonitor monitor = monitor();
    assertThat(monitor.hysteresisArea()).isEmpty();
    assertThat(monitor.fit()).isEmpty();
    for (int i = 0; i < 10; i++) {
      monitor.update(1, .5);
    }
    assertThat(monitor.hysteresisArea()).isEmpty();
    assertThat(monitor.gain()).isEmpty();
    assertThat(monitor.autocorrelation()).isEmpty();
    assertThat(monitor.fit()).isEmpty();
    assertThatThrownBy(() -> monitor.update(Double.NaN, 0)).hasMessageContaining("drive");
  }

  /** Folds at x = .14644661 and .85355339, u = +-1.06567995 in closed form. */
  @Test
  void foldsInClosedForm() {
    ResponseFit fit = new ResponseFit(1, 8, 4);
    assertThat(fit.lowerFold().getAsDouble()).isCloseTo(.14644661, within(1e-8));
    assertThat(fit.upperFold().getAsDouble()).isCloseTo(.85355339, within(1e-8));
    assertThat(fit.drive(fit.lowerFold().getAsDouble())).isCloseTo(1.06567995, within(1e-8));
    assertThat(fit.drive(fit.upperFold().getAsDouble())).isCloseTo(-1.06567995, within(1e-8));
    assertThat(new ResponseFit(1, 3, 1.5).bistable()).isFalse();
    assertThat(new ResponseFit(1, 3, 1.5).lowerFold()).isEmpty();
  }

  /** The loop's area is 2.03 within .05 and the jumps lie within a step of the folds. */
  @Test
  void aLoopThatFeedsItselfStronglyHasTwoBranches() {
    TippingMonitor monitor = monitor();
    double[] jumps = sweep(monitor, 8, 4);
    assertThat(monitor.hysteresisArea().getAsDouble()).isCloseTo(2.03, within(.05));
    assertThat(jumps[0]).isCloseTo(1.06567995, within(STEP));
    assertThat(jumps[1]).isCloseTo(-1.06567995, within(STEP));
    ResponseFit fit = monitor.fit().orElseThrow();
    assertThat(fit.steepness()).isCloseTo(1, within(1e-3));
    assertThat(fit.feedback()).isCloseTo(8, within(1e-2));
    assertThat(fit.bistable()).isTrue();
  }

  @Test
  void aLoopThatFeedsItselfWeaklyHasOne() {
    TippingMonitor monitor = monitor();
    sweep(monitor, 3, 1.5);
    assertThat(monitor.hysteresisArea().getAsDouble()).isLessThan(.05);
    assertThat(monitor.fit().orElseThrow().bistable()).isFalse();
  }

  @Test
  void gainAndAutocorrelationRiseTowardsTheFold() {
    TippingMonitor monitor = monitor();
    double x = 0;
    double first = 0;
    for (double u = -2; u < 1.06; u += STEP) {
      x = settle(x, u, 8, 4);
      monitor.update(u, x);
      first = u < -1.5 ? monitor.gain().orElse(0) : first;
    }
    assertThat(monitor.gain().getAsDouble()).isGreaterThan(2 * first);
    assertThat(monitor.autocorrelation().getAsDouble()).isBetween(.5, 1.0);
  }

  @Test
  void goesOnFromItsBytes() throws IOException {
    TippingMonitor whole = monitor();
    sweep(whole, 8, 4);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    whole.write(new DataOutputStream(bytes));
    TippingMonitor read =
        TippingMonitor.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    read.update(.5, .5);
    whole.update(.5, .5);
    assertThat(read).usingRecursiveComparison().isEqualTo(whole);
  }

  private static TippingMonitor monitor() {
    return new TippingMonitor(new TippingMonitor.Config(-2, 2, 160, .05));
  }

  /** Up and down once; the drives at which the response jumps. */
  private static double[] sweep(TippingMonitor monitor, double w, double th) {
    double[] jumps = new double[2];
    double x = 0;
    int steps = (int) Math.round(4 / STEP);
    for (int i = 0; i <= 2 * steps; i++) {
      double u = i <= steps ? -2 + i * STEP : 2 - (i - steps) * STEP;
      double next = settle(x, u, w, th);
      if (i > 0 && Math.abs(next - x) > .4) {
        jumps[i <= steps ? 0 : 1] = u;
      }
      x = next;
      monitor.update(u + STEP / 2, x);
    }
    return jumps;
  }

  private static double settle(double x, double u, double w, double th) {
    double settled = x;
    for (int i = 0; i < 20_000; i++) {
      settled = 1 / (1 + Math.exp(-(u + w * settled - th)));
    }
    return settled;
  }
}
