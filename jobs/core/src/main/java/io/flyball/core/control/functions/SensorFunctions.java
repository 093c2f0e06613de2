package io.flyball.core.control.functions;

import java.util.Arrays;
import java.util.List;
import java.util.Properties;

/**
 * Which functions a sensor has, and their limits. Sources: OpenEB hal_psee_plugins (gen41_erc,
 * genx320_erc, antiflicker_filter, event_trail_filter, i_roi, gen41_digital_event_mask); libcaer
 * davis.h.
 *
 * @param ercPeriodUs reference period of the event rate controller, µs; 0 without one
 * @param ercMost most events it lets through in a period
 * @param antiFlicker whether it filters flicker
 * @param trail the trail filters it has
 * @param windows how many regions it takes; 0 for none
 * @param ignores whether a region can be left out
 * @param masks how many pixels it masks; 0 for none
 * @param exclusive whether masks and regions exclude each other
 */
public record SensorFunctions(
    long ercPeriodUs,
    long ercMost,
    boolean antiFlicker,
    List<TrailFilter> trail,
    int windows,
    boolean ignores,
    int masks,
    boolean exclusive) {

  /** Reads the keys of a sensor profile; a key that is missing is a function that it lacks. */
  public static SensorFunctions of(Properties p) {
    String trail = p.getProperty("trail", "").strip();
    return new SensorFunctions(
        number(p, "erc.periodUs"),
        number(p, "erc.most"),
        flag(p, "antiFlicker"),
        trail.isEmpty()
            ? List.of()
            : Arrays.stream(trail.split(",", -1)).map(SensorFunctions::filter).toList(),
        number(p, "region.windows"),
        flag(p, "region.ignores"),
        number(p, "masks"),
        flag(p, "masks.exclusive"));
  }

  private static TrailFilter filter(String name) {
    try {
      return TrailFilter.valueOf(name.strip());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "Profile key trail lists " + Arrays.toString(TrailFilter.values()) + "; found " + name,
          e);
    }
  }

  private static int number(Properties p, String key) {
    String value = p.getProperty(key, "0").strip();
    try {
      int n = Integer.parseInt(value);
      if (n >= 0) {
        return n;
      }
    } catch (NumberFormatException e) {
      // falls through to the one message that says what is allowed
    }
    throw new IllegalArgumentException(
        "Profile key " + key + " is a whole number from 0 on; found " + value);
  }

  private static boolean flag(Properties p, String key) {
    String value = p.getProperty(key, "false").strip();
    if (!value.equals("true") && !value.equals("false")) {
      throw new IllegalArgumentException(
          "Profile key " + key + " is true or false; found " + value);
    }
    return value.equals("true");
  }
}
