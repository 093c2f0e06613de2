package io.flyball.jobs.loop;

/**
 * One metric of one window of one scope.
 *
 * @param id derived from scope, metric, window and revision
 * @param windowEnd exclusive, epoch ms
 * @param value NaN where it is undefined
 * @param standardError 0 when the value is exact
 * @param events what the window counted
 * @param revision 0, then one more for each correction
 * @param retracts id of the row that this one replaces, or null
 * @param complete false while the window is open
 */
public record MetricRow(
    String id,
    String scope,
    String metric,
    long windowStart,
    long windowEnd,
    double value,
    double standardError,
    long events,
    int revision,
    String retracts,
    boolean complete) {

  static MetricRow of(
      String scope,
      String metric,
      long start,
      long end,
      double value,
      double standardError,
      long events,
      int revision) {
    String window = scope + "/" + metric + "/" + start + "/" + end + "/";
    return new MetricRow(
        window + revision,
        scope,
        metric,
        start,
        end,
        value,
        standardError,
        events,
        revision,
        revision == 0 ? null : window + (revision - 1),
        true);
  }

  /** The same of a window that is still open. */
  MetricRow early() {
    return new MetricRow(
        id + "/early",
        scope,
        metric,
        windowStart,
        windowEnd,
        value,
        standardError,
        events,
        revision,
        retracts,
        false);
  }
}
