package io.flyball.core.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.random.Draws;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ControlProperties {
  private static final SensorProfile DAVIS = SensorProfile.named("davis346");

  private static double rate(long seed, int i) {
    double u = Draws.uniform(seed, 1, i);
    return u < 0.2 ? 2.46e6 + 4e3 * Draws.uniform(seed, 2, i) : Math.pow(10, 4 + 3.5 * u);
  }

  @Property(tries = 200)
  void withoutRepairsTheRepairedLawIsThePublishedOne(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 5) int patience) {
    ControlParameters p = ControlParameters.asPublished(DAVIS).with(d -> d.patience = patience);
    BiasController published =
        ControlMode.FAST_AND_SLOW.controller(DAVIS, p, new ControllerState(DAVIS.start()));
    BiasController repaired =
        ControlMode.FAST_AND_SLOW_SAFE.controller(DAVIS, p, new ControllerState(DAVIS.start()));
    for (int i = 0; i < 100; i++) {
      double r = rate(seed, i);
      assertThat(repaired.onWindow(r, 0, 0, i * 300_000L, i % 7 == 0))
          .isEqualTo(published.onWindow(r, 0, 0, i * 300_000L, i % 7 == 0));
    }
  }

  @Property(tries = 200)
  void theRepairedLawNeverLeavesItsLimits(@ForAll long seed, @ForAll boolean ratio) {
    for (String name : SensorProfile.NAMES) {
      SensorProfile profile = SensorProfile.named(name);
      ControlParameters p = ControlParameters.repaired(profile);
      p = ratio ? p : p.with(d -> d.slowRatio = 1);
      BiasController c =
          ControlMode.FAST_AND_SLOW_SAFE.controller(
              profile, p, new ControllerState(profile.start()));
      for (int i = 0; i < 60; i++) {
        double r = rate(seed, i / (1 + i % 5)) * (seed % 2 == 0 ? 1 : 10);
        c.onWindow(i % 11 == 0 ? 0 : r, 0, 0, i * 300_000L, i % 7 == 0);
        for (Bias b : Bias.values()) {
          SensorProfile.Limits l = profile.limits().get(b);
          assertThat(c.state().codes.get(b)).as(name + " " + b).isBetween(l.min(), l.max());
        }
      }
    }
  }

  @Property(tries = 200)
  void moreEventsNeverOpenTheFastLaw(@ForAll long seed) {
    double a = rate(seed, 0);
    double b = rate(seed, 1);
    assertThat(FastLaw.PUBLISHED.code(Math.max(a, b)))
        .isLessThanOrEqualTo(FastLaw.PUBLISHED.code(Math.min(a, b)));
  }
}
