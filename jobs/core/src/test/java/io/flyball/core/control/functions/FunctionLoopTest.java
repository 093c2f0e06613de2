package io.flyball.core.control.functions;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.Geometry;
import io.flyball.core.control.SensorProfile;
import io.flyball.core.control.functions.FunctionControl.Changes;
import io.flyball.core.control.functions.FunctionControl.Seen;
import io.flyball.core.control.sim.PixelSettings;
import io.flyball.core.control.sim.SimulatedCamera;
import io.flyball.core.control.sim.ViewedScene;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The loop over a modelled camera that obeys its functions: what a function is for gets better once
 * it is on, and what it is not for stays. In simulation.
 */
class FunctionLoopTest {
  private static final Geometry SENSOR = new Geometry(64, 48);
  private static final SensorProfile DAVIS = SensorProfile.named("davis346");
  private static final SensorFunctions ALL = SensorProfile.named("evk4").functions();
  private static final PixelSettings PIXELS = new PixelSettings(0.2, 0.2, 0.03, 300, 5e-4, 0, 0);
  private static final double WINDOW = 0.3;

  private Use erc = Use.OFF;
  private Use antiFlicker = Use.OFF;
  private Use trail = Use.OFF;
  private RegionUse region = RegionUse.OFF;
  private boolean mask;
  private double bandHigh = 1e9;
  private final List<FunctionSetting> sent = new ArrayList<>();
  private final List<EventColumns> windows = new ArrayList<>();
  private final List<Long> drops = new ArrayList<>();

  private FunctionRules rules() {
    return new FunctionRules(
        "model",
        ALL,
        SENSOR,
        erc,
        0,
        antiFlicker,
        FlickerFilter.BAND_STOP,
        0,
        0,
        trail,
        TrailFilter.TRAIL,
        10_000,
        0.5,
        region,
        List.of(),
        0.5,
        mask,
        3,
        60_000_000);
  }

  /** An additional source of events beside the scene. */
  @FunctionalInterface
  private interface Fault {
    EventColumns with(EventColumns scene, long fromUs, long untilUs);
  }

  private void play(ViewedScene scene, int count, Fault fault) {
    SimulatedCamera camera = new SimulatedCamera(DAVIS, SENSOR, scene, PIXELS, 1e9, 1);
    ObedientSensor sensor = new ObedientSensor(SENSOR);
    FunctionMemory memory = new FunctionMemory();
    for (int k = 0; k < count; k++) {
      EventColumns events = new EventColumns();
      long from = camera.nowUs();
      camera.advance(WINDOW, events);
      EventColumns out = sensor.pass(fault.with(events, from, camera.nowUs()));
      long dropped = sensor.dropped();
      FunctionControl control = new FunctionControl(rules(), memory);
      if (control.looks()) {
        control.take(out, SENSOR);
      }
      double rate = out.size() / WINDOW;
      Changes changes =
          control.onWindow(new Seen(rate, rate > bandHigh, bandHigh, dropped, camera.nowUs()));
      changes.settings().forEach(sensor::obey);
      sent.addAll(changes.settings());
      windows.add(out);
      drops.add(dropped);
    }
  }

  private static EventColumns none(EventColumns scene, long fromUs, long untilUs) {
    return scene;
  }

  private double rate(int window) {
    return windows.get(window).size() / WINDOW;
  }

  /** Share of the events of a window that lie left of a column. */
  private long left(int window, int column) {
    EventColumns w = windows.get(window);
    long n = 0;
    for (int i = 0; i < w.size(); i++) {
      n += w.x(i) < column ? 1 : 0;
    }
    return n;
  }

  /**
   * Stripes of 8 pixels that move by so many pixels a second; slanted, they cross no two rows at
   * once.
   */
  private static double stripes(double x, double seconds, double speed) {
    return Math.floorMod((int) Math.floor((x - seconds * speed) / 8), 2) == 0 ? 40 : 160;
  }

  @Test
  void theRateControllerHoldsTheRateWhileItIsNeededAndGoesOff() {
    erc = Use.AUTO;
    bandHigh = 20_000;
    play((x, y, t) -> stripes(x, Math.min(t, 3), 300), 14, FunctionLoopTest::none);
    assertThat(rate(0)).as("without it").isGreaterThan(2 * bandHigh);
    assertThat(sent.get(0).why()).isEqualTo(FunctionSetting.Why.NEEDED);
    for (int k = 3; k < 9; k++) {
      assertThat(rate(k)).isLessThanOrEqualTo(bandHigh);
      assertThat(drops.get(k)).isPositive();
    }
    assertThat(sent).hasSize(2);
    assertThat(sent.get(1).enabled()).as("nothing moves any more").isFalse();
  }

  @Test
  void aLampThatFlickersIsFilteredAndWhatMovesStays() {
    antiFlicker = Use.AUTO;
    play(
        (x, y, t) ->
            x < 32
                ? 150 * (1 + 0.6 * Math.sin(2 * Math.PI * 100 * t))
                : stripes(x + 0.61 * y, t, 60),
        10,
        FunctionLoopTest::none);
    assertThat(sent).hasSize(1);
    assertThat(sent.get(0).values().get("lowHz")).isLessThan(100);
    assertThat(sent.get(0).values().get("highHz")).isGreaterThan(100);
    assertThat(left(9, 32)).as("of the lamp").isLessThan(left(1, 32) / 10);
    long moving = windows.get(1).size() - left(1, 32);
    assertThat(windows.get(9).size() - left(9, 32)).isBetween(moving * 8 / 10, moving * 12 / 10);
  }

  @Test
  void trailsOfStrongEdgesAreCutAndOneEventOfEachStays() {
    trail = Use.AUTO;
    bandHigh = 10_000;
    play(
        (x, y, t) -> Math.floorMod((int) Math.floor(t * 10), 2) == 0 ? 10 : 200,
        8,
        FunctionLoopTest::none);
    assertThat(sent).hasSize(1);
    assertThat(sent.get(0).function()).isEqualTo(SensorFunction.TRAIL);
    assertThat(rate(7)).isLessThan(rate(1) / 2);
    // Three edges a window: each pixel still tells of each.
    assertThat(windows.get(7).size()).isGreaterThanOrEqualTo((int) (2 * SENSOR.pixels()));
  }

  @Test
  void aBusyCornerIsLeftOutAndTheRestStays() {
    region = RegionUse.RONI;
    bandHigh = 20_000;
    play(
        (x, y, t) ->
            x < 16 && y < 16
                ? 60 * (1 + 0.6 * Math.sin(2 * Math.PI * 40 * t))
                : x >= 32 ? stripes(x, t, 20) : 80,
        8,
        FunctionLoopTest::none);
    assertThat(sent).hasSize(1);
    assertThat(sent.get(0).filter()).isEqualTo("RONI");
    assertThat(rate(7)).as("back in the band").isLessThan(bandHigh);
    assertThat(left(7, 16)).isLessThan(left(1, 16) / 20);
    assertThat(windows.get(7).size() - left(7, 16)).isPositive();
  }

  @Test
  void hotPixelsAreMaskedAndTheirNeighboursStay() {
    mask = true;
    play(
        (x, y, t) -> stripes(x, t, 20),
        24,
        (scene, from, until) -> {
          EventColumns all = new EventColumns();
          int i = 0;
          for (long t = from; t < until; t += 2_000) {
            for (; i < scene.size() && scene.t(i) < t; i++) {
              all.add(scene.t(i), scene.x(i), scene.y(i), scene.p(i));
            }
            all.add(t, 20, 30, 1);
          }
          for (; i < scene.size(); i++) {
            all.add(scene.t(i), scene.x(i), scene.y(i), scene.p(i));
          }
          return all;
        });
    assertThat(sent).isNotEmpty();
    assertThat(sent.get(0).windows()).containsExactly(new PixelWindow(20, 30, 1, 1));
    assertThat(at(1, 20, 30)).isGreaterThanOrEqualTo(150);
    assertThat(at(23, 20, 30)).isZero();
    assertThat(at(23, 21, 30) + at(23, 19, 30)).isPositive();
  }

  private long at(int window, int x, int y) {
    EventColumns w = windows.get(window);
    long n = 0;
    for (int i = 0; i < w.size(); i++) {
      n += w.x(i) == x && w.y(i) == y ? 1 : 0;
    }
    return n;
  }
}
