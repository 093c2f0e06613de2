package io.flyball.core.control;

import io.flyball.core.control.SensorProfile.Limits;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The biases of a Prophesee sensor by the names of its software, with the values that its driver
 * allows and those to begin with. More than a controller steers: {@code bias_diff} is the reference
 * that both thresholds are measured from, and {@code bias_hpf} leaves out slow events.
 *
 * <p>Source: OpenEB, hal_psee_plugins, devices. Values of the IMX636 are offsets from the
 * factory's; those of the Gen3.1 are mV; the others are registers.
 *
 * @param sensor its name on the command line
 * @param unit of the values
 * @param allowed by the driver
 * @param start to begin with
 */
public record VendorBiases(
    String sensor, String unit, Map<String, Limits> allowed, Map<String, Integer> start) {
  private static final List<VendorBiases> KNOWN =
      List.of(
          of(
              "imx636",
              "offset from the factory's",
              "bias_fo -150..200 0",
              "bias_hpf 0..255 0",
              "bias_diff_on -150..200 0",
              "bias_diff -150..200 0",
              "bias_diff_off -150..200 0",
              "bias_refr -50..255 0"),
          of(
              "gen41",
              "register",
              "bias_fo 45..110 74",
              "bias_hpf 0..120 0",
              "bias_diff_on 0..140 115",
              "bias_diff 52..100 80",
              "bias_diff_off 25..255 52",
              "bias_refr 20..100 68"),
          of(
              "genx320",
              "register",
              "bias_fo 0..127 34",
              "bias_hpf 0..127 40",
              "bias_diff_on 0..127 25",
              "bias_diff 0..127 51",
              "bias_diff_off 0..127 28",
              "bias_refr 0..127 10"),
          of(
              "gen31",
              "mV",
              "bias_fo 0..1800 1477",
              "bias_hpf 0..1800 1499",
              "bias_diff_on 0..1800 384",
              "bias_diff 0..1800 299",
              "bias_diff_off 0..1800 221",
              "bias_refr 0..1800 1500",
              "bias_pr 0..1800 1250"));

  private static VendorBiases of(String sensor, String unit, String... lines) {
    Map<String, Limits> allowed = new TreeMap<>();
    Map<String, Integer> start = new TreeMap<>();
    for (String line : lines) {
      String[] parts = line.split(" ", -1);
      allowed.put(parts[0], Limits.parse(parts[1]));
      start.put(parts[0], Integer.parseInt(parts[2]));
    }
    return new VendorBiases(sensor, unit, allowed, start);
  }

  /** Names of the sensors. */
  public static List<String> sensors() {
    return KNOWN.stream().map(VendorBiases::sensor).toList();
  }

  /**
   * The biases of a sensor.
   *
   * @throws IllegalArgumentException which names the sensors there are
   */
  public static VendorBiases named(String name) {
    String wanted = name.toLowerCase(Locale.ROOT);
    return KNOWN.stream()
        .filter(b -> b.sensor.equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "No bias names are known of a sensor '"
                        + name
                        + "'; they are of "
                        + String.join(", ", sensors())
                        + "."));
  }

  /**
   * Refuses what the driver would refuse: a name the sensor lacks, a value outside its range, or
   * thresholds too near to their reference (Gen3.1: 75 mV and 65 mV, or 95 and 85 where bias_fo is
   * below 1350, and bias_refr from 1350 on where bias_fo is below 1400; Gen4.1: 15).
   *
   * @param values some of the biases; the others are those to begin with
   * @throws IllegalArgumentException which names the bias, its value and what is allowed
   */
  public void check(Map<String, Integer> values) {
    values.forEach(this::check);
    Map<String, Integer> all = new TreeMap<>(start);
    all.putAll(values);
    int diff = all.get("bias_diff");
    if (sensor.equals("gen31")) {
      boolean low = all.get("bias_fo") < 1350;
      atLeast(all, "bias_diff_on", diff + (low ? 95 : 75));
      atMost(all, "bias_diff_off", diff - (low ? 85 : 65));
      if (all.get("bias_fo") < 1400) {
        atLeast(all, "bias_refr", 1350);
      }
    } else if (sensor.equals("gen41")) {
      atLeast(all, "bias_diff_on", diff + 15);
      atMost(all, "bias_diff_off", diff - 15);
    }
  }

  private void check(String name, int value) {
    Limits range = allowed.get(name);
    if (range == null) {
      throw new IllegalArgumentException(
          "A "
              + sensor
              + " has no "
              + name
              + "; it has "
              + String.join(", ", allowed.keySet())
              + ".");
    }
    if (value < range.min() || value > range.max()) {
      throw new IllegalArgumentException(
          name + " is " + value + ", and a " + sensor + " allows " + range + ".");
    }
  }

  private static void atLeast(Map<String, Integer> all, String name, int least) {
    if (all.get(name) < least) {
      throw new IllegalArgumentException(
          name
              + " is "
              + all.get(name)
              + "; beside the other biases it is at least "
              + least
              + ".");
    }
  }

  private static void atMost(Map<String, Integer> all, String name, int most) {
    if (all.get(name) > most) {
      throw new IllegalArgumentException(
          name + " is " + all.get(name) + "; beside the other biases it is at most " + most + ".");
    }
  }
}
