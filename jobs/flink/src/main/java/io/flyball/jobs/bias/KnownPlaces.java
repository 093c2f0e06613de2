package io.flyball.jobs.bias;

import io.flyball.core.control.places.PlaceMaps;
import io.flyball.core.places.PlaceReference;
import io.flyball.core.places.ReferenceMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/** The reference maps that were broadcast, built anew after a change when they are next used. */
final class KnownPlaces implements PlaceMaps {
  static final MapStateDescriptor<String, PlaceReference> REFERENCES =
      new MapStateDescriptor<>(
          "references", Types.STRING, TypeInformation.of(PlaceReference.class));

  /** What a map is asked for by. */
  private record Part(String map, int length) {}

  private final Map<Part, ReferenceMap> built = new HashMap<>();
  private Map<String, List<PlaceReference>> byMap = new HashMap<>();
  private boolean changed = true;

  /**
   * Takes a reference, unless a newer one of its place is known: in whatever order records come,
   * the same ones count.
   */
  void take(PlaceReference reference, BroadcastState<String, PlaceReference> state)
      throws Exception {
    if (reference.replaces(state.get(reference.key()))) {
      state.put(reference.key(), reference);
      changed = true;
    }
  }

  /** Reads the state where it has changed. */
  PlaceMaps of(ReadOnlyBroadcastState<String, PlaceReference> state) throws Exception {
    if (changed) {
      changed = false;
      built.clear();
      byMap = new HashMap<>();
      for (Map.Entry<String, PlaceReference> entry : state.immutableEntries()) {
        byMap
            .computeIfAbsent(entry.getValue().map(), name -> new ArrayList<>())
            .add(entry.getValue());
      }
    }
    return this;
  }

  @Override
  public ReferenceMap of(String map, int length) {
    return built.computeIfAbsent(
        new Part(map, length),
        part -> ReferenceMap.of(byMap.getOrDefault(part.map(), List.of()), part.length()));
  }
}
