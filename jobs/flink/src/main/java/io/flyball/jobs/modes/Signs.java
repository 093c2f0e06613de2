package io.flyball.jobs.modes;

import io.flyball.core.modes.ResponseFit;
import io.flyball.core.modes.TippingMonitor;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * Signs of a tipping point.
 *
 * @param mode whose shares they are of; -1 for pairs of drive and response
 * @param area between the branches; null until a bin has both
 * @param gain null while the drive rests
 * @param loopGain steepness times feedback of the fitted curve; null where none fits
 */
public record Signs(
    int mode,
    long pairs,
    Double area,
    Double gain,
    double variance,
    Double autocorrelation,
    Double loopGain) {
  /** What no reader of records accepts is not told. */
  private static final double LARGEST = 1e12;

  static Signs of(int mode, TippingMonitor monitor) {
    Optional<ResponseFit> fit = monitor.fit();
    return new Signs(
        mode,
        monitor.seen(),
        told(monitor.hysteresisArea()),
        told(monitor.gain()),
        Math.min(LARGEST, monitor.variance()),
        told(monitor.autocorrelation()),
        fit.isPresent()
            ? told(OptionalDouble.of(fit.get().steepness() * fit.get().feedback()))
            : null);
  }

  private static Double told(OptionalDouble value) {
    return value.isPresent() && Math.abs(value.getAsDouble()) <= LARGEST
        ? value.getAsDouble()
        : null;
  }

  Map<String, Double> values() {
    Map<String, Double> values = new TreeMap<>();
    values.put("pairs", (double) pairs);
    values.put("variance", variance);
    put(values, "area", area);
    put(values, "gain", gain);
    put(values, "autocorrelation", autocorrelation);
    put(values, "loopGain", loopGain);
    return values;
  }

  private static void put(Map<String, Double> values, String name, Double value) {
    if (value != null) {
      values.put(name, value);
    }
  }
}
