package io.flyball.cli.camera;

import io.flyball.cli.option.JsonOutput;
import io.flyball.core.control.Bias;
import io.flyball.core.control.SensorProfile;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code camera sensors}: the sensor profiles. */
@Command(
    name = "sensors",
    description = {
      "The sensor profiles: pixels, band of the event rate, and of each bias its register,",
      "the code to begin with, the codes it may take and those that the register holds.",
      "A sensor without a profile of its own is generic: measured, not controlled.",
      "--profile checks the file of an own sensor and prints that one."
    })
final class SensorsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private OwnSensor own;

  @Option(names = "--json", description = "One JSON object to a line.")
  private boolean json;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Map<String, SensorProfile> sensors = new LinkedHashMap<>();
    own.profile().ifPresent(sensor -> sensors.put(OwnSensor.id(sensor), sensor));
    if (sensors.isEmpty()) {
      SensorProfile.NAMES.forEach(name -> sensors.put(name, SensorProfile.named(name)));
    }
    for (Map.Entry<String, SensorProfile> each : sensors.entrySet()) {
      String name = each.getKey();
      SensorProfile sensor = each.getValue();
      if (json) {
        JsonOutput.print(out, asMap(name, sensor));
      } else {
        print(out, name, sensor);
      }
    }
    out.flush();
    return 0;
  }

  private static String pixels(String name, SensorProfile sensor) {
    return name.equals(SensorProfile.GENERIC) ? "any" : sensor.geometry().toString();
  }

  private static void print(PrintWriter out, String name, SensorProfile sensor) {
    out.printf(
        Locale.ROOT,
        "%-16s%-10s%-10s%,11.0f to %,11.0f events/s%n",
        name,
        sensor.maker(),
        pixels(name, sensor),
        sensor.law().rateLow(),
        sensor.law().rateHigh());
    for (Bias bias : sensor.biases()) {
      out.printf(
          Locale.ROOT,
          "    %-14s%-15s%5d   %-10s of %s%n",
          bias,
          sensor.registers().get(bias),
          sensor.start().get(bias),
          sensor.limits().get(bias),
          sensor.hardware().get(bias));
    }
  }

  private static Map<String, Object> asMap(String name, SensorProfile sensor) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("sensor", name);
    map.put("maker", sensor.maker());
    map.put("pixels", pixels(name, sensor));
    map.put("rate_low", sensor.law().rateLow());
    map.put("rate_high", sensor.law().rateHigh());
    Map<String, Object> biases = new LinkedHashMap<>();
    for (Bias bias : sensor.biases()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("register", sensor.registers().get(bias));
      row.put("start", sensor.start().get(bias));
      row.put("limits", sensor.limits().get(bias).toString());
      row.put("hardware", sensor.hardware().get(bias).toString());
      biases.put(bias.name(), row);
    }
    map.put("biases", biases);
    return map;
  }
}
