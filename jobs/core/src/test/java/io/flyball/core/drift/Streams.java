package io.flyball.core.drift;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

/** The fixed streams and seeded coin tosses that the tests run detectors on. */
final class Streams {
  private Streams() {}

  static double[] named(String name) {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Streams.class.getResourceAsStream(name + ".csv.gz")),
                StandardCharsets.US_ASCII))) {
      return in.lines().mapToDouble(Double::parseDouble).toArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static double[] coin(long seed, int n, double p) {
    Random random = new Random(seed);
    return IntStream.range(0, n).mapToDouble(i -> random.nextDouble() < p ? 1 : 0).toArray();
  }

  static double[] change(long seed, int before, double p, int after, double q) {
    Random random = new Random(seed);
    return IntStream.range(0, before + after)
        .mapToDouble(i -> random.nextDouble() < (i < before ? p : q) ? 1 : 0)
        .toArray();
  }

  static List<Alarm> alarms(Detector detector, double... values) {
    List<Alarm> alarms = new ArrayList<>();
    for (double value : values) {
      detector.update(value).ifPresent(alarms::add);
    }
    return alarms;
  }

  static List<Alarm> alarms(String spec, double... values) {
    return alarms(DetectorSpec.parse(spec).create(), values);
  }
}
