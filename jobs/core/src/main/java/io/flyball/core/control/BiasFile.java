package io.flyball.core.control;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads and writes the {@code .bias} files of Prophesee's software.
 *
 * <pre>
 *   % a header, any number of lines
 *   299  % bias_diff
 *   0x10 % bias_hpf % v
 * </pre>
 *
 * The values end at the first empty line. Source: OpenEB, I_LL_Biases.
 */
public final class BiasFile {
  private BiasFile() {}

  /**
   * Reads the values by name.
   *
   * @throws IllegalArgumentException which names the line at fault
   */
  public static Map<String, Integer> read(List<String> lines) {
    Map<String, Integer> values = new TreeMap<>();
    boolean header = true;
    for (int k = 0; k < lines.size(); k++) {
      String line = lines.get(k).strip();
      if (header && line.startsWith("%")) {
        continue;
      }
      header = false;
      if (line.isEmpty()) {
        break;
      }
      String[] parts = line.split("%", -1);
      String name = parts.length < 2 ? "" : parts[1].strip();
      if (name.isEmpty()) {
        throw fault(
            k, "a bias is written as value % name, such as 299 % bias_diff; found '" + line + "'");
      }
      Integer before = values.put(name, value(k, parts[0].strip()));
      if (before != null) {
        throw fault(k, name + " has two values, " + before + " and " + values.get(name));
      }
    }
    if (values.isEmpty()) {
      throw new IllegalArgumentException("There is no bias in the file.");
    }
    return values;
  }

  private static int value(int line, String text) {
    try {
      return text.toLowerCase(Locale.ROOT).startsWith("0x")
          ? Integer.parseInt(text.substring(2), 16)
          : Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw fault(line, "a value is a whole number, decimal or 0x; found '" + text + "'");
    }
  }

  private static IllegalArgumentException fault(int line, String what) {
    return new IllegalArgumentException("Line " + (line + 1) + ": " + what + ".");
  }

  /** The lines of a file, sorted by name. */
  public static List<String> write(Map<String, Integer> values) {
    return new TreeMap<>(values)
        .entrySet().stream()
            .map(e -> String.format(Locale.ROOT, "%-5d%% %s", e.getValue(), e.getKey()))
            .toList();
  }
}
