package io.flyball.jobs.bias;

import static io.flyball.jobs.bias.Fixtures.arrival;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.SensorEncoding;
import io.flyball.core.camera.packet.EventPacket;
import io.flyball.core.camera.packet.PacketEncoder;
import io.flyball.core.control.CameraCommand;
import io.flyball.core.control.CameraWindow;
import io.flyball.core.control.SensorProfile;
import io.flyball.core.control.sim.PixelSettings;
import io.flyball.core.control.sim.SimulatedCamera;
import io.flyball.core.places.CameraPlace;
import io.flyball.core.places.FrameCutter;
import io.flyball.core.places.PlaceFrame;
import io.flyball.core.places.PlaceReference;
import io.flyball.core.places.sim.Corridor;
import io.flyball.core.places.sim.Light;
import io.flyball.jobs.harness.Subtasks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The loop over the margin, closed in simulation: a modelled camera in a modelled corridor. */
class MarginLoopTest {
  private static final double METRES = 8;
  private static final double STEP = 0.002;
  private static final long PACKET_US = 20_000;
  private static final long SEED = 3;
  private static final SensorProfile SENSOR = SensorProfile.named("davis346");

  /** The band of a DAVIS346, for the pixels that are modelled. */
  private static final double SHARE =
      Corridor.PIXELS.pixels() / (double) SENSOR.geometry().pixels();

  private static BiasConfig config(String... sets) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "bias.places.enabled=true",
                "bias.places.map=corridor",
                "bias.places.patch=4",
                "bias.places.tolerance=0.5",
                "bias.control.mode=FAST_AND_SLOW_SAFE",
                "bias.control.window=100 ms",
                "bias.control.rate-low=" + SHARE * SENSOR.law().rateLow(),
                "bias.control.rate-high=" + SHARE * SENSOR.law().rateHigh()));
    all.addAll(List.of(sets));
    return Fixtures.config(all.toArray(String[]::new));
  }

  /** A camera that drives at 1 m/s. */
  private static SimulatedCamera camera(Light light, long noise) {
    return new SimulatedCamera(
        SENSOR,
        Corridor.PIXELS,
        Corridor.of(SEED, METRES).seen(light.brightness(), t -> Math.min(METRES, t)),
        new PixelSettings(0.2, 0.2, 0.03, 300, 0.5e-3, 0.1, light.noise()),
        12e6,
        noise,
        STEP);
  }

  /** The places of a drive in bright light with biases that stay. */
  private static List<PlaceReference> references(BiasConfig config) {
    SimulatedCamera camera = camera(Light.BRIGHT, 1);
    FrameCutter cutter = FrameCutter.byTime(Corridor.PIXELS, FrameCutter.PUBLISHED_US);
    List<PlaceFrame> frames = new ArrayList<>();
    EventColumns events = new EventColumns();
    for (int k = 0; k < METRES * 1e6 / PACKET_US; k++) {
      events.clear();
      camera.advance(PACKET_US / 1e6, events);
      cutter.add(events, f -> frames.add(PlaceFrame.of(f, config.places().form())));
    }
    List<PlaceReference> map = new ArrayList<>();
    for (PlaceFrame f : frames) {
      double metre = (f.startUs() + f.endUs()) / 2e6;
      map.add(new PlaceReference("corridor", map.size(), 1, map.size(), metre, 0, f.descriptor()));
    }
    return map;
  }

  /** What a drive in dim light gave. */
  private record Driven(
      List<CameraWindow> windows, List<CameraPlace> places, List<CameraCommand> commands) {
    long bands() {
      return windows.stream().map(CameraWindow::bandHigh).distinct().count();
    }
  }

  private static Driven drive(BiasConfig config) throws Exception {
    SimulatedCamera camera = camera(Light.DIM, 2);
    EventColumns events = new EventColumns();
    try (Subtasks<CameraArrival, CameraWindow> loop =
        new Subtasks<>(Operators.control(config), 1, false)) {
      for (PlaceReference place : references(config)) {
        Operators.broadcast(loop, place);
      }
      int answered = 0;
      for (int k = 0; k < METRES * 1e6 / PACKET_US; k++) {
        events.clear();
        camera.advance(PACKET_US / 1e6, events);
        loop.send(packet(k, events), k);
        List<CameraCommand> commands = loop.side(BiasFunction.COMMANDS);
        for (; answered < commands.size(); answered++) {
          camera.write(commands.get(answered).writes());
        }
      }
      return new Driven(
          loop.main(), loop.side(BiasFunction.PLACES), loop.side(BiasFunction.COMMANDS));
    }
  }

  private static CameraArrival packet(int k, EventColumns events) {
    long start = k * PACKET_US;
    return arrival(
        new EventPacket(
            "cart",
            SENSOR.name(),
            1,
            k,
            0,
            start,
            start + PACKET_US,
            SensorEncoding.EVT2,
            Corridor.PIXELS.width(),
            Corridor.PIXELS.height(),
            PacketEncoder.encode(events, start, SensorEncoding.EVT2),
            false,
            false,
            Map.of()),
        start / 1_000);
  }

  @Test
  void theBandMovesWithinItsRangeAndEveryCodeStaysInsideItsLimits() throws Exception {
    Driven margin = drive(config("bias.control.objective=MARGIN"));
    Driven rate = drive(config());
    assertThat(rate.bands()).isEqualTo(1);
    assertThat(margin.bands()).isGreaterThan(2);
    double high = SHARE * SENSOR.law().rateHigh();
    assertThat(margin.windows())
        .allSatisfy(w -> assertThat(w.bandHigh() / high).isBetween(0.249, 4.001));
    assertThat(margin.commands()).isNotEmpty();
    for (CameraCommand command : margin.commands()) {
      command
          .writes()
          .forEach(
              w -> {
                var limits = SENSOR.limits().get(w.bias());
                assertThat(w.code()).isBetween(limits.min(), limits.max());
              });
    }
    for (Driven driven : List.of(margin, rate)) {
      assertThat(driven.places()).hasSizeGreaterThan(80);
      long right =
          driven.places().stream()
              .filter(p -> Math.abs(p.x() - (p.startUs() + p.endUs()) / 2e6) < 0.5)
              .count();
      assertThat(right).isGreaterThan(driven.places().size() * 9L / 10);
    }
  }
}
