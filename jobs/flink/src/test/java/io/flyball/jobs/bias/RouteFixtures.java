package io.flyball.jobs.bias;

import static io.flyball.jobs.bias.Fixtures.arrival;

import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.Geometry;
import io.flyball.core.camera.SensorEncoding;
import io.flyball.core.camera.packet.EventPacket;
import io.flyball.core.camera.packet.PacketEncoder;
import io.flyball.core.places.FrameCutter;
import io.flyball.core.places.PlaceFrame;
import io.flyball.core.places.PlaceReference;
import io.flyball.core.random.Draws;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A route of places that a small camera knows. A place is a pattern of pixels that fire. */
final class RouteFixtures {
  static final Geometry PIXELS = new Geometry(64, 48);
  static final int PLACES = 12;
  static final long FRAME_US = 66_000;
  private static final int EVENTS = 600;

  private RouteFixtures() {}

  static BiasConfig config(String... sets) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "bias.places.enabled=true",
                "bias.places.map=hall",
                "bias.places.patch=4",
                "bias.places.tolerance=1.5"));
    all.addAll(List.of(sets));
    return Fixtures.config(all.toArray(String[]::new));
  }

  /** The events of a frame at a place, one in five of them noise. */
  static EventColumns scene(int place, long noise, long startUs) {
    EventColumns events = new EventColumns();
    for (int i = 0; i < EVENTS; i++) {
      boolean stray = noise != 0 && i % 5 == 0;
      double draw = stray ? Draws.uniform(noise, place, i) : Draws.uniform(1, place, i);
      int pixel = (int) (draw * PIXELS.pixels());
      events.add(startUs + i * FRAME_US / EVENTS, pixel % 64, pixel / 64, i % 2);
    }
    return events;
  }

  /** The map, a place each metre. */
  static List<PlaceReference> references(BiasConfig config) {
    List<PlaceReference> references = new ArrayList<>();
    for (int place = 0; place < PLACES; place++) {
      FrameCutter cutter = FrameCutter.byTime(PIXELS, FRAME_US);
      List<PlaceFrame> frames = new ArrayList<>();
      int number = place;
      cutter.add(scene(place, 0, 0), f -> frames.add(PlaceFrame.of(f, config.places().form())));
      cutter.closeUntil(FRAME_US, f -> frames.add(PlaceFrame.of(f, config.places().form())));
      references.add(
          new PlaceReference("hall", number, 1, number, number, 0, frames.get(0).descriptor()));
    }
    return references;
  }

  /** The first or second half of a frame of a camera that walks along the route, place by place. */
  static EventPacket half(String camera, int first, int frame, int half) {
    long start = frame * FRAME_US + half * FRAME_US / 2;
    EventColumns all = scene((first + frame) % PLACES, 7 + first, frame * FRAME_US);
    EventColumns part = new EventColumns();
    for (int i = half * EVENTS / 2; i < (half + 1) * EVENTS / 2; i++) {
      part.add(all.t(i), all.x(i), all.y(i), all.p(i));
    }
    return new EventPacket(
        camera,
        "davis346",
        1,
        2L * frame + half,
        0,
        start,
        start + FRAME_US / 2 - 1,
        SensorEncoding.EVT2,
        PIXELS.width(),
        PIXELS.height(),
        PacketEncoder.encode(part, start, SensorEncoding.EVT2),
        false,
        false,
        Map.of());
  }

  /** It arrives when it ends. */
  static CameraArrival arrives(EventPacket packet) {
    return arrival(packet, packet.endUs() / 1_000);
  }
}
