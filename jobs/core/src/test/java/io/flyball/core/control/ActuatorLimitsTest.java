package io.flyball.core.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.core.control.SensorProfile.Limits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever a mode decides, no code leaves the range of its bias. */
class ActuatorLimitsTest {
  private static final List<ControlMode> WRITING =
      Arrays.stream(ControlMode.values()).filter(ControlMode::writes).toList();

  /** What the registers hold: Prophesee's and iniVation's documentation, written out again. */
  private static Limits register(String sensor, Bias bias) {
    return switch (sensor) {
      case "davis346-ladder" -> new Limits(0, bias == Bias.REFRACTORY ? 2040 : 255);
      case "gen31" -> new Limits(0, 1800);
      case "genx320" -> new Limits(0, 127);
      case "gen41" ->
          switch (bias) {
            case REFRACTORY -> new Limits(20, 100);
            case FOLLOWER -> new Limits(45, 110);
            case ON -> new Limits(95, 140);
            case OFF -> new Limits(25, 65);
            case PHOTORECEPTOR -> new Limits(0, -1);
          };
      default -> new Limits(0, 255);
    };
  }

  private static List<BiasWrite> run(BiasController c, int windows, double rate) {
    List<BiasWrite> writes = new ArrayList<>();
    for (int k = 1; k <= windows; k++) {
      writes.addAll(c.onWindow(rate, 0, 0, k * 300_000L, false));
    }
    return writes;
  }

  @ParameterizedTest
  @EnumSource(ControlMode.class)
  void noCommandOfAnyModeLeavesTheRangeOfItsRegister(ControlMode mode) {
    for (String sensor : SensorProfile.NAMES) {
      SensorProfile profile = SensorProfile.named(sensor);
      for (double rate : new double[] {0, 1e3, 6e7, 1e13}) {
        for (BiasWrite write : run(mode.controller(profile), 400, rate)) {
          Limits register = register(sensor, write.bias());
          assertThat(write.code())
              .as("%s %s %s", mode, sensor, write)
              .isBetween(register.min(), register.max());
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(ControlMode.class)
  void theUsersLimitsGoBeforeTheSensorsInEveryMode(ControlMode mode) {
    SensorProfile evk4 =
        SensorProfile.named("evk4")
            .withLimits(Map.of(Bias.ON, new Limits(83, 110), Bias.OFF, new Limits(60, 70)));
    for (double rate : new double[] {0, 6e7}) {
      BiasController c = mode.controller(evk4);
      for (BiasWrite write : run(c, 45, rate)) {
        if (write.bias() == Bias.ON) {
          assertThat(write.code()).isBetween(83, 110);
        } else if (write.bias() == Bias.OFF) {
          assertThat(write.code()).isBetween(60, 70);
        }
      }
    }
  }

  /** 45 windows at 60 Mev/s: 22 steps of 2 from ON 102 and OFF 73, inside 83..110 and 35..76. */
  @Test
  void slowOnlyEndsAtTheLimitAndSaysThatItIsSaturated() {
    SensorProfile evk4 =
        SensorProfile.named("evk4").withLimits(Map.of(Bias.ON, new Limits(83, 110)));
    BiasController slow = ControlMode.SLOW_ONLY.controller(evk4);
    List<BiasWrite> writes = run(slow, 45, 6e7);
    assertThat(slow.state().codes.on()).isEqualTo(110);
    assertThat(slow.state().codes.off()).isEqualTo(35);
    assertThat(writes.get(2))
        .isEqualTo(new BiasWrite(Bias.ON, 104, BiasWrite.Why.SLOW_DOWN, false));
    assertThat(writes.get(writes.size() - 2))
        .isEqualTo(new BiasWrite(Bias.ON, 110, BiasWrite.Why.SLOW_DOWN, true));
  }

  @Test
  void aBiasThatTheSensorLacksIsNeverWritten() {
    SensorProfile genx320 = SensorProfile.named("genx320");
    for (ControlMode mode : WRITING) {
      BiasController c = mode.controller(genx320);
      List<BiasWrite> writes = run(c, 40, 6e7);
      writes.addAll(c.resend());
      assertThat(writes).as(mode.name()).isNotEmpty();
      assertThat(writes).extracting(BiasWrite::bias).doesNotContain(Bias.PHOTORECEPTOR);
    }
  }

  @Test
  void codesInForceOutsideTheLimitsAreBroughtInside() {
    SensorProfile davis = SensorProfile.named("davis346");
    BiasCodes reported = new BiasCodes(25, 119, -7, 300, Integer.MIN_VALUE);
    for (ControlMode mode : WRITING) {
      ControllerState state = new ControllerState(reported);
      BiasController c = mode.controller(davis, mode.defaults(davis), state);
      c.onWindow(1.5e6, 0, 0, 300_000, false);
      assertThat(state.codes).as(mode.name()).isEqualTo(davis.clamp(state.codes));
    }
    ControllerState state = new ControllerState(reported);
    assertThat(
            ControlMode.SLOW_ONLY
                .controller(davis, ControlParameters.asPublished(davis), state)
                .onWindow(1.5e6, 0, 0, 300_000, false))
        .containsExactly(
            new BiasWrite(Bias.FOLLOWER, 2, BiasWrite.Why.LIMIT, true),
            new BiasWrite(Bias.ON, 255, BiasWrite.Why.LIMIT, true),
            new BiasWrite(Bias.OFF, 20, BiasWrite.Why.LIMIT, true));
  }

  @Test
  void limitsThatARegisterCannotHoldAreRefused() {
    SensorProfile evk4 = SensorProfile.named("evk4");
    Map<Bias, Limits> wide = new EnumMap<>(Map.of(Bias.ON, new Limits(83, 300)));
    assertThatThrownBy(() -> evk4.withLimits(wide))
        .hasMessageContaining("limits.ON")
        .hasMessageContaining("83..300")
        .hasMessageContaining("0..255");
    assertThatThrownBy(() -> Limits.parse("5..4")).hasMessageContaining("4..57");
    assertThatThrownBy(() -> Limits.parse("5")).hasMessageContaining("4..57");
    assertThat(Limits.parse(" 0..255 ")).isEqualTo(new Limits(0, 255));
  }
}
