package io.flyball.jobs.bias;

import static io.flyball.jobs.bias.Fixtures.NOON;
import static io.flyball.jobs.bias.Fixtures.arrival;
import static io.flyball.jobs.bias.Fixtures.config;
import static io.flyball.jobs.bias.Fixtures.packet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.SensorEncoding;
import io.flyball.core.camera.packet.PacketEncoder;
import io.flyball.core.control.CameraCommand;
import io.flyball.core.control.ControlMode;
import io.flyball.core.control.SensorProfile;
import io.flyball.core.control.functions.FlickerFilter;
import io.flyball.core.control.functions.FunctionSetting;
import io.flyball.core.control.functions.PixelWindow;
import io.flyball.core.control.functions.SensorFunction;
import io.flyball.core.random.Draws;
import io.flyball.jobs.harness.Trial;
import io.flyball.jobs.harness.Trial.Outcome;
import io.flyball.jobs.harness.Trial.Step;
import io.flyball.jobs.runtime.config.ConfigException;
import io.flyball.schemas.BiasCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Functions of sensors beside their biases, as the job uses them. */
class SensorFunctionsTest {
  private static final int CAMERAS = 3;

  /** Cameras with a hot pixel each, and a light that flickers in front of one of them. */
  private static List<Step<CameraArrival>> arrivals() {
    List<Step<CameraArrival>> steps = new ArrayList<>();
    for (int k = 0; k < 60; k++) {
      for (int c = 0; c < CAMERAS; c++) {
        long start = k * 100_000L;
        EventColumns events = new EventColumns();
        for (int t = 0; t < 100_000; t += 1_000) {
          int x = (int) (Draws.uniform(3, c, k * 100_000L + t) * 346);
          events.add(start + t, x, 7 + x % 250, t / 5_000 % 2);
          events.add(start + t, 40 + c, 20, 1);
        }
        byte[] words = PacketEncoder.encode(events, start, SensorEncoding.EVT2);
        steps.add(
            new Step<>(
                arrival(
                    packet("camera" + c, k, start, start + 99_999, SensorEncoding.EVT2, words),
                    k * 100L + c),
                NOON + k * 100L + c));
      }
    }
    return steps;
  }

  @Test
  void hotPixelsGoOnBeingLookedForWhereTheyWere() throws Exception {
    var operator =
        Operators.control(
            config(
                "bias.control.mode=CONSTANT",
                "bias.control.functions.mask=true",
                "bias.control.functions.region=ROI",
                "bias.control.functions.region-windows=0,0,200,260"));
    Outcome whole = Trial.play(operator, arrivals(), false, 1);
    assertThat(whole.entries() + whole.timers()).isZero();
    assertThat(decisions(whole))
        .filteredOn(text -> text.contains("function=MASK"))
        .hasSize(CAMERAS)
        .allMatch(text -> text.contains(",20,1,1]"));
    assertThat(decisions(whole)).anyMatch(text -> text.contains("MASK_NEEDED"));
    for (int[] parallelisms : new int[][] {{1, 1, 1, 1}, {1, 2, 3}, {3, 2, 1}}) {
      Outcome outcome = Trial.play(operator, arrivals(), false, parallelisms);
      assertThat(decisions(outcome)).as("at %s", parallelisms).isEqualTo(decisions(whole));
      assertThat(outcome.entries() + outcome.timers()).isZero();
    }
    assertThat(decisions(Trial.play(operator, arrivals(), true, 1, 2))).isEqualTo(decisions(whole));
  }

  /** All but what is sent again, and the ids' count that it pushes on. */
  private static List<String> decisions(Outcome outcome) {
    return outcome.outputs().stream()
        .filter(text -> !text.contains("why=RESEND"))
        .sorted()
        .toList();
  }

  @Test
  void withoutFunctionsNothingIsRememberedOfThem() throws Exception {
    Outcome plain = Trial.play(Operators.control(config()), arrivals(), false, 1);
    assertThat(plain.outputs()).noneMatch(text -> text.contains("function="));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "anti-flicker=ON; control.functions.flicker-band",
        "flicker-band=90..110; control.functions.flicker-band",
        "region-windows=1,2,3,4; control.functions.region-windows",
        "erc=SOMETIMES; control.functions.erc",
        "trail-burst=2 s; control.functions.trail-burst",
        "region-share=0; control.functions.region-share",
        "hold=1 ms; control.functions.hold"
      })
  void whatMakesNoSenseIsRefused(String set, String key) {
    assertThatThrownBy(() -> config("bias.control.functions." + set.strip()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("bias." + key.strip());
  }

  @Test
  void aBandOutsideOfTheFilterIsRefused() {
    assertThatThrownBy(
            () ->
                config(
                    "bias.control.functions.anti-flicker=ON",
                    "bias.control.functions.flicker-band=20..110"))
        .hasMessageContaining("inside 50..520");
    assertThatThrownBy(
            () ->
                config(
                    "bias.control.functions.region=ROI",
                    "bias.control.functions.region-windows=1,2,3"))
        .hasMessageContaining("x,y,width,height");
  }

  @Test
  void settingsTravelAsTheyAre() {
    SensorProfile evk4 = SensorProfile.named("evk4");
    FunctionSetting flicker =
        new FunctionSetting(
            SensorFunction.ANTI_FLICKER,
            true,
            FlickerFilter.BAND_STOP.name(),
            Map.of("lowHz", 90L),
            List.of(new PixelWindow(1, 2, 3, 4)),
            FunctionSetting.Why.NEEDED,
            true);
    BiasCommand sent =
        Fixtures.toAvro(
            new CameraCommand(
                "id",
                "c",
                "evk4",
                1,
                2,
                List.of(),
                List.of(flicker),
                evk4.start(),
                ControlMode.CONSTANT,
                3));
    var set = sent.getFunctions().get(0);
    assertThat(set.getFunction()).isEqualTo("ANTI_FLICKER");
    assertThat(set.getEnabled()).isTrue();
    assertThat(set.getFilter()).isEqualTo("BAND_STOP");
    assertThat(set.getValues()).containsExactly(Map.entry("lowHz", 90L));
    assertThat(set.getWindows().get(0).getHeight()).isEqualTo(4);
    assertThat(set.getWhy()).isEqualTo("NEEDED");
    assertThat(set.getClamped()).isTrue();
  }
}
