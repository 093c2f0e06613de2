package io.flyball.core.control.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.Geometry;
import io.flyball.core.control.SensorProfile;
import io.flyball.core.control.functions.FunctionControl.Changes;
import io.flyball.core.control.functions.FunctionControl.Seen;
import io.flyball.core.control.functions.FunctionSetting.Why;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Functions go on when the stream needs them, off again, and only changes are sent. */
class FunctionControlTest {
  private static final Geometry SENSOR = new Geometry(1280, 720);

  private Use erc = Use.OFF;
  private double ercRate;
  private Use antiFlicker = Use.OFF;
  private Use trail = Use.OFF;
  private TrailFilter trailFilter = TrailFilter.TRAIL;
  private RegionUse region = RegionUse.OFF;
  private List<PixelWindow> regions = List.of();
  private boolean mask;
  private FunctionMemory memory = new FunctionMemory();

  private FunctionRules rules(String sensor) {
    SensorProfile profile = SensorProfile.named(sensor);
    return new FunctionRules(
        sensor,
        profile.functions(),
        profile.geometry(),
        erc,
        ercRate,
        antiFlicker,
        FlickerFilter.BAND_STOP,
        90,
        110,
        trail,
        trailFilter,
        10_000,
        0.5,
        region,
        regions,
        0.5,
        mask,
        3,
        3_000_000);
  }

  /** One window of 300 ms; the memory passes through its bytes before each. */
  private Changes window(
      String sensor, int number, double rate, long dropped, EventColumns events) {
    memory = memory.copy();
    FunctionControl control = new FunctionControl(rules(sensor), memory);
    if (control.looks()) {
      control.take(events, SENSOR);
    }
    return control.onWindow(new Seen(rate, rate > 25e6, 25e6, dropped, (number + 1) * 300_000L));
  }

  private List<FunctionSetting> play(
      String sensor, double rate, EventColumns events, int... numbers) {
    List<FunctionSetting> sent = new ArrayList<>();
    for (int n : numbers) {
      EventColumns shifted = new EventColumns();
      shifted.addAll(events);
      shifted.rebase(-n * 300_000L);
      sent.addAll(window(sensor, n, rate, 0, shifted).settings());
    }
    return sent;
  }

  private static EventColumns blinking() {
    EventColumns events = new EventColumns();
    for (int t = 0; t < 300_000; t += 50) {
      events.add(t, t / 50 % 1280, 7, t / 5_000 % 2);
    }
    return events;
  }

  @Test
  void nothingIsSentWhereNothingIsUsed() {
    assertThat(play("evk4", 1e9, blinking(), 0, 1, 2, 3, 4)).isEmpty();
    assertThat(new FunctionControl(rules("evk4"), memory).resend()).isEmpty();
  }

  @Test
  void theRateControllerGoesOnAfterItsPatienceAndOffWhenItDropsNothing() {
    erc = Use.AUTO;
    EventColumns none = new EventColumns();
    assertThat(play("evk4", 60e6, none, 0, 1)).isEmpty();
    FunctionSetting on = play("evk4", 60e6, none, 2).get(0);
    assertThat(on.enabled()).isTrue();
    assertThat(on.why()).isEqualTo(Why.NEEDED);
    assertThat(on.values())
        .containsEntry("rate", 25_000_000L)
        .containsEntry("count", 5_000L)
        .containsEntry("periodUs", 200L);
    assertThat(window("evk4", 3, 1e6, 9, none).settings()).as("it still drops").isEmpty();
    assertThat(play("evk4", 1e6, none, 4, 5)).isEmpty();
    FunctionSetting off = play("evk4", 1e6, none, 6).get(0);
    assertThat(off.enabled()).isFalse();
    assertThat(off.why()).isEqualTo(Why.RELEASED);
    assertThat(new FunctionControl(rules("evk4"), memory).resend())
        .containsExactly(off.with(Why.RESEND));
  }

  @Test
  void ratesAreCountsOfTheSensorsPeriodAndClamped() {
    erc = Use.ON;
    ercRate = 2.5e6;
    EventColumns none = new EventColumns();
    assertThat(play("evk4", 0, none, 0).get(0).values()).containsEntry("count", 500L);
    memory = new FunctionMemory();
    assertThat(play("genx320", 0, none, 0).get(0).values()).containsEntry("count", 250L);
    ercRate = 1e12;
    FunctionSetting most = play("genx320", 0, none, 1).get(0);
    assertThat(most.values()).containsEntry("count", 20_000L);
    assertThat(most.clamped()).isTrue();
    ercRate = 4_999;
    assertThatThrownBy(() -> rules("evk4"))
        .hasMessageContaining("less than one event in the 200 us");
    assertThat(rules("gen31").usesErc()).isFalse();
  }

  @Test
  void flickerIsFilteredAndLookedForAgainAfterTheHoldingTime() {
    antiFlicker = Use.AUTO;
    List<FunctionSetting> on = play("evk4", 1e6, blinking(), 0, 1, 2, 3);
    assertThat(on).hasSize(1);
    assertThat(on.get(0).values())
        .containsEntry("lowHz", 90L)
        .containsEntry("highHz", 110L)
        .containsEntry("shortestPeriod", 71L)
        .containsEntry("longestPeriod", 86L);
    assertThat(on.get(0).filter()).isEqualTo("BAND_STOP");
    EventColumns still = new EventColumns();
    List<FunctionSetting> released = play("evk4", 1e6, still, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13);
    assertThat(released).hasSize(1);
    assertThat(released.get(0).enabled()).isFalse();
    // It comes back at once: held twice as long.
    assertThat(play("evk4", 1e6, blinking(), 14, 15, 16, 17)).hasSize(1);
    assertThat(play("evk4", 1e6, still, 20, 25)).isEmpty();
    assertThat(play("evk4", 1e6, still, 37)).hasSize(1);
    antiFlicker = Use.OFF;
    assertThat(play("evk4", 1e6, blinking(), 38, 39, 40, 41)).isEmpty();
  }

  @Test
  void trailsAreFilteredAboveTheBandOnly() {
    trail = Use.AUTO;
    EventColumns trails = new EventColumns();
    for (int t = 0; t < 300_000; t += 100) {
      trails.add(t, 8, 8, 1);
    }
    assertThat(play("evk4", 1e6, trails, 0, 1, 2, 3)).isEmpty();
    FunctionSetting on = play("evk4", 60e6, trails, 4, 5, 6, 7).get(0);
    assertThat(on.filter()).isEqualTo("TRAIL");
    assertThat(on.values()).containsEntry("burstUs", 10_000L);
    trailFilter = TrailFilter.STC_KEEP_TRAIL;
    assertThatThrownBy(() -> rules("gen41")).hasMessageContaining("STC_CUT_TRAIL");
  }

  @Test
  void aBusyRegionIsLeftOut() {
    region = RegionUse.RONI;
    EventColumns lamp = new EventColumns();
    for (int t = 0; t < 300_000; t += 100) {
      lamp.add(t, 640 + t / 100 % 32, 320 + t / 100 % 7, 1);
    }
    FunctionSetting on = play("evk4", 60e6, lamp, 0, 1, 2, 3).get(0);
    assertThat(on.filter()).isEqualTo("RONI");
    assertThat(on.windows()).containsExactly(new PixelWindow(640, 320, 32, 32));
    assertThatThrownBy(() -> rules("gen31")).hasMessageContaining("regions of interest only");
    regions = List.of(new PixelWindow(1270, 0, 20, 20));
    assertThatThrownBy(() -> rules("evk4")).hasMessageContaining("outside of 1280x720");
    mask = true;
    regions = List.of();
    assertThatThrownBy(() -> rules("genx320")).hasMessageContaining("exclude each other");
  }

  @Test
  void fixedRegionsAreSentOnceAndTakenBack() {
    region = RegionUse.ROI;
    regions = PixelWindow.parse("0,0,640,720");
    EventColumns none = new EventColumns();
    assertThat(play("evk4", 1, none, 0, 1)).hasSize(1);
    region = RegionUse.OFF;
    FunctionSetting off = play("evk4", 1, none, 2).get(0);
    assertThat(off.enabled()).isFalse();
    assertThat(off.why()).isEqualTo(Why.CONFIGURED);
  }

  private static EventColumns hot(int pixels) {
    EventColumns events = new EventColumns();
    for (int t = 0; t < 300_000; t += 5_000) {
      for (int k = 0; k < pixels; k++) {
        events.add(t, 10 + 4 * k, 20, 1);
      }
    }
    return events;
  }

  @Test
  void hotPixelsAreMaskedAndLeftOut() {
    mask = true;
    List<FunctionSetting> sent =
        play("evk4", 1e6, hot(2), 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13);
    assertThat(sent).hasSize(1);
    assertThat(sent.get(0).windows())
        .containsExactly(new PixelWindow(10, 20, 1, 1), new PixelWindow(14, 20, 1, 1));
    EventColumns more = hot(3);
    more.rebase(-14 * 300_000L);
    assertThat(new FunctionControl(rules("evk4"), memory).take(more, SENSOR).size())
        .as("those of the third pixel")
        .isEqualTo(60);
    mask = false;
    assertThat(play("evk4", 1e6, hot(2), 15).get(0).enabled()).isFalse();
  }

  @Test
  void aSensorWithFewMasksTakesTheHottestAndOneWithoutIsToldNothing() {
    mask = true;
    int[] windows = IntStream.range(0, 14).toArray();
    FunctionSetting eight = play("davis346", 1e6, hot(20), windows).get(0);
    assertThat(eight.windows()).hasSize(8);
    assertThat(eight.clamped()).isTrue();
    assertThat(eight.values()).containsEntry("hot", 20L);
    memory = new FunctionMemory();
    List<FunctionSetting> begun = new ArrayList<>();
    for (int n : windows) {
      EventColumns events = hot(1);
      events.rebase(-n * 300_000L);
      Changes changes = window("davis240", n, 1e6, 0, events);
      assertThat(changes.settings()).isEmpty();
      begun.addAll(changes.begun());
    }
    assertThat(begun).hasSize(1);
  }
}
