package io.flyball.connectors.camera;

import io.flyball.core.camera.Geometry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How an event table is laid out.
 *
 * @param separator between two columns; a blank stands for any run of blanks and tabs
 * @param unit of the times
 * @param geometry the pixel array, or null when the table does not say
 * @param dataStart offset of the first line that may hold an event
 * @param notes what was found, assumed or left out, for a person
 */
record CsvLayout(
    char separator,
    CsvOrder order,
    CsvUnit unit,
    Geometry geometry,
    int dataStart,
    List<String> notes) {
  static final String NO_TABLE =
      "The file is text, but no line of it holds the four numbers of an event.";

  private static final String HOW =
      "an event needs t, x, y and p. Name the columns so in a header, or give their order, such as"
          + " --order txyp, with - for a column to ignore.";

  /** Lines in which a table begins, or none does. */
  private static final int LINES = 200;

  private static final Pattern SIZE =
      Pattern.compile("([#%]\\s*geometry\\s*[:=]?\\s*)?([0-9]{1,5})[\\s,;x]+([0-9]{1,5})");
  private static final Pattern NUMBER =
      Pattern.compile(
          "[+-]?([0-9]+([.,][0-9]*)?|[.,][0-9]+)([eE][+-]?[0-9]+)?|true|false",
          Pattern.CASE_INSENSITIVE);

  /**
   * Finds the layout from the first lines.
   *
   * @param head the beginning of the file, which need not end with a line
   * @throws IllegalArgumentException with a reason when it is no table of events
   */
  static CsvLayout of(byte[] head, int length, RecordingOptions options) {
    Search search = new Search(options);
    int at = bom(head, length);
    for (int n = 0; at < length && (n < LINES || search.width > 0); n++) {
      int end = at;
      while (end < length && head[end] != '\n') {
        end++;
      }
      String line = new String(head, at, end - at, StandardCharsets.UTF_8).strip();
      if (!line.isEmpty() && (end < length || search.width == 0)) {
        search.see(line, at, end + 1);
      }
      at = end + 1;
    }
    return search.found();
  }

  /** Length of a UTF-8 byte order mark at the head of a text. */
  static int bom(byte[] head, int length) {
    boolean marked =
        length >= 3 && head[0] == (byte) 0xef && head[1] == (byte) 0xbb && head[2] == (byte) 0xbf;
    return marked ? 3 : 0;
  }

  private static char separatorOf(String line) {
    for (char c : new char[] {'\t', ';', ',', '|'}) {
      if (line.indexOf(c) >= 0) {
        return c;
      }
    }
    return ' ';
  }

  private static List<String> fields(String line, char separator) {
    String split = separator == ' ' ? "[ \\t]+" : Pattern.quote(String.valueOf(separator));
    return Arrays.stream(line.split(split, -1))
        .map(field -> field.strip().replaceAll("^\"|\"$", "").strip())
        .toList();
  }

  /** What the lines have said so far. */
  private static final class Search {
    private final RecordingOptions options;
    private final List<String> notes = new ArrayList<>();
    private List<String> header;
    private Geometry geometry;
    private boolean byProphesee;
    private int afterHeader;

    /** Number of columns of the first line of numbers; 0 before it. */
    private int width;

    private char separator;
    private CsvOrder order;
    private int dataStart;
    private boolean decimals;

    Search(RecordingOptions options) {
      this.options = options;
    }

    void see(String line, int start, int next) {
      boolean comment = line.charAt(0) == '#' || line.charAt(0) == '%';
      if (width > 0) {
        decimals |= !comment && hasDecimals(fields(line, separator));
        return;
      }
      Matcher size = SIZE.matcher(line);
      if (size.matches() && (size.group(1) != null || header == null)) {
        geometry = new Geometry(Integer.parseInt(size.group(2)), Integer.parseInt(size.group(3)));
        byProphesee |= comment;
        afterHeader = next;
        return;
      }
      String text = comment ? line.substring(1).strip() : line;
      char apart = separatorOf(text);
      List<String> fields = fields(text, apart);
      if (!comment && isRow(fields)) {
        width = fields.size();
        separator = apart;
        dataStart = Math.max(start, afterHeader);
        order = order();
        decimals = hasDecimals(fields);
      } else if (CsvOrder.named(fields) != null || (header == null && !comment)) {
        header = fields;
        afterHeader = next;
      }
    }

    /** Whether fields may be an event: numbers where its four columns are, or everywhere. */
    private boolean isRow(List<String> fields) {
      CsvOrder named = header == null ? null : CsvOrder.named(header);
      if (named != null && fields.size() == named.columns() + 1) {
        named = named.shifted();
      }
      if (named == null || fields.size() != named.columns()) {
        return fields.size() >= 4 && fields.stream().allMatch(Search::isNumber);
      }
      return isNumber(fields.get(named.t()))
          && isNumber(fields.get(named.x()))
          && isNumber(fields.get(named.y()))
          && isNumber(fields.get(named.p()));
    }

    private static boolean isNumber(String field) {
      return NUMBER.matcher(field).matches();
    }

    private boolean hasDecimals(List<String> fields) {
      if (fields.size() != width) {
        return false;
      }
      String t = fields.get(order.t()).replace(',', '.');
      return isNumber(t) && !t.matches("(?i)true|false") && Double.parseDouble(t) % 1 != 0;
    }

    private CsvOrder order() {
      CsvOrder named = header == null ? null : CsvOrder.named(header);
      if (named != null) {
        List<String> ignored = named.ignored(header);
        notes.add(
            "columns by the header"
                + (ignored.isEmpty() ? "" : ", without " + String.join(", ", ignored)));
        if (width == named.columns() + 1) {
          notes.add("first column without a name, taken for an index");
          return named.shifted();
        }
        return fitting(named, "The table's header");
      }
      if (options.order() != null) {
        notes.add("columns as told");
        return fitting(options.order(), "The order");
      }
      if (header != null && header.size() == width) {
        throw new IllegalArgumentException(
            "The table has the columns " + String.join(", ", header) + "; " + HOW);
      }
      CsvOrder usual = byProphesee ? CsvOrder.XYPT : CsvOrder.TXYP;
      if (usual.columns() != width) {
        throw new IllegalArgumentException(
            "The table has " + width + " columns and no header; " + HOW);
      }
      notes.add(
          "columns taken for " + (byProphesee ? "x,y,p,t" : "t,x,y,p") + ", without a header");
      return usual;
    }

    private CsvOrder fitting(CsvOrder wanted, String whose) {
      if (wanted.columns() != width) {
        throw new IllegalArgumentException(
            whose
                + " has "
                + wanted.columns()
                + " columns, and the lines of the table have "
                + width
                + "; "
                + HOW);
      }
      return wanted;
    }

    CsvLayout found() {
      CsvOrder named = header == null ? null : CsvOrder.named(header);
      if (width == 0) {
        if (named == null) {
          throw new IllegalArgumentException(NO_TABLE);
        }
        order = named;
        separator = ',';
        dataStart = afterHeader;
      }
      return new CsvLayout(separator, order, unit(named), geometry, dataStart, List.copyOf(notes));
    }

    private CsvUnit unit(CsvOrder named) {
      CsvUnit said = named == null ? null : CsvOrder.unit(header.get(named.t()));
      CsvUnit told = options.unit();
      if (told != null) {
        notes.add("time in " + told + " as told");
        return told;
      }
      if (said != null) {
        notes.add("time in " + said + " by the header");
        return said;
      }
      notes.add(
          decimals
              ? "time taken for s, as it has decimals"
              : "time taken for us, as no unit is named");
      return decimals ? CsvUnit.S : CsvUnit.US;
    }
  }
}
