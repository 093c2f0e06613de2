package io.flyball.connectors.codec;

import io.flyball.core.record.Reason;
import io.flyball.core.record.Refusal;
import java.io.Serializable;
import java.time.Instant;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * The years in which the times of a job's records lie. A time outside of them is a wrong unit or a
 * broken clock: taken as it stands, it would move event time or open windows in 1970. A time of 0
 * means that the record does not state one. Serializable and safe for several threads. Cost: one
 * comparison a time field.
 */
public final class PlausibleTimes implements Serializable {
  /** The years unless others are configured. */
  public static final String YEARS = "1990..2100";

  private static final long serialVersionUID = 1;
  private static final Pattern FORM = Pattern.compile("(\\d{4})\\.\\.(\\d{4})");

  private final String years;
  private final String key;
  private final long from;
  private final long until;
  private transient Map<Schema, TimeFields> fields;

  /**
   * @param years first and last year, such as 1990..2100
   * @param key the configuration key that holds them, for messages
   * @throws IllegalArgumentException when that is no range of years
   */
  public PlausibleTimes(String years, String key) {
    Matcher form = FORM.matcher(years);
    if (!form.matches() || form.group(1).compareTo(form.group(2)) > 0) {
      throw new IllegalArgumentException("two years, such as " + YEARS);
    }
    this.years = years;
    this.key = key;
    this.from = start(Integer.parseInt(form.group(1)));
    this.until = start(Integer.parseInt(form.group(2)) + 1);
  }

  private static long start(int year) {
    return Year.of(year).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
  }

  /** What is wrong with the first time of a record, at any depth, that lies outside the years. */
  public Optional<Refusal> fault(SpecificRecord record) {
    if (fields == null) {
      fields = new ConcurrentHashMap<>();
    }
    try {
      fields.computeIfAbsent(record.getSchema(), TimeFields::of).each(record, this::require);
      return Optional.empty();
    } catch (RefusalException e) {
      return Optional.of(e.refusal());
    }
  }

  private void require(Instant time) throws RefusalException {
    // What no record may hold is the same fault for a record that was never decoded.
    long millis = TimeFields.require(time.toEpochMilli()).toEpochMilli();
    if (millis != 0 && !isPlausible(millis)) {
      throw RefusalException.of(
          Reason.IMPLAUSIBLE_TIME,
          "",
          String.format(
              Locale.ROOT,
              "the time %d ms is %s, outside of the years %s%s; %s allows others",
              millis,
              time,
              years,
              hint(millis),
              key));
    }
  }

  private boolean isPlausible(long millis) {
    return millis >= from && millis < until;
  }

  /** The unit in which the number would be a time of those years. */
  private String hint(long number) {
    if (number <= Long.MAX_VALUE / 1000 && isPlausible(number * 1000)) {
      return ": seconds, where milliseconds are expected?";
    }
    if (isPlausible(number / 1000)) {
      return ": microseconds, where milliseconds are expected?";
    }
    return isPlausible(number / 1_000_000) ? ": nanoseconds, where milliseconds are expected?" : "";
  }
}
