package io.flyball.core.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The law of Nair, Milford, Fischer, IROS 2024 (arXiv 2403.16425), with the numbers of its released
 * controller: band 0.5 to 2.5 Mev/s, codes 57 to 4, patience 2, step 5.
 */
class FastAndSlowTest {
  private final SensorProfile davis = SensorProfile.named("davis346");
  private final BiasController published = ControlMode.FAST_AND_SLOW.controller(davis);

  private static String run(BiasController c, double... megaEvents) {
    List<String> out = new ArrayList<>();
    long end = 0;
    for (double m : megaEvents) {
      int before = c.state().slowSteps;
      end += 300_000;
      c.onWindow(m * 1e6, 0, 0, end, false);
      int slow = c.state().slowSteps - before;
      out.add(c.state().codes.refractory() + (slow > 0 ? "U" : slow < 0 ? "D" : ""));
    }
    return String.join(" ", out);
  }

  @Test
  void referenceVectors() {
    assertThat(run(published, 0.5, 1.0, 1.5, 2.0, 2.5)).isEqualTo("57 43 30 17 4");
    assertThat(run(fresh(), 0.3, 0.3)).isEqualTo("57 57U");
    assertThat(run(fresh(), 0.3, 0.3, 0.3, 0.3)).isEqualTo("57 57U 57 57U");
    assertThat(run(fresh(), 0.3, 1.0, 0.3, 0.3)).isEqualTo("57 43 57 57U");
    assertThat(run(fresh(), 3, 3, 3, 3)).isEqualTo("4 4D 4 4D");
    assertThat(run(fresh(), 0.3, 3.0, 0.3)).isEqualTo("57 4 57U");
  }

  /** The windows of the real DAVIS346 second. */
  @Test
  void theRealDavisSecond() {
    assertThat(run(published, 0.50501333, 0.24242333, 0.92709)).isEqualTo("56 57 45");
  }

  @Test
  void aSlowStepMovesFourBiasesTogether() {
    run(published, 0.3, 0.3);
    assertThat(published.state().codes).isEqualTo(new BiasCodes(57, 124, 37, 58, 173));
    run(published, 3, 3, 3, 3);
    assertThat(published.state().codes).isEqualTo(new BiasCodes(4, 114, 27, 68, 163));
  }

  /** Truncation: 57 only at R ≤ R−, but 4 as soon as the raw value falls below 5. */
  @Test
  void theEdgesOfTheRailsAreUneven() {
    FastLaw law = FastLaw.PUBLISHED;
    assertThat(law.code(500_000)).isEqualTo(57);
    assertThat(law.code(500_001)).isEqualTo(56);
    assertThat(law.code(500_100)).isEqualTo(56);
    assertThat(law.code(499_900)).isEqualTo(57);
    assertThat(law.code(2_462_164)).isEqualTo(5);
    assertThat(law.code(2_462_364)).isEqualTo(4);
    assertThat(law.code(0)).isEqualTo(57);
    assertThat(law.code(1e12)).isEqualTo(4);
  }

  @Test
  void theRefractoryIsSentInEveryWindowAlsoUnchanged() {
    assertThat(published.onWindow(3e6, 0, 0, 1, false)).hasSize(1);
    assertThat(published.onWindow(1e6, 0, 0, 2, false)).hasSize(1);
    assertThat(published.onWindow(1e6, 0, 0, 3, false))
        .containsExactly(new BiasWrite(Bias.REFRACTORY, 43, BiasWrite.Why.FAST));
  }

  @Test
  void slowCodesStopAtTheirLimitsAndDoNotWindUpThere() {
    double[] dark = new double[80];
    java.util.Arrays.fill(dark, 0.1);
    run(published, dark);
    assertThat(published.state().codes.on()).isEqualTo(10);
    run(published, 3, 3);
    assertThat(published.state().codes.on()).isEqualTo(15);
  }

  /** A step of 2 would never be met again by a count that has passed 2 under a patience of 7. */
  @Test
  void patienceThatIsLoweredWhileWindowsAreCountedIsMet() {
    ControllerState state = new ControllerState(davis.start());
    ControlParameters patient = ControlParameters.asPublished(davis).with(d -> d.patience = 7);
    run(ControlMode.SLOW_ONLY.controller(davis, patient, state), 3, 3, 3, 3);
    ControlParameters hasty = patient.with(d -> d.patience = 2);
    assertThat(run(ControlMode.SLOW_ONLY.controller(davis, hasty, state), 3)).isEqualTo("25D");
  }

  @Test
  void aRateThatIsNoNumberIsRefused() {
    for (double bad : new double[] {Double.NaN, -1, Double.POSITIVE_INFINITY}) {
      for (ControlMode mode : ControlMode.values()) {
        BiasController c = mode.controller(davis);
        assertThatThrownBy(() -> c.onWindow(bad, 0, 0, 0, false)).hasMessageContaining("rate");
      }
    }
  }

  @Test
  void fastOnlyAndSlowOnlyAreItsParts() {
    BiasController fast = ControlMode.FAST_ONLY.controller(davis);
    assertThat(run(fast, 3, 3, 3, 3)).isEqualTo("4 4 4 4");
    BiasController slow = ControlMode.SLOW_ONLY.controller(davis);
    assertThat(run(slow, 3, 3, 1, 0.3, 0.3)).isEqualTo("25 25D 25 25 25U");
  }

  private BiasController fresh() {
    return ControlMode.FAST_AND_SLOW.controller(davis);
  }
}
