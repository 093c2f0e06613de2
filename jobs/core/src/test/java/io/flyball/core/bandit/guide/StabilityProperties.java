package io.flyball.core.bandit.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.bandit.Pick;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;

class StabilityProperties {
  @Property
  void theBoundIsNeverExceeded(
      @ForAll @Size(5) double[] raw,
      @ForAll @Size(5) double[] moved,
      @ForAll @DoubleRange(min = .01, max = 10) double temperature) {
    double[] p = new double[5];
    double[] q = new double[5];
    double change = 0;
    for (int i = 0; i < 5; i++) {
      p[i] = Math.tanh(raw[i]);
      q[i] = Math.tanh(moved[i]);
      change = Math.max(change, Math.abs(p[i] - q[i]));
    }
    Pick.softmax(temperature, 0, p);
    Pick.softmax(temperature, 0, q);
    assertThat(Stability.totalVariation(p, q))
        .isLessThanOrEqualTo(Stability.bound(change, temperature) + 1e-12);
  }
}
