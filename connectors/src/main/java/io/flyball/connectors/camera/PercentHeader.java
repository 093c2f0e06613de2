package io.flyball.connectors.camera;

import io.flyball.core.camera.Geometry;
import io.flyball.core.camera.SensorEncoding;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The {@code % key value} lines at the head of Prophesee RAW and DAT recordings. */
final class PercentHeader {
  private final HeaderLines text = new HeaderLines("% ", "% end");
  private Map<String, String> values;

  int read(byte[] bytes, int from, int to) {
    return text.done() ? from : text.read(bytes, from, to);
  }

  boolean done() {
    return text.done();
  }

  /** The values by lower-case key; those of a {@code format} line too. */
  Map<String, String> values() {
    if (values != null) {
      return values;
    }
    Map<String, String> found = new LinkedHashMap<>();
    for (String line : text.lines()) {
      String[] pair = line.substring(1).strip().split("\\s+", 2);
      String key = pair[0].toLowerCase(Locale.ROOT);
      String value = pair.length > 1 ? pair[1] : "";
      found.put(key, value);
      if (key.equals("format")) {
        String[] parts = value.split(";");
        found.put("evt", parts[0]);
        for (int i = 1; i < parts.length; i++) {
          String[] option = parts[i].split("=", 2);
          found.put(option[0].strip().toLowerCase(Locale.ROOT), option[option.length - 1].strip());
        }
      }
    }
    if (done()) {
      values = found;
    }
    return found;
  }

  /** The encoding, or null when the header names none that is known. */
  SensorEncoding encoding() {
    String name = values().getOrDefault("evt", "").strip();
    return RawDecoder.encodingOf(name.startsWith("E") ? name : "EVT" + name);
  }

  /** The pixel array, or another where the header has none that makes sense. */
  Geometry geometry(Geometry otherwise) {
    Geometry said = geometry();
    return said.equals(Geometry.UNKNOWN) && otherwise != null ? otherwise : said;
  }

  /** The pixel array, or unknown where the header has none that makes sense. */
  private Geometry geometry() {
    Map<String, String> v = values();
    try {
      if (v.containsKey("geometry")) {
        return Geometry.parse(v.get("geometry"));
      }
      if (v.containsKey("width") && v.containsKey("height")) {
        return Geometry.parse(v.get("width") + "x" + v.get("height"));
      }
    } catch (IllegalArgumentException e) {
      return Geometry.UNKNOWN;
    }
    return Geometry.UNKNOWN;
  }
}
