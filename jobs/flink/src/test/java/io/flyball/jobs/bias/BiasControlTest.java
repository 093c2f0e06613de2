package io.flyball.jobs.bias;

import static io.flyball.jobs.bias.Fixtures.NOON;
import static io.flyball.jobs.bias.Fixtures.control;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.control.BiasCodes;
import io.flyball.core.control.CameraWindow;
import io.flyball.core.record.Alert;
import io.flyball.jobs.harness.Subtasks;
import io.flyball.jobs.runtime.ControlRecord;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Steering cameras while the job runs, at parallelism 2. */
class BiasControlTest {
  private static final ControlRecord NARROW =
      control("bias", 2, Map.of("rate-low", "900000", "rate-high", "1100000"));
  private static final ControlRecord WIDE =
      control("bias", 3, Map.of("rate-low", "10", "rate-high", "20000000"));

  private Subtasks<CameraArrival, CameraWindow> operator;
  private int cameras;

  @BeforeEach
  void open() throws Exception {
    operator =
        new Subtasks<>(
            Operators.control(Fixtures.config("bias.control.mode=FAST_AND_SLOW")), 2, false);
    Operators.clock(operator, NOON);
  }

  @AfterEach
  void close() {
    operator.close();
  }

  private void steer(ControlRecord... updates) throws Exception {
    for (ControlRecord update : updates) {
      Operators.broadcast(operator, update);
    }
  }

  /** The refractory code that two windows of a rate lead to, by a camera not seen before. */
  private BiasCodes codes(double rate) throws Exception {
    return codes("camera" + cameras++, rate);
  }

  private BiasCodes codes(String camera, double rate) throws Exception {
    for (int n = 0; n < 2; n++) {
      CameraArrival in = Fixtures.rate(camera, n, rate);
      operator.send(in, in.arrivedMs());
    }
    return operator.side(BiasFunction.COMMANDS).stream()
        .filter(c -> c.camera().equals(camera))
        .reduce((a, b) -> b)
        .orElseThrow()
        .codes();
  }

  @Test
  void withoutControlTheConfiguredBandHolds() throws Exception {
    assertThat(codes(1e6).refractory()).isEqualTo(43);
  }

  @Test
  void theHighestVersionWinsInAnyOrderOfArrival() throws Exception {
    steer(NARROW);
    assertThat(codes(1e6).refractory()).isEqualTo(30);
    steer(WIDE, NARROW);
    assertThat(codes(1e6).refractory()).isEqualTo(54);
    steer(NARROW);
    assertThat(codes(1e6).refractory()).isEqualTo(54);
    assertThat(operator.side(BiasFunction.ALERTS)).isEmpty();
  }

  @Test
  void anUpdateForOneCameraGoesBeforeTheOneForAll() throws Exception {
    steer(NARROW, control("bias/mine", 1, Map.of("rate-low", "0", "patience", "1")));
    assertThat(codes("mine", 1e6)).isNotEqualTo(codes("other", 1e6));
    assertThat(operator.side(BiasFunction.COMMANDS)).allMatch(c -> c.version() == 2);
  }

  @Test
  void aNewerUpdateReplacesTheOneBeforeWhole() throws Exception {
    steer(NARROW, control("bias", 4, Map.of("patience", "1")));
    assertThat(codes(1e6).refractory()).isEqualTo(43);
    assertThat(codes(0.3e6).follower()).isEqualTo(42);
  }

  @Test
  void limitsAndModesCanBeSteered() throws Exception {
    steer(control("bias", 5, Map.of("limits.REFRACTORY", "20..40")));
    assertThat(codes(0.1e6).refractory()).isEqualTo(40);
    assertThat(codes(9e6).refractory()).isEqualTo(20);
    steer(control("bias", 6, Map.of("mode", "CONSTANT")));
    int before = operator.side(BiasFunction.COMMANDS).size();
    CameraArrival in = Fixtures.rate("constant", 0, 9e6);
    operator.send(in, in.arrivedMs());
    assertThat(operator.side(BiasFunction.COMMANDS)).hasSize(before);
  }

  @Test
  void updatesOfOtherJobsAreIgnored() throws Exception {
    steer(control("feedback", 9, Map.of("hold", "1 min")));
    assertThat(codes(1e6).refractory()).isEqualTo(43);
    assertThat(operator.side(BiasFunction.ALERTS)).isEmpty();
  }

  @Test
  void aRejectedUpdateRaisesOneAlertAndChangesNothing() throws Exception {
    steer(NARROW);
    for (Map<String, String> bad :
        List.of(
            Map.of("patience", "0"),
            Map.of("patience", "soon"),
            Map.of("courage", "7"),
            Map.of("rate-low", "3000000", "rate-high", "1000000"),
            Map.of("limits.REFRACTORY", "57..4"),
            Map.of("limits.NOSE", "4..57"),
            Map.of("mode", "FAST_AND_LOOSE"),
            Map.of("mode", "ERC_DROP"),
            Map.of("mode", "FAST_ONLY", "max-slew", "3"))) {
      int before = operator.side(BiasFunction.ALERTS).size();
      steer(control("bias", 9, bad));
      List<Alert> alerts = operator.side(BiasFunction.ALERTS);
      assertThat(alerts).as("%s", bad).hasSize(before + 1);
      assertThat(alerts.get(before).kind()).isEqualTo("CONTROL_REJECTED");
      assertThat(alerts.get(before).summary()).contains("version 9");
    }
    assertThat(codes(1e6).refractory()).isEqualTo(30);
  }

  @Test
  void anUpdateThatDoesNotFitACamerasSensorIsRejectedForItAlone() throws Exception {
    steer(
        control(
            "bias",
            7,
            Map.of("mode", "FAST_AND_SLOW_SAFE", "slow-ratio", "1.2", "rate-low", "900000")));
    CameraArrival davis = Fixtures.rate("d", 0, 1e6);
    CameraArrival evk4 =
        new CameraArrival(
            null,
            new io.flyball.core.control.MeasuredRate(
                "e", "evk4", 0, 300_000, 0, 0, 0, 1e6, false, 0),
            "rates",
            0,
            0,
            NOON);
    operator.send(davis, davis.arrivedMs());
    operator.send(evk4, evk4.arrivedMs());
    operator.send(evk4, evk4.arrivedMs());
    assertThat(operator.side(BiasFunction.ALERTS)).hasSize(1).allMatch(a -> a.scope().equals("e"));
    assertThat(operator.main())
        .filteredOn(w -> w.camera().equals("d"))
        .allMatch(w -> w.bandLow() == 900_000);
    assertThat(operator.main())
        .filteredOn(w -> w.camera().equals("e"))
        .allMatch(w -> w.bandLow() == 5e6);
  }

  @Test
  void aConfigurationThatDoesNotFitASensorLeavesItsModeAndIsTold() throws Exception {
    close();
    operator =
        new Subtasks<>(Operators.control(Fixtures.config("bias.control.slow-ratio=1.2")), 1, false);
    CameraArrival evk4 =
        new CameraArrival(
            null,
            new io.flyball.core.control.MeasuredRate(
                "e", "evk4", 0, 300_000, 0, 0, 0, 1e6, false, 0),
            "rates",
            0,
            0,
            NOON);
    operator.send(evk4, evk4.arrivedMs());
    assertThat(operator.main()).hasSize(1);
    assertThat(operator.side(BiasFunction.ALERTS))
        .hasSize(1)
        .allMatch(a -> a.summary().startsWith("the configuration was not applied"));
  }

  @Test
  void controlSurvivesARestoreAtAnotherParallelism() throws Exception {
    steer(WIDE);
    operator.restoreAt(3);
    assertThat(codes(1e6).refractory()).isEqualTo(54);
    steer(NARROW);
    assertThat(codes(1e6).refractory()).isEqualTo(54);
  }

  /** Every key, raised and lowered while a camera runs: no command leaves its range, none stays. */
  @Test
  void noStepOfAnyKeyLeavesAnythingBehind() throws Exception {
    SortedMap<String, List<String>> keys =
        new TreeMap<>(
            Map.of(
                "rate-low", List.of("1000", "500000", "10"),
                "rate-high", List.of("9e7", "3e6", "1e8"),
                "patience", List.of("1", "50", "2"),
                "limits.REFRACTORY", List.of("20..40", "4..57", "30..31"),
                "mode", List.of("CONSTANT", "SLOW_ONLY", "FAST_AND_SLOW_SAFE")));
    long version = 0;
    for (Map.Entry<String, List<String>> key : keys.entrySet()) {
      close();
      open();
      for (int n = 0; n < 60; n++) {
        CameraArrival in = Fixtures.rate("walk", n, n / 7 % 2 == 0 ? 6e7 : 0);
        operator.send(in, in.arrivedMs());
        if (n % 20 == 10) {
          steer(control("bias", ++version, Map.of(key.getKey(), key.getValue().get(n / 20))));
        }
      }
      assertThat(operator.side(BiasFunction.ALERTS))
          .as("%s", key)
          .noneMatch(alert -> alert.kind().equals("CONTROL_REJECTED"));
      assertThat(operator.side(BiasFunction.COMMANDS))
          .as("%s", key)
          .allMatch(c -> c.codes().refractory() >= 4 && c.codes().refractory() <= 57);
      Operators.clock(operator, NOON + 400L * 24 * 3_600_000);
      assertThat(operator.entries()).as("%s", key).isZero();
    }
  }
}
