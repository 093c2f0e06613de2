package io.flyball.core.reward.weigh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class ScaleProperties {
  @Property(tries = 200)
  void noScaleOfAComponentMovesTheAdvantage(
      @ForAll @Size(min = 1, max = 30) List<@DoubleRange(min = -2, max = 2) Double> first,
      @ForAll @DoubleRange(min = .01, max = 1000) double scale,
      @ForAll @IntRange(min = 1, max = 40) int memory) {
    ObjectiveScales plain = ObjectiveScales.fresh(2);
    ObjectiveScales scaled = ObjectiveScales.fresh(2);
    double[] z = new double[2];
    double[] zScaled = new double[2];
    double[] w = {1, .5};
    for (int i = 0; i < first.size(); i++) {
      double other = Math.sin(3 * i);
      double[] r = {Math.rint(first.get(i) * 64) / 64, other};
      double[] rScaled = {r[0] * scale, other};
      plain.standardise(r, z);
      scaled.standardise(rScaled, zScaled);
      double composed = ObjectiveScales.compose(z, w);
      // An all but constant objective has a deviation made of rounding, which scales otherwise.
      if (Math.abs(composed) < 1e6) {
        assertThat(ObjectiveScales.compose(zScaled, w))
            .isCloseTo(composed, within(1e-6 * (1 + Math.abs(composed))));
      }
      plain.observe(r, memory);
      scaled.observe(rScaled, memory);
    }
  }

  @Property(tries = 100)
  void scoresAreLinearInTheWeights(
      @ForAll @DoubleRange(min = 0, max = 5) double a,
      @ForAll @DoubleRange(min = .1, max = 5) double b) {
    ObjectiveHeads heads = new ObjectiveHeads(new double[][] {{1, 2}, {-3, .5}}, .1);
    double[] x = {.7, -1.1};
    double[] scores = heads.scores(x);
    assertThat(heads.score(x, new double[] {a, b}))
        .isCloseTo((a * scores[0] + b * scores[1]) / (a + b), within(1e-12));
  }
}
