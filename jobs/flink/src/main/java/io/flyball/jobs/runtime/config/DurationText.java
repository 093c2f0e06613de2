package io.flyball.jobs.runtime.config;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 5 min}, {@code 500 ms}, {@code 14 d}, or ISO-8601. */
public final class DurationText {

  private static final Pattern COUNT_AND_UNIT =
      Pattern.compile("(-?\\d{1,19})\\s*(d|h|min|s|ms)", Pattern.CASE_INSENSITIVE);
  private static final Map<String, Duration> UNITS = units();

  private DurationText() {}

  /**
   * Reads a duration.
   *
   * @throws IllegalArgumentException when the text is no duration or does not fit in milliseconds
   */
  public static Duration parse(String text) {
    Matcher matcher = COUNT_AND_UNIT.matcher(text.strip());
    try {
      Duration duration =
          matcher.matches()
              ? UNITS
                  .get(matcher.group(2).toLowerCase(Locale.ROOT))
                  .multipliedBy(Long.parseLong(matcher.group(1)))
              : Duration.parse(text.strip());
      return Duration.ofMillis(duration.toMillis()).equals(duration)
          ? duration
          : refuse(text, "finer than a millisecond");
    } catch (DateTimeException e) {
      return refuse(text, "not a duration");
    } catch (ArithmeticException e) {
      return refuse(text, "too long");
    }
  }

  /** The shortest text that {@link #parse} reads back as the same duration. */
  public static String format(Duration duration) {
    if (duration.isZero()) {
      return "0 s";
    }
    long millis = duration.toMillis();
    for (Map.Entry<String, Duration> unit : UNITS.entrySet()) {
      if (millis % unit.getValue().toMillis() == 0) {
        return millis / unit.getValue().toMillis() + " " + unit.getKey();
      }
    }
    throw new AssertionError("every count of milliseconds is a multiple of one");
  }

  private static Duration refuse(String text, String why) {
    throw new IllegalArgumentException("\"" + text + "\" is " + why);
  }

  private static Map<String, Duration> units() {
    Map<String, Duration> units = new LinkedHashMap<>();
    units.put("d", Duration.ofDays(1));
    units.put("h", Duration.ofHours(1));
    units.put("min", Duration.ofMinutes(1));
    units.put("s", Duration.ofSeconds(1));
    units.put("ms", Duration.ofMillis(1));
    return units;
  }
}
