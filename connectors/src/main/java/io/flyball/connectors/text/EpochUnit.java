package io.flyball.connectors.text;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;

/**
 * Units of numeric times. Within the years 1990 to 2100 their ranges do not overlap, so that the
 * magnitude of a number tells its unit: s 631152000..4102444800, ms, us and ns the same times 10^3,
 * 10^6 and 10^9.
 */
public enum EpochUnit {
  S(1000, 1),
  MS(1, 1),
  US(1, 1000),
  NS(1, 1_000_000);

  private static final BigDecimal FROM = BigDecimal.valueOf(631_152_000_000L);
  private static final BigDecimal UNTIL = BigDecimal.valueOf(4_102_444_800_000L);

  private final long millis;
  private final long perMilli;

  EpochUnit(long millis, long perMilli) {
    this.millis = millis;
    this.perMilli = perMilli;
  }

  /** The time as milliseconds since 1970, cut towards the past. */
  BigDecimal millis(BigDecimal number) {
    return number
        .multiply(BigDecimal.valueOf(millis))
        .divide(BigDecimal.valueOf(perMilli), 0, RoundingMode.FLOOR);
  }

  /** The same of a whole number of at most 15 digits. */
  long millis(long number) {
    return millis > 1 ? number * millis : Math.floorDiv(number, perMilli);
  }

  /** Whether a time lies in 1990 to 2100. */
  static boolean isPlausible(long epochMillis) {
    return epochMillis >= 631_152_000_000L && epochMillis < 4_102_444_800_000L;
  }

  /** Whether a number in this unit lies in 1990 to 2100. */
  boolean isPlausible(BigDecimal number) {
    BigDecimal time = millis(number);
    return time.compareTo(FROM) >= 0 && time.compareTo(UNTIL) < 0;
  }

  /** The unit in which a number lies in 1990 to 2100. */
  static Optional<EpochUnit> of(BigDecimal number) {
    for (EpochUnit unit : values()) {
      if (unit.isPlausible(number)) {
        return Optional.of(unit);
      }
    }
    return Optional.empty();
  }

  /** The unit of a name: s, ms, us or ns. */
  public static EpochUnit parse(String name) {
    for (EpochUnit unit : values()) {
      if (unit.symbol().equals(name)) {
        return unit;
      }
    }
    throw new IllegalArgumentException("a unit of time is s, ms, us or ns, not '" + name + "'");
  }

  /** s, ms, us or ns. */
  public String symbol() {
    return name().toLowerCase(Locale.ROOT);
  }
}
