package io.flyball.connectors.camera;

import java.util.Locale;

/** The unit in which a table gives its times. */
public enum CsvUnit {
  NS(-3),
  US(0),
  MS(3),
  S(6);

  private final int exponent;

  CsvUnit(int exponent) {
    this.exponent = exponent;
  }

  /** The power of ten that turns a time in this unit into µs. */
  int exponent() {
    return exponent;
  }

  /** The unit of that name, or null when there is none. */
  static CsvUnit of(String name) {
    return switch (name) {
      case "ns", "nsec", "nanos", "nanoseconds" -> NS;
      case "us", "µs", "μs", "usec", "micros", "microseconds" -> US;
      case "ms", "msec", "millis", "milliseconds" -> MS;
      case "s", "sec", "secs", "seconds" -> S;
      default -> null;
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
