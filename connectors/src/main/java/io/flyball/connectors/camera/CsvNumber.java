package io.flyball.connectors.camera;

/**
 * Reads a decimal number such as {@code 3811}, {@code -1}, {@code 5.0} or {@code 3.811e-03} as a
 * whole number of units, without making a string of it.
 *
 * <p>The value is mantissa · 10^(exponent + shift), rounded half away from zero. Digits past the
 * eighteenth are dropped. Whole numbers take one pass over the digits.
 */
final class CsvNumber {
  private static final long FULL = (Long.MAX_VALUE - 9) / 10;
  private static final int LARGEST_EXPONENT = 400;

  private final int shift;
  private final boolean comma;
  private long value;
  private boolean exact;

  /**
   * @param shift power of ten that a unit of the text is worth
   * @param comma whether a comma is a decimal point
   */
  CsvNumber(int shift, boolean comma) {
    this.shift = shift;
    this.comma = comma;
  }

  long value() {
    return value;
  }

  /** Whether nothing was rounded away. */
  boolean exact() {
    return exact;
  }

  /** 1 for true, 0 for false in any case, −1 for anything else. */
  static int truth(byte[] b, int from, int to) {
    int length = to - from;
    if (length < 4 || length > 5) {
      return -1;
    }
    String word = length == 4 ? "true" : "false";
    for (int i = 0; i < length; i++) {
      if ((b[from + i] | 0x20) != word.charAt(i)) {
        return -1;
      }
    }
    return length == 4 ? 1 : 0;
  }

  /** Reads {@code b[from, to)}; false when it is no number or too large. */
  boolean read(byte[] b, int from, int to) {
    boolean negative = from < to && b[from] == '-';
    int at = negative || (from < to && b[from] == '+') ? from + 1 : from;
    long mantissa = 0;
    int exponent = shift;
    boolean point = false;
    int digits = 0;
    for (; at < to; at++) {
      int digit = b[at] - '0';
      if (digit >= 0 && digit <= 9) {
        digits++;
        if (mantissa <= FULL) {
          mantissa = mantissa * 10 + digit;
          exponent -= point ? 1 : 0;
        } else {
          exponent += point ? 0 : 1;
        }
      } else if (!point && (b[at] == '.' || (comma && b[at] == ','))) {
        point = true;
      } else {
        break;
      }
    }
    if (digits == 0) {
      return false;
    }
    if (at < to) {
      if ((b[at] | 0x20) != 'e') {
        return false;
      }
      int power = power(b, at + 1, to);
      if (power == Integer.MIN_VALUE) {
        return false;
      }
      exponent += power;
    }
    exact = true;
    return scale(mantissa, exponent, negative);
  }

  private static int power(byte[] b, int from, int to) {
    boolean negative = from < to && b[from] == '-';
    int at = negative || (from < to && b[from] == '+') ? from + 1 : from;
    if (at == to) {
      return Integer.MIN_VALUE;
    }
    int power = 0;
    for (; at < to; at++) {
      int digit = b[at] - '0';
      if (digit < 0 || digit > 9) {
        return Integer.MIN_VALUE;
      }
      power = Math.min(LARGEST_EXPONENT, power * 10 + digit);
    }
    return negative ? -power : power;
  }

  private boolean scale(long mantissa, int exponent, boolean negative) {
    long scaled = mantissa;
    for (int e = exponent; e > 0 && scaled != 0; e--) {
      if (scaled > Long.MAX_VALUE / 10) {
        return false;
      }
      scaled *= 10;
    }
    int lastDigit = 0;
    for (int e = exponent; e < 0 && (scaled != 0 || lastDigit != 0); e++) {
      exact &= lastDigit == 0;
      lastDigit = (int) (scaled % 10);
      scaled /= 10;
    }
    exact &= lastDigit == 0;
    scaled += lastDigit >= 5 ? 1 : 0;
    value = negative ? -scaled : scaled;
    return true;
  }
}
