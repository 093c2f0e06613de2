package io.flyball.jobs.bias;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.core.control.Bias;
import io.flyball.core.control.ControlMode;
import io.flyball.core.control.ControlParameters;
import io.flyball.core.control.SensorProfile;
import io.flyball.core.control.SensorProfile.Limits;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.runtime.config.ConfigException;
import io.flyball.jobs.runtime.config.KeyInfo;
import io.flyball.jobs.runtime.config.Settings;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class BiasConfigTest {
  private static final List<String> DEFAULTS =
      List.of(
          "packets-topic=camera.packets",
          "rates-topic=",
          "windows-topic=camera.windows",
          "commands-topic=camera.commands",
          "max-record-bytes=4194304",
          "plausible-years=1990..2100",
          "silent-after=500 ms",
          "clock-after=2 s",
          "forget-after=10 min",
          "sensor-profiles=",
          "control.mode=FAST_AND_SLOW_SAFE",
          "control.objective=RATE",
          "control.window=300 ms",
          "control.reference-windows=false",
          "control.rate-low=",
          "control.rate-high=",
          "control.patience=",
          "control.slow-step=",
          "control.slow-ratio=",
          "control.clamp-slow=",
          "control.theta-floor=",
          "control.bandwidth-floor=",
          "control.settle=",
          "control.rail-reset=",
          "control.undercount-guard=",
          "control.silence-acts=",
          "control.send-only-changes=",
          "control.max-slew=",
          "control.hunting-detect=",
          "control.calibrate-windows=",
          "control.burst-windows=",
          "control.limits=",
          "control.functions.erc=OFF",
          "control.functions.erc-rate=",
          "control.functions.anti-flicker=OFF",
          "control.functions.flicker-filter=BAND_STOP",
          "control.functions.flicker-band=",
          "control.functions.trail=OFF",
          "control.functions.trail-filter=TRAIL",
          "control.functions.trail-burst=10 ms",
          "control.functions.trail-share=0.5",
          "control.functions.region=OFF",
          "control.functions.region-windows=",
          "control.functions.region-share=0.5",
          "control.functions.mask=false",
          "control.functions.patience=3",
          "control.functions.hold=1 min",
          "places.enabled=false",
          "places.references-topic=camera.references",
          "places.topic=camera.places",
          "places.map=",
          "places.frame=66 ms",
          "places.frame-events=",
          "places.equalise=true",
          "places.quarter=true",
          "places.patch=8",
          "places.tolerance=5",
          "places.sequence=1",
          "places.most-references=2000",
          "patterns.pinned-windows=10",
          "patterns.pinned-within=15 s",
          "patterns.hunting-swings=2",
          "patterns.hunting-within=10 s",
          "patterns.silent-windows=10",
          "patterns.silent-within=15 s",
          "patterns.flood-factor=2",
          "patterns.flooding-windows=5",
          "patterns.flooding-within=5 s",
          "patterns.loss-windows=3",
          "patterns.loss-within=10 s",
          "patterns.out-of-orderness=2 s");

  @Test
  void everyKeyHasTheDefaultThatUsersRelyOnAndAMeaning() {
    List<KeyInfo> keys =
        Settings.describe(FlyballConfig.class).stream()
            .filter(key -> key.path().startsWith("bias."))
            .toList();
    assertThat(keys)
        .extracting(key -> key.path().substring("bias.".length()) + "=" + key.defaultText())
        .containsExactlyElementsOf(DEFAULTS);
    assertThat(keys).allSatisfy(key -> assertThat(key.meaning()).endsWith("."));
  }

  @ParameterizedTest
  @EnumSource(value = ControlMode.class, mode = Mode.EXCLUDE, names = "ERC_DROP")
  void whatIsLeftEmptyIsTheModesOwnOnEverySensor(ControlMode mode) {
    SteeringConfig control = Fixtures.config("bias.control.mode=" + mode).control();
    for (String name : SensorProfile.NAMES) {
      SensorProfile sensor = SensorProfile.named(name);
      assertThat(control.profile(sensor)).isEqualTo(sensor);
      assertThat(control.parameters(sensor)).isEqualTo(mode.defaults(sensor));
    }
  }

  @Test
  void everyParameterCanBeSet() {
    SteeringConfig control =
        Fixtures.config(
                "bias.control.window=200 ms",
                "bias.control.rate-low=1",
                "bias.control.rate-high=2.5",
                "bias.control.patience=3",
                "bias.control.slow-ratio=1.5",
                "bias.control.clamp-slow=true",
                "bias.control.theta-floor=0.1",
                "bias.control.bandwidth-floor=6",
                "bias.control.settle=70 ms",
                "bias.control.rail-reset=false",
                "bias.control.undercount-guard=false",
                "bias.control.silence-acts=false",
                "bias.control.send-only-changes=false",
                "bias.control.max-slew=8",
                "bias.control.hunting-detect=false",
                "bias.control.calibrate-windows=9",
                "bias.control.burst-windows=40",
                "bias.control.limits.REFRACTORY=10..20")
            .control();
    SensorProfile davis = control.profile(SensorProfile.named("davis346"));
    assertThat(davis.limits().get(Bias.REFRACTORY)).isEqualTo(new Limits(10, 20));
    assertThat(control.parameters(davis))
        .isEqualTo(
            new ControlParameters(
                new io.flyball.core.control.FastLaw(1, 2.5, 10, 20),
                200_000,
                3,
                5,
                1.5,
                true,
                0.1,
                6,
                70_000,
                false,
                false,
                false,
                false,
                8,
                false,
                9,
                40));
  }

  @ParameterizedTest
  @CsvSource({
    "bias.max-record-bytes=0",
    "bias.silent-after=0 s",
    "bias.forget-after=500 ms",
    "bias.rates-topic=camera.windows",
    "bias.control.mode=FAST",
    "bias.control.window=0 s",
    "bias.control.rate-low=-1",
    "bias.control.patience=0",
    "bias.control.slow-ratio=0.5",
    "bias.control.max-slew=-1",
    "bias.control.limits.REFRACTORY=57",
    "bias.control.limits.REFRACTORY=57..4",
    "bias.control.limits.REFRACTORY=a..b",
    "bias.patterns.flood-factor=0.5",
    "bias.patterns.pinned-windows=1"
  })
  void badValuesAreRefusedByTheirKey(String pair) {
    String key = pair.substring(0, pair.indexOf('='));
    assertThatThrownBy(() -> Fixtures.config(pair))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(key);
  }

  @Test
  void aStepInCodesReplacesTheRatio() {
    ControlParameters stepped =
        Fixtures.config("bias.control.slow-step=4", "bias.control.clamp-slow=false")
            .control()
            .parameters(SensorProfile.named("davis346"));
    assertThat(stepped.slowStep()).isEqualTo(4);
    assertThat(stepped.slowRatio()).isEqualTo(1);
    assertThat(stepped.clampSlow()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "slow-step=4, slow-ratio=1.5, control.slow-step = 4",
    "theta-floor=0.1, clamp-slow=false, control.theta-floor = 0.1",
    "patience=3, mode=FAST_ONLY, control.patience = 3",
    "max-slew=3, mode=FAST_AND_SLOW, control.max-slew = 3",
    "settle=1 s, mode=EVENT_CV_LADDER, control.settle = 1 s",
    "silence-acts=false, mode=JAER_BANDWIDTH, control.silence-acts = false"
  })
  void whatTheModeHasNoUseForIsRefused(String one, String other, String fault) {
    assertThatThrownBy(() -> Fixtures.config("bias.control." + one, "bias.control." + other))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("bias." + fault + " (--set): must be empty, for mode ");
  }

  @Test
  void theJobCannotDropEvents() {
    assertThatThrownBy(() -> Fixtures.config("bias.control.mode=ERC_DROP"))
        .hasMessageContaining("bias.control.mode = ERC_DROP")
        .hasMessageContaining("the job cannot drop events that a camera has sent");
  }

  @Test
  void aBandNeedsItsEndsInOrder() {
    assertThatThrownBy(() -> Fixtures.config("bias.control.rate-low=2", "bias.control.rate-high=2"))
        .hasMessageContaining("bias.control.rate-high")
        .hasMessageContaining("above rate-low");
  }
}
