package io.flyball.core.places.sim;

import io.flyball.core.control.ControlMode;
import io.flyball.core.places.PlaceScores;
import io.flyball.core.places.SequenceMatcher;
import io.flyball.core.places.Traverse;
import java.util.EnumMap;
import java.util.Map;

/**
 * One seed of the comparison of bias controllers by the places that are recognised, in simulation:
 * a reference drive in bright light, and a query drive in each light, all under one controller.
 *
 * @param scores of the query in each light
 * @param rates mean event rate of the query in each light, events/s
 * @param inBand share of the query's windows inside the band, in each light
 */
public record PlaceTrial(
    Map<Light, PlaceScores> scores, Map<Light, Double> rates, Map<Light, Double> inBand) {
  /** Two places are one within so much of the route. */
  public static final double TOLERANCE_SHARE = 0.05;

  /**
   * Runs it.
   *
   * @param metres length of the route
   * @param sequence how sequences are matched, or null for single frames
   */
  public static PlaceTrial run(
      ControlMode mode, double metres, long seed, SequenceMatcher sequence) {
    Corridor corridor = Corridor.of(seed, metres);
    Traverse reference =
        Drive.run(corridor, metres, Light.BRIGHT, mode, false, seed, 1000 * seed).traverse();
    Map<Light, PlaceScores> scores = new EnumMap<>(Light.class);
    Map<Light, Double> rates = new EnumMap<>(Light.class);
    Map<Light, Double> inBand = new EnumMap<>(Light.class);
    long noise = 1000 * seed;
    for (Light light : Light.values()) {
      noise++;
      Drive.Result query = Drive.run(corridor, metres, light, mode, true, seed, noise);
      scores.put(
          light, Traverse.scores(reference, query.traverse(), TOLERANCE_SHARE * metres, sequence));
      rates.put(light, query.rate());
      inBand.put(light, query.inBand());
    }
    return new PlaceTrial(scores, rates, inBand);
  }
}
