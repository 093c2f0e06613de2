package io.flyball.connectors.camera;

import java.util.Locale;

/**
 * Which column of an event table holds what.
 *
 * @param t index of the time
 * @param x index of the column
 * @param y index of the row
 * @param p index of the polarity
 */
public record CsvOrder(int t, int x, int y, int p) {
  /** Time first: most tables. */
  public static final CsvOrder TXYP = new CsvOrder(0, 1, 2, 3);

  /** Time last: tables of Prophesee's tools. */
  public static final CsvOrder XYPT = new CsvOrder(3, 0, 1, 2);

  public CsvOrder {
    if ((1 << t | 1 << x | 1 << y | 1 << p) != 0b1111) {
      throw new IllegalArgumentException("Each of t, x, y and p has one of the columns 0 to 3.");
    }
  }

  /**
   * Reads an order written as {@code txyp}, or a header line such as {@code # t_us,x,y,p(1=ON)}.
   */
  public static CsvOrder parse(String text) {
    CsvOrder order = ofHeader(text.strip());
    if (order == null) {
      order = ofHeader(String.join(",", text.strip().split("")));
    }
    if (order == null) {
      throw new IllegalArgumentException(
          "A column order names t, x, y and p once each, such as txyp; found '" + text + "'.");
    }
    return order;
  }

  /** The order a header line gives, or null when it is none. */
  static CsvOrder ofHeader(String line) {
    String[] names = line.replaceFirst("^#+", "").strip().split("[,;\\s]+");
    if (names.length != 4) {
      return null;
    }
    int[] place = {-1, -1, -1, -1};
    for (int i = 0; i < 4; i++) {
      int which = which(names[i].toLowerCase(Locale.ROOT).replaceAll("[^a-z].*$", ""));
      if (which < 0 || place[which] >= 0) {
        return null;
      }
      place[which] = i;
    }
    return new CsvOrder(place[0], place[1], place[2], place[3]);
  }

  private static int which(String name) {
    return switch (name) {
      case "t", "ts", "time", "timestamp" -> 0;
      case "x", "col", "column" -> 1;
      case "y", "row" -> 2;
      case "p", "pol", "polarity", "on" -> 3;
      default -> -1;
    };
  }
}
