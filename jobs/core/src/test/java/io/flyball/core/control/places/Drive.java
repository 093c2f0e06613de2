package io.flyball.core.control.places;

import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.Geometry;
import io.flyball.core.camera.SensorEncoding;
import io.flyball.core.camera.packet.EventPacket;
import io.flyball.core.places.CameraPlace;
import io.flyball.core.places.CountFrame;
import io.flyball.core.places.DescriptorOptions;
import io.flyball.core.places.FrameCutter;
import io.flyball.core.places.PlaceFrame;
import io.flyball.core.places.PlaceReference;
import io.flyball.core.places.ReferenceMap;
import io.flyball.core.random.Draws;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A camera of 64 x 64 pixels that drives past scenes, one in each frame of 10 ms. */
final class Drive implements PlaceControl.Output {
  static final long FRAME_US = 10_000;
  static final DescriptorOptions FORM = DescriptorOptions.REPAIRED;
  static final PlaceRules SINGLE = new PlaceRules("", FRAME_US, Long.MAX_VALUE, FORM, 5, 1, false);
  private static final Geometry ARRAY = new Geometry(64, 64);

  final List<CameraPlace> places = new ArrayList<>();
  final List<String> unfit = new ArrayList<>();
  int unplaced;

  /** A fifth of the pixels, both polarities; the first event is at the very beginning. */
  static EventColumns scene(int scene, long startUs) {
    EventColumns events = new EventColumns();
    for (int pixel = 0; pixel < ARRAY.pixels(); pixel++) {
      if (pixel == 0 || Draws.uniform(scene, 7, pixel) < 0.2) {
        events.add(startUs + pixel, pixel % 64, pixel / 64, pixel % 2);
      }
    }
    return events;
  }

  static float[] descriptor(int scene) {
    List<CountFrame> frames = new ArrayList<>();
    FrameCutter cutter = FrameCutter.byTime(ARRAY, FRAME_US);
    cutter.add(scene(scene, 0), frames::add);
    cutter.closeUntil(FRAME_US, frames::add);
    return PlaceFrame.of(frames.get(0), FORM).descriptor();
  }

  /** Scenes that are 50 m from each other, with the numbers 10, 20 and so on. */
  static PlaceMaps route(int... scenes) {
    List<PlaceReference> places = new ArrayList<>();
    for (int i = 0; i < scenes.length; i++) {
      places.add(new PlaceReference("c", 10 + 10 * i, 1, i, 50.0 * i, i, descriptor(scenes[i])));
    }
    return (map, length) -> map.equals("c") ? ReferenceMap.of(places, length) : ReferenceMap.EMPTY;
  }

  static EventPacket packet(long frame, int width, int height, boolean undercounted) {
    long start = frame * FRAME_US;
    return new EventPacket(
        "c",
        "davis346",
        1,
        frame,
        0,
        start,
        start + FRAME_US,
        SensorEncoding.EVT2,
        width,
        height,
        new byte[0],
        undercounted,
        false,
        Map.of());
  }

  /** A packet that is one frame. */
  void sees(PlaceControl control, long frame, int scene) {
    sees(control, frame, scene, false, false, false);
  }

  void sees(
      PlaceControl control,
      long frame,
      int scene,
      boolean missing,
      boolean dropped,
      boolean undercounted) {
    control.take(
        packet(frame, 64, 64, undercounted),
        scene(scene, frame * FRAME_US),
        frame * FRAME_US - 1,
        missing,
        dropped,
        "c/1/",
        1_000 + frame,
        this);
  }

  List<Integer> numbers() {
    return places.stream().map(CameraPlace::number).toList();
  }

  @Override
  public void placed(CameraPlace place) {
    places.add(place);
  }

  @Override
  public void unplaced() {
    unplaced++;
  }

  @Override
  public void unfit(String id, String why) {
    unfit.add(id + ": " + why);
  }
}
