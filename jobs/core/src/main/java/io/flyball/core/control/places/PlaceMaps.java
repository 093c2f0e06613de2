package io.flyball.core.control.places;

import io.flyball.core.places.ReferenceMap;

/** The reference maps that are known. */
public interface PlaceMaps {
  /** No map. */
  PlaceMaps NONE = (map, length) -> ReferenceMap.EMPTY;

  /**
   * The places of a map.
   *
   * @param length of the descriptors that they are compared with
   */
  ReferenceMap of(String map, int length);
}
