package io.flyball.connectors.codec;

import java.time.DateTimeException;
import java.time.OffsetDateTime;

/** Points in time as people and machines write them, to epoch milliseconds. */
public final class Timestamps {
  private Timestamps() {}

  /**
   * Reads RFC 3339: {@code 2019-11-24T00:01:03.979311Z}, or the same with a blank for the T and an
   * offset for the Z; digits below the millisecond are cut off, towards the past.
   *
   * @throws DateTimeException when the text is no time with a zone
   * @throws ArithmeticException when it lies outside the range of a long
   */
  public static long parse(String text) {
    boolean blank = text.length() > 10 && text.charAt(10) == ' ';
    String joined = blank ? text.substring(0, 10) + 'T' + text.substring(11) : text;
    return OffsetDateTime.parse(joined).toInstant().toEpochMilli();
  }
}
