package io.flyball.jobs.runtime;

import io.flyball.connectors.codec.PlausibleTimes;
import io.flyball.jobs.runtime.config.ConfigException;
import io.flyball.jobs.runtime.config.Key;
import java.io.Serializable;
import java.time.Duration;

/** Keys of every job that reads records: what a record may be. They stand in the job's section. */
public record RecordLimits(
    @Key(
            value = "1048576",
            min = "1",
            unit = "bytes",
            meaning = "A longer value is a dead letter (TOO_LARGE).")
        int maxRecordBytes,
    @Key(
            value = PlausibleTimes.YEARS,
            meaning =
                "Years in which the times of records lie; one outside of them is a dead letter"
                    + " (IMPLAUSIBLE_TIME).")
        String plausibleYears,
    @Key(
            value = "10 min",
            meaning =
                "A record further ahead of its arrival is a dead letter (FUTURE_TIME) and does not"
                    + " move event time.")
        Duration maxAhead)
    implements Serializable {

  public RecordLimits {
    try {
      times(plausibleYears, "");
    } catch (IllegalArgumentException e) {
      throw new ConfigException("plausible-years", plausibleYears, e.getMessage());
    }
  }

  /**
   * The times that records may have.
   *
   * @param section that the keys stand in, for messages
   */
  public PlausibleTimes times(String section) {
    return times(plausibleYears, section);
  }

  private static PlausibleTimes times(String years, String section) {
    return new PlausibleTimes(years, section + ".plausible-years");
  }
}
