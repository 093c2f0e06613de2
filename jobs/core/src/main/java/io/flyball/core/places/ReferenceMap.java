package io.flyball.core.places;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** The places of a reference map whose descriptors have one length, by their numbers. */
public final class ReferenceMap {
  /** A map without places. */
  public static final ReferenceMap EMPTY = new ReferenceMap(List.of(), 0);

  private final PlaceMap map = new PlaceMap();
  private final int[] numbers;
  private final Positions positions;
  private final int others;
  private final long digest;

  private ReferenceMap(List<PlaceReference> places, int others) {
    this.others = others;
    places.forEach(place -> map.add(place.descriptor()));
    numbers = places.stream().mapToInt(PlaceReference::number).toArray();
    positions =
        new Positions(
            places.stream().mapToDouble(PlaceReference::x).toArray(),
            places.stream().mapToDouble(PlaceReference::y).toArray());
    long sum = 0;
    for (PlaceReference place : places) {
      sum = 31 * sum + place.number();
      sum = 31 * sum + Arrays.hashCode(place.descriptor());
    }
    digest = sum;
  }

  /**
   * The places that a descriptor of a length can be compared with.
   *
   * @param references of one map, each place once
   */
  public static ReferenceMap of(Collection<PlaceReference> references, int length) {
    List<PlaceReference> fitting =
        references.stream()
            .filter(place -> place.descriptor().length == length)
            .sorted(Comparator.comparingInt(PlaceReference::number))
            .toList();
    long present = references.stream().filter(place -> place.descriptor().length > 0).count();
    return new ReferenceMap(fitting, Math.toIntExact(present - fitting.size()));
  }

  /** Distances of a query to each place. */
  public double[] distances(float[] query) {
    return map.distances(query);
  }

  public int size() {
    return numbers.length;
  }

  /** Number of a place along the route. */
  public int number(int place) {
    return numbers[place];
  }

  public Positions positions() {
    return positions;
  }

  /** How many places of the map have descriptors of another length. */
  public int others() {
    return others;
  }

  /** A number that maps of different places hardly share. */
  public long digest() {
    return digest;
  }
}
