package io.flyball.core.places;

/**
 * A place of a reference map.
 *
 * @param map name of the map
 * @param number of the place along the route
 * @param version the highest of one map and number counts
 * @param offset where its record stands in its topic: of equal versions the later one counts
 * @param x where it is, m
 * @param y where it is, m
 * @param descriptor empty for a place that is no longer part of the map
 */
@SuppressWarnings("ArrayRecordComponent") // data of one drive; never compared
public record PlaceReference(
    String map, int number, long version, long offset, double x, double y, float[] descriptor) {
  /** Most numbers of a descriptor: 64 kB. */
  public static final int MOST_NUMBERS = 16_384;

  /** Names the place: its map and its number there. */
  public String key() {
    return map + '/' + number;
  }

  /** Whether it replaces another record of the same place. */
  public boolean replaces(PlaceReference other) {
    return other == null
        || version > other.version
        || (version == other.version && offset >= other.offset);
  }
}
