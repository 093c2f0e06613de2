package io.flyball.connectors.camera;

import io.flyball.core.camera.Geometry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Pixel arrays of sensors that recordings name without giving their size. */
final class KnownSensors {
  private static final Map<String, Geometry> SIZES = new LinkedHashMap<>();

  static {
    SIZES.put("davis346", new Geometry(346, 260));
    SIZES.put("davis240", new Geometry(240, 180));
    SIZES.put("davis128", new Geometry(128, 128));
    SIZES.put("dvs128", new Geometry(128, 128));
    SIZES.put("dvxplorer lite", new Geometry(320, 240));
    SIZES.put("dvxplorer", new Geometry(640, 480));
    SIZES.put("dvs132s", new Geometry(132, 104));
  }

  private KnownSensors() {}

  /** The array of the first sensor named in the lines, or unknown. */
  static Geometry named(List<String> lines) {
    for (String line : lines) {
      String lower = line.toLowerCase(Locale.ROOT);
      for (Map.Entry<String, Geometry> e : SIZES.entrySet()) {
        if (lower.contains(e.getKey())) {
          return e.getValue();
        }
      }
    }
    return Geometry.UNKNOWN;
  }
}
