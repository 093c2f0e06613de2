package io.flyball.core.control;

import io.flyball.core.control.functions.FunctionSetting;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a person should hear of a camera.
 *
 * @param kind its public name
 * @param window id of the window that showed it
 * @param timeMs arrival of what closed the window, epoch ms
 * @param message one sentence
 * @param values numbers by name
 */
public record CameraFinding(
    String kind,
    String camera,
    String window,
    long timeMs,
    String message,
    Map<String, Double> values) {

  /** The sensor's own rate controller drops events. */
  static CameraFinding drops(String camera, String window, long timeMs, long dropped, double rate) {
    return new CameraFinding(
        "ERC_DROP",
        camera,
        window,
        timeMs,
        "the sensor's rate controller dropped " + dropped + " events in this window",
        Map.of("dropped", (double) dropped, "rate", rate));
  }

  /** The camera can be placed nowhere. */
  static CameraFinding unplaceable(String camera, String frame, long timeMs, String why) {
    return new CameraFinding("PLACES_UNFIT", camera, frame, timeMs, why, Map.of());
  }

  /** A function is needed that was off. */
  static CameraFinding begun(
      String camera, String window, long timeMs, FunctionSetting set, double rate) {
    Map<String, Double> values = new TreeMap<>(Map.of("rate", rate));
    set.values().forEach((name, value) -> values.put(name, (double) value));
    return new CameraFinding(
        set.function() + "_NEEDED",
        camera,
        window,
        timeMs,
        switch (set.function()) {
          case ERC -> "the rate stays above the band: the sensor is told to drop events";
          case ANTI_FLICKER ->
              String.format(
                  Locale.ROOT,
                  "a light flickers at %d to %d Hz: the sensor is told to filter it",
                  set.values().get("lowHz"),
                  set.values().get("highHz"));
          case TRAIL -> "most events trail behind another: the sensor is told to filter them";
          case REGION -> "the events come from a part of the sensor: region " + set.windows();
          case MASK -> set.values().get("hot") + " pixels are hot and are left out";
        },
        values);
  }
}
