package io.flyball.core.reward.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;

class ShapingProperties {
  @Property(tries = 300)
  void shapedReturnMinusReturnIsTheClosedFormWhateverThePath(
      @ForAll @Size(min = 2, max = 30) List<@DoubleRange(min = -5, max = 5) Double> potentials,
      @ForAll @DoubleRange(min = .1, max = 1) double discount) {
    PotentialShaping shaping = new PotentialShaping(discount);
    double added = 0;
    for (int t = 0; t + 1 < potentials.size(); t++) {
      added += Math.pow(discount, t) * shaping.step(potentials.get(t), potentials.get(t + 1));
    }
    int steps = potentials.size() - 1;
    assertThat(added)
        .isCloseTo(shaping.path(potentials.get(0), potentials.get(steps), steps), within(1e-9));
  }
}
