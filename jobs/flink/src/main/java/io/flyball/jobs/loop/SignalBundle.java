package io.flyball.jobs.loop;

/**
 * Events of one scope on their way to its detectors, as columns, because a column costs a fraction
 * of as many records.
 *
 * @param kinds see {@link BundleSignals}
 * @param times event times, epoch ms
 * @param ids what breaks ties of event time
 * @param users 0 when nobody is named
 * @param items what was shown or taken; of an outcome the bits of its immediate value
 * @param topics hash of the categories, 0 when unknown; of an outcome the bits of its hindsight
 */
@SuppressWarnings("ArrayRecordComponent")
public record SignalBundle(
    String scope,
    byte[] kinds,
    long[] times,
    long[] ids,
    long[] users,
    long[] items,
    long[] topics) {

  long earliest() {
    long earliest = Long.MAX_VALUE;
    for (long time : times) {
      earliest = Math.min(earliest, time);
    }
    return earliest;
  }

  long latest() {
    long latest = Long.MIN_VALUE;
    for (long time : times) {
      latest = Math.max(latest, time);
    }
    return latest;
  }
}
