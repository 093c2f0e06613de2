package io.flyball.core.control;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * The codes in force, in the units of the sensor's profile.
 *
 * @param refractory larger = shorter blind time = more events
 * @param photoreceptor larger = more bandwidth
 * @param follower larger = more bandwidth
 * @param on larger = higher ON threshold = fewer events
 * @param off larger = lower OFF threshold = more events
 */
public record BiasCodes(int refractory, int photoreceptor, int follower, int on, int off) {

  public int get(Bias bias) {
    return switch (bias) {
      case REFRACTORY -> refractory;
      case PHOTORECEPTOR -> photoreceptor;
      case FOLLOWER -> follower;
      case ON -> on;
      case OFF -> off;
    };
  }

  /** The codes of some biases by their names. */
  public Map<String, Integer> named(Collection<Bias> biases) {
    Map<String, Integer> named = new TreeMap<>();
    for (Bias bias : biases) {
      named.put(bias.name(), get(bias));
    }
    return named;
  }

  public BiasCodes with(Bias bias, int code) {
    return switch (bias) {
      case REFRACTORY -> new BiasCodes(code, photoreceptor, follower, on, off);
      case PHOTORECEPTOR -> new BiasCodes(refractory, code, follower, on, off);
      case FOLLOWER -> new BiasCodes(refractory, photoreceptor, code, on, off);
      case ON -> new BiasCodes(refractory, photoreceptor, follower, code, off);
      case OFF -> new BiasCodes(refractory, photoreceptor, follower, on, code);
    };
  }
}
