package io.flyball.core.reward.group;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What was tried for one request and how it scored, handed to the next rewrite (the feedback memory
 * of RAPO++, arXiv 2510.20206). The best candidate is that of the lowest average rank over the
 * components, not of the highest mean. What is kept does not depend on the order of arrival.
 * Immutable. Cost: O(n^2 components) to rank n candidates.
 *
 * @param tried in order of time, then id
 * @param forgotten candidates that had no room
 */
public record FeedbackMemory(List<Tried> tried, long forgotten) {
  private static final Comparator<Tried> BY_TIME =
      Comparator.comparingLong(Tried::time).thenComparing(Tried::id);
  private static final Comparator<Tried> BY_SCORE =
      Comparator.comparingDouble(Tried::score).thenComparing(BY_TIME);

  /**
   * A candidate.
   *
   * @param id unique within the request
   * @param time event time, epoch ms
   * @param candidate what was tried; may be null
   * @param remark what was wrong with it; may be null
   * @param components at least one, by name
   */
  public record Tried(
      String id, long time, String candidate, String remark, Map<String, Double> components) {

    /** S(v) = (1/K) sum_k s_k. */
    public double score() {
      return Best.mean(components);
    }
  }

  /** Nothing was tried yet. */
  public static FeedbackMemory none() {
    return new FeedbackMemory(List.of(), 0);
  }

  /**
   * With one more candidate; the same memory when its id is known. Where there are more than {@code
   * most}, the one of the least score is forgotten, of equals the oldest.
   */
  public FeedbackMemory with(Tried one, int most) {
    if (tried.stream().anyMatch(known -> known.id().equals(one.id()))) {
      return this;
    }
    List<Tried> all = new ArrayList<>(tried);
    all.add(one);
    boolean full = all.size() > most;
    if (full) {
      all.remove(all.stream().min(BY_SCORE).orElseThrow());
    }
    all.sort(BY_TIME);
    return new FeedbackMemory(all, forgotten + (full ? 1 : 0));
  }

  /** Average rank of each candidate, 1 for the best. */
  public double[] ranks() {
    return Best.averageRanks(Best.table(tried.stream().map(Tried::components).toList()));
  }

  /** The candidate of the least average rank; there must be one. */
  public Tried best() {
    return tried.get(
        Best.byAverageRank(Best.table(tried.stream().map(Tried::components).toList())));
  }
}
