package io.flyball.core.loop;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.apache.datasketches.frequencies.ErrorType;
import org.apache.datasketches.frequencies.LongsSketch;
import org.apache.datasketches.hash.MurmurHash3;
import org.apache.datasketches.tuple.arrayofdoubles.ArrayOfDoublesSetOperationBuilder;
import org.apache.datasketches.tuple.arrayofdoubles.ArrayOfDoublesSketch;
import org.apache.datasketches.tuple.arrayofdoubles.ArrayOfDoublesSketchIterator;
import org.apache.datasketches.tuple.arrayofdoubles.ArrayOfDoublesUnion;
import org.apache.datasketches.tuple.arrayofdoubles.ArrayOfDoublesUpdatableSketch;
import org.apache.datasketches.tuple.arrayofdoubles.ArrayOfDoublesUpdatableSketchBuilder;

/**
 * Item counts of any number of items in a few megabytes: a sample of items by hash with their exact
 * counts (a tuple sketch of Apache DataSketches, 65,536 entries), and the frequent items by a
 * Misra-Gries sketch (16,384 entries). A sampled item stands for 1/theta rare ones, a frequent item
 * for itself.
 *
 * <p>Every metric of a {@link Spectrum} can be estimated; the standard error is a delete-a-group
 * jackknife over 20 groups of the sample and does not cover the bounded error of the frequent
 * items' counts, less than 1/4,600 of all events. Takes additions and merges, not retractions.
 * Cost: O(1) amortised per event, O(sample log sample) per metric.
 */
final class SketchedCounts {
  private static final int SAMPLE = 1 << 16;
  private static final int FREQUENT = 1 << 14;
  private static final int GROUPS = 20;
  private static final long HASH_SEED = 9001;

  /** A sampled item: its count, for how many it stands, its jackknife group or -1. */
  private record Member(double count, double standsFor, int group) {}

  private final ArrayOfDoublesUpdatableSketch own =
      new ArrayOfDoublesUpdatableSketchBuilder()
          .setNominalEntries(SAMPLE)
          .setNumberOfValues(1)
          .setSeed(HASH_SEED)
          .build();
  private final ArrayOfDoublesUnion merged = newUnion();
  private final LongsSketch frequent = new LongsSketch(FREQUENT);
  private final double[] delta = new double[1];

  void add(long item, long occurrences) {
    delta[0] = (double) occurrences;
    own.update(item, delta);
    frequent.update(item, occurrences);
  }

  void merge(SketchedCounts other) {
    merged.union(other.sample());
    frequent.merge(other.frequent);
  }

  long total() {
    return frequent.getStreamLength();
  }

  Estimate estimate(ToDoubleFunction<Spectrum> metric) {
    ArrayOfDoublesSketch sample = sample();
    List<Member> members = members(sample);
    double value = metric.applyAsDouble(spectrum(members, -1));
    if (!sample.isEstimationMode()) {
      return Estimate.exact(value);
    }
    double[] without = new double[GROUPS];
    double mean = 0;
    for (int g = 0; g < GROUPS; g++) {
      without[g] = metric.applyAsDouble(spectrum(members, g));
      mean += without[g] / GROUPS;
    }
    double squares = 0;
    for (double one : without) {
      squares += (one - mean) * (one - mean);
    }
    double finite = 1 - sample.getTheta();
    return new Estimate(value, Math.sqrt(finite * squares * (GROUPS - 1) / GROUPS));
  }

  private ArrayOfDoublesSketch sample() {
    ArrayOfDoublesUnion all = newUnion();
    all.union(merged.getResult());
    all.union(own);
    return all.getResult();
  }

  private List<Member> members(ArrayOfDoublesSketch sample) {
    List<Member> members = new ArrayList<>();
    Set<Long> frequentHashes = new HashSet<>();
    if (sample.isEstimationMode()) {
      for (LongsSketch.Row row : frequent.getFrequentItems(ErrorType.NO_FALSE_POSITIVES)) {
        frequentHashes.add(MurmurHash3.hash(row.getItem(), HASH_SEED)[0] >>> 1);
        members.add(new Member((row.getLowerBound() + row.getUpperBound()) / 2.0, 1, -1));
      }
    }
    double standsFor = 1 / sample.getTheta();
    ArrayOfDoublesSketchIterator entries = sample.iterator();
    while (entries.next()) {
      if (!frequentHashes.contains(entries.getKey())) {
        int group = (int) (entries.getKey() % GROUPS);
        members.add(new Member(entries.getValues()[0], standsFor, group));
      }
    }
    members.sort(Comparator.comparingDouble(Member::count));
    return members;
  }

  /** The spectrum of all members but those of one group, whose part the other groups take. */
  private static Spectrum spectrum(List<Member> members, int left) {
    double scale = left < 0 ? 1 : GROUPS / (GROUPS - 1.0);
    List<Member> kept = members.stream().filter(m -> left < 0 || m.group() != left).toList();
    return Spectrum.ofSample(
        kept.stream().mapToDouble(Member::count).toArray(),
        kept.stream().mapToDouble(m -> m.group() < 0 ? 1 : m.standsFor() * scale).toArray());
  }

  private static ArrayOfDoublesUnion newUnion() {
    return new ArrayOfDoublesSetOperationBuilder()
        .setNominalEntries(SAMPLE)
        .setNumberOfValues(1)
        .setSeed(HASH_SEED)
        .buildUnion();
  }
}
