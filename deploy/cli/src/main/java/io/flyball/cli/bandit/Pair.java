package io.flyball.cli.bandit;

import io.flyball.tools.UserError;

/** Two numbers of one option. */
final class Pair {
  private Pair() {}

  /**
   * The numbers.
   *
   * @param example of what is allowed
   */
  static double[] of(String option, String text, String separator, String example) {
    int at = text.indexOf(separator);
    try {
      if (at > 0) {
        return new double[] {
          Double.parseDouble(text.substring(0, at)),
          Double.parseDouble(text.substring(at + separator.length()))
        };
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw UserError.usage(option + " looks like " + example + ", found '" + text + "'");
  }
}
