package io.flyball.connectors.codec;

import io.flyball.core.record.Reason;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;

/**
 * What a field may hold, by its kind: far beyond what streams of people and cameras bring, and low
 * enough that whatever a job makes of it can be kept, multiplied and published. {@link FieldLimits}
 * holds every record against them.
 */
public enum FieldLimit {
  /** Names and ids: of users, items, arms, decisions, surfaces. */
  NAME(10_000, "characters"),
  /** Names and ids in records that jobs write: they may be put together from several names. */
  DERIVED_NAME(40_000, "characters"),
  /** Lists of numbers, such as a context. */
  NUMBERS(100_000, "numbers"),
  /** Lists of texts or records, such as arms. */
  ITEMS(10_000, "items"),
  /** Maps. */
  ENTRIES(10_000, "entries"),
  /** Numbers: sums of their squares over any stream stay finite. */
  NUMBER(1e12, "in magnitude"),
  /** Probabilities and weights, which are divided by: 0, or from 1e-100 on. */
  DIVISOR(1e12, "in magnitude"),
  /** Microseconds of a device and counts of its packets: 285 years. */
  DEVICE_COUNT(1L << 53, "in magnitude"),
  /** What only the longest record limits: free text, bytes, symbols, other integers. */
  NONE(Double.POSITIVE_INFINITY, "");

  /** Below it the square of an inverse is near the end of a double's range. */
  public static final double SMALLEST_DIVISOR = 1e-100;

  private static final Set<String> FREE_TEXT = Set.of("text", "answer");
  private static final Set<String> DIVISORS =
      Set.of("propensity", "loggedPropensity", "importance", "weight");
  private static final Set<String> COUNTS = Set.of("sequence", "session", "endUs", "startUs");

  private final double most;
  private final String unit;

  FieldLimit(double most, String unit) {
    this.most = most;
    this.unit = unit;
  }

  /** The greatest length, count or magnitude. */
  public double most() {
    return most;
  }

  /** What {@link #most} counts. */
  public String unit() {
    return unit;
  }

  /**
   * The limit of a field, or of what a list or map of that name holds.
   *
   * @param derived whether a job puts names together in the record
   */
  static FieldLimit of(String field, Schema schema, boolean derived) {
    return switch (schema.getType()) {
      case STRING -> FREE_TEXT.contains(field) ? NONE : derived ? DERIVED_NAME : NAME;
      case ARRAY -> isReal(TimeFields.nonNull(schema.getElementType())) ? NUMBERS : ITEMS;
      case MAP -> ENTRIES;
      case FLOAT, DOUBLE -> DIVISORS.contains(field) ? DIVISOR : NUMBER;
      case LONG -> COUNTS.contains(field) ? DEVICE_COUNT : NONE;
      default -> NONE;
    };
  }

  private static boolean isReal(Schema schema) {
    return schema.getType() == Schema.Type.DOUBLE || schema.getType() == Schema.Type.FLOAT;
  }

  /** Refuses what lies beyond; null holds. */
  void require(Object value) throws RefusalException {
    if (value instanceof Number number) {
      double size = Math.abs(number.doubleValue());
      boolean small = this == DIVISOR && size > 0 && size < SMALLEST_DIVISOR;
      if (!(size <= most) || small) {
        throw RefusalException.of(
            Reason.OUT_OF_RANGE,
            "",
            number
                + "; allowed are finite numbers of at most "
                + format(most)
                + (this == DIVISOR ? ", and at least 1e-100 where not 0" : ""));
      }
    } else {
      int size = size(value);
      if (size > most) {
        throw RefusalException.of(
            Reason.TOO_LARGE, "", size + " " + unit + ", where " + format(most) + " are allowed");
      }
    }
  }

  private static int size(Object value) {
    if (value instanceof CharSequence text) {
      return text.length();
    }
    if (value instanceof Collection<?> items) {
      return items.size();
    }
    return value instanceof Map<?, ?> entries ? entries.size() : 0;
  }

  static String format(double number) {
    return number < 1e7 ? Long.toString((long) number) : Double.toString(number);
  }
}
