package io.flyball.tools.loop;

import io.flyball.tools.UserError;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Decimal numbers, one a line. Blank lines are passed over; {@code NaN} in any case is a missing
 * value; anything else that is no number is a {@link UserError} that names the line.
 */
public final class Numbers {
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

  /**
   * A number of the input.
   *
   * @param line counted from 1
   * @param index counted from 0, missing values included
   * @param value NaN where it is missing
   */
  public record Reading(long line, long index, double value) {
    public boolean missing() {
      return Double.isNaN(value);
    }
  }

  private final BufferedReader in;
  private long line;
  private long index;

  public Numbers(BufferedReader in) {
    this.in = in;
  }

  /** The next number; null at the end of the input. */
  public Reading next() throws IOException {
    for (String text = in.readLine(); text != null; text = in.readLine()) {
      line++;
      String number = text.strip();
      if (!number.isEmpty()) {
        return new Reading(line, index++, parse(number));
      }
    }
    return null;
  }

  private double parse(String number) {
    if (number.toLowerCase(Locale.ROOT).equals("nan")) {
      return Double.NaN;
    }
    // Double.parseDouble also takes 1d and 0x1p3, which nobody means.
    if (!DECIMAL.matcher(number).matches()) {
      String shown = number.length() > 40 ? number.substring(0, 40) + "…" : number;
      throw new UserError(
          String.format(
              Locale.ROOT,
              "line %d: '%s' is no number; one decimal number a line is expected, or NaN for a"
                  + " missing one",
              line,
              shown));
    }
    return Double.parseDouble(number);
  }
}
