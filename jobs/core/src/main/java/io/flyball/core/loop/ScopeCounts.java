package io.flyball.core.loop;

import java.util.function.ToDoubleFunction;

/**
 * Item counts of one scope that stay bounded: exact up to a number of distinct items, a million by
 * default, and sketches from then on, whose error comes with every estimate.
 *
 * <p>A retraction that comes after the change to sketches cannot be honoured; it is counted. Cost:
 * O(1) amortised per event; about 34 MB for a million exact items, a few MB as sketches.
 */
public final class ScopeCounts {
  public static final int EXACT_ITEMS = 1_000_000;

  private final int exactItems;
  private ItemCounts exact = new ItemCounts();
  private SketchedCounts sketched;
  private long lostRetractions;

  public ScopeCounts() {
    this(EXACT_ITEMS);
  }

  /**
   * Counts that are exact up to a number of items.
   *
   * @param exactItems distinct items, >= 1
   */
  public ScopeCounts(int exactItems) {
    if (exactItems < 1) {
      throw new IllegalArgumentException("exactItems must be >= 1, was " + exactItems);
    }
    this.exactItems = exactItems;
  }

  public void add(long item) {
    if (isExact()) {
      exact.add(item);
      changeOverWhenFull();
    } else {
      sketched.add(item, 1);
    }
  }

  /** Takes an occurrence back; returns whether that was possible. */
  public boolean retract(long item) {
    if (isExact()) {
      exact.retract(item);
      return true;
    }
    lostRetractions++;
    return false;
  }

  /** Adds all occurrences of another. */
  public void merge(ScopeCounts other) {
    lostRetractions += other.lostRetractions;
    if (isExact() && other.isExact()) {
      exact.merge(other.exact);
      changeOverWhenFull();
      return;
    }
    if (isExact()) {
      changeOver();
    }
    if (other.isExact()) {
      other.exact.forEach(sketched::add);
    } else {
      sketched.merge(other.sketched);
    }
  }

  /** A metric of the distribution, with its standard error. */
  public Estimate estimate(ToDoubleFunction<Spectrum> metric) {
    return isExact()
        ? Estimate.exact(metric.applyAsDouble(exact.spectrum()))
        : sketched.estimate(metric);
  }

  public boolean isExact() {
    return sketched == null;
  }

  /** Number of occurrences; exact in either form but for lost retractions. */
  public long total() {
    return isExact() ? exact.total() : sketched.total();
  }

  /** Retractions that came too late to be honoured. */
  public long lostRetractions() {
    return lostRetractions;
  }

  private void changeOverWhenFull() {
    if (exact.distinct() > exactItems) {
      changeOver();
    }
  }

  private void changeOver() {
    SketchedCounts sketches = new SketchedCounts();
    exact.forEach(sketches::add);
    sketched = sketches;
    exact = null;
  }
}
