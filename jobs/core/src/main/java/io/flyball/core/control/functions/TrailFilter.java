package io.flyball.core.control.functions;

/**
 * What an event trail filter lets through of a burst: events of one pixel and polarity that follow
 * each other within its threshold. The names are those of Prophesee's software.
 */
public enum TrailFilter {
  /** The first event. */
  TRAIL,
  /** The second event alone. */
  STC_CUT_TRAIL,
  /** All but the first. */
  STC_KEEP_TRAIL
}
