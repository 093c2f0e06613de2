package io.flyball.tools.loop;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The length of tumbling windows, such as {@code 1d}, {@code 12h} or {@code 1w}. Windows are
 * multiples since 1970-01-01T00:00Z; those of whole weeks since Monday, 1970-01-05.
 *
 * @param millis length in milliseconds, positive
 */
public record WindowLength(long millis) {
  private static final Pattern FORM = Pattern.compile("(\\d{1,9})(s|min|h|d|w)");
  private static final long WEEK = Duration.ofDays(7).toMillis();
  private static final long FIRST_MONDAY = Duration.ofDays(4).toMillis();

  public static WindowLength parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches() || Long.parseLong(form.group(1)) == 0) {
      throw new IllegalArgumentException(
          "a window is a positive whole number and s, min, h, d or w, such as 1d, not '"
              + text
              + "'");
    }
    Duration unit =
        switch (form.group(2)) {
          case "s" -> Duration.ofSeconds(1);
          case "min" -> Duration.ofMinutes(1);
          case "h" -> Duration.ofHours(1);
          case "d" -> Duration.ofDays(1);
          default -> Duration.ofDays(7);
        };
    return new WindowLength(unit.multipliedBy(Long.parseLong(form.group(1))).toMillis());
  }

  /** Number of the window that holds a time. */
  public long index(long time) {
    return Math.floorDiv(time - offset(), millis);
  }

  /** When the window begins, epoch ms. */
  public long start(long index) {
    return index * millis + offset();
  }

  private long offset() {
    return millis % WEEK == 0 ? FIRST_MONDAY : 0;
  }
}
