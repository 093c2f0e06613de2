package io.flyball.connectors.camera;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Which column of an event table holds what; columns beside these four are ignored.
 *
 * @param t index of the time
 * @param x index of the column
 * @param y index of the row
 * @param p index of the polarity
 * @param columns how many there are
 */
public record CsvOrder(int t, int x, int y, int p, int columns) {
  /** Time first: most tables. */
  public static final CsvOrder TXYP = new CsvOrder(0, 1, 2, 3, 4);

  /** Time last: tables of Prophesee's tools. */
  public static final CsvOrder XYPT = new CsvOrder(3, 0, 1, 2, 4);

  /** More columns than any table of events has. */
  private static final int MOST = 64;

  public CsvOrder {
    boolean apart = t != x && t != y && t != p && x != y && x != p && y != p;
    int least = Math.min(Math.min(t, x), Math.min(y, p));
    int most = Math.max(Math.max(t, x), Math.max(y, p));
    if (!apart || least < 0 || most >= columns || columns > MOST) {
      throw new IllegalArgumentException(
          "Each of t, x, y and p has a column of its own, of at most " + MOST + ".");
    }
  }

  /**
   * Reads an order written as {@code txyp}, a column that is ignored as {@code -}, or as names such
   * as {@code frame,t_us,x,y,p}.
   */
  public static CsvOrder parse(String text) {
    String wanted = text.strip();
    List<String> names =
        wanted.matches("[txyp-]+") ? List.of(wanted.split("")) : List.of(wanted.split(",", -1));
    CsvOrder order = named(names);
    if (order == null) {
      throw new IllegalArgumentException(
          "A column order names t, x, y and p once each, and - for a column to ignore, such as"
              + " txyp or -txyp; found '"
              + text
              + "'.");
    }
    return order;
  }

  /**
   * The order that the names of columns give, the first of each kind, or null when one is missing.
   */
  static CsvOrder named(List<String> names) {
    int[] place = {-1, -1, -1, -1};
    for (int i = 0; i < names.size(); i++) {
      int which = which(names.get(i));
      if (which >= 0 && place[which] < 0) {
        place[which] = i;
      }
    }
    for (int p : place) {
      if (p < 0 || names.size() > MOST) {
        return null;
      }
    }
    return new CsvOrder(place[0], place[1], place[2], place[3], names.size());
  }

  /** The unit that the name of a time column ends with, such as t_ns or time [s]; null for none. */
  static CsvUnit unit(String name) {
    String lower = name.strip().toLowerCase(Locale.ROOT);
    String[] words = lower.split("[^a-zµμ]+");
    return words.length < 2 ? null : CsvUnit.of(words[words.length - 1]);
  }

  /** The same columns behind one more. */
  CsvOrder shifted() {
    return new CsvOrder(t + 1, x + 1, y + 1, p + 1, columns + 1);
  }

  /** The names of the columns that are ignored. */
  List<String> ignored(List<String> names) {
    List<String> ignored = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      if (i != t && i != x && i != y && i != p) {
        ignored.add(names.get(i).isEmpty() ? "column " + (i + 1) : names.get(i));
      }
    }
    return ignored;
  }

  private static int which(String name) {
    String word = name.strip().toLowerCase(Locale.ROOT).replaceAll("[^a-z].*$", "");
    return switch (word) {
      case "t", "ts", "time", "times", "timestamp", "timestamps" -> 0;
      case "x", "xs", "col", "column" -> 1;
      case "y", "ys", "row" -> 2;
      case "p", "ps", "pol", "polarity", "polarities", "on" -> 3;
      default -> -1;
    };
  }
}
