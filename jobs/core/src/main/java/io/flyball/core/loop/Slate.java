package io.flyball.core.loop;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What was shown together, in whatever order it came. An item that stands twice counts at its best
 * rank; two copies of one item, one human and one generated, share its id and differ in source.
 *
 * @param time of the newest exposure, epoch ms
 * @param places one for each exposure; ranks above {@value #LAST_RANK} take no part
 */
public record Slate(long time, List<Place> places) {
  /** The last rank that is looked at: a slate costs its square. */
  public static final int LAST_RANK = 256;

  /**
   * One exposure.
   *
   * @param rank from 1
   * @param categories joined as {@link PaneAccumulator} wants them; empty for none
   */
  public record Place(long item, Source source, int rank, String categories) {}

  /**
   * The ranks of two copies of one item.
   *
   * @param generated rank of the generated copy
   * @param human rank of the human copy
   */
  public record Copies(int generated, int human) {}

  /** The slate with one place more. */
  public Slate with(long placeTime, Place place) {
    List<Place> more = new ArrayList<>(places.size() + 1);
    more.addAll(places);
    more.add(place);
    return new Slate(Math.max(time, placeTime), more);
  }

  /** Every item that is shown in both copies. */
  public List<Copies> copies() {
    Map<Long, int[]> best = new TreeMap<>();
    for (Place place : places) {
      if (place.source() != Source.UNKNOWN) {
        int[] ranks = best.computeIfAbsent(place.item(), key -> new int[2]);
        int side = place.source() == Source.GENERATED ? 0 : 1;
        ranks[side] = ranks[side] == 0 ? place.rank() : Math.min(ranks[side], place.rank());
      }
    }
    return best.values().stream()
        .filter(ranks -> ranks[0] > 0 && ranks[1] > 0)
        .map(ranks -> new Copies(ranks[0], ranks[1]))
        .toList();
  }

  /** Number of different items. */
  public long items() {
    return places.stream().mapToLong(Place::item).distinct().count();
  }

  /**
   * Mean pairwise Jaccard distance of the categories of its places ({@link IntraListDiversity}), as
   * {@link SlateWindow} has it: an item that stands twice is shown twice, one without category does
   * not count. NaN below two.
   */
  public double diversity() {
    String separator = String.valueOf(PaneAccumulator.SEPARATOR);
    List<Set<String>> sets =
        places.stream()
            .map(Place::categories)
            .filter(joined -> !joined.isEmpty())
            // One order of summation, whatever came first.
            .sorted()
            .map(joined -> Set.copyOf(Arrays.asList(joined.split(separator, -1))))
            .toList();
    return IntraListDiversity.of(sets, IntraListDiversity::jaccardDistance);
  }
}
