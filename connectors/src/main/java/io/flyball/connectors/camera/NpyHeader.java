package io.flyball.connectors.camera;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header of a NumPy array file: what a row is, and how many there are.
 *
 * @param length of the header in bytes, from the first byte of the file
 * @param names of the fields of a structured array, empty for a plain one
 * @param columns one for each field, or for each column of a plain array
 * @param rowBytes bytes of a row
 * @param rows number of rows
 */
record NpyHeader(
    int length, List<String> names, List<NumberColumn> columns, int rowBytes, long rows) {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int FIXED = 8;
  private static final int LONGEST = 1 << 16;
  private static final int MOST_COLUMNS = 64;
  private static final Pattern DESCR =
      Pattern.compile("'descr'\\s*:\\s*(\\[.*?\\]|'[^']*')\\s*,\\s*'fortran_order'");
  private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([0-9,\\sL]*)\\)");
  private static final Pattern FIELD =
      Pattern.compile("\\(\\s*'([^']*)'\\s*,\\s*'([^']*)'\\s*(,[^)]*\\)?)?\\s*\\)");

  static boolean begins(byte[] bytes, int from, int to) {
    for (int i = 0; i < MAGIC.length; i++) {
      if (from + i >= to || bytes[from + i] != MAGIC[i]) {
        return false;
      }
    }
    return true;
  }

  /** Bytes of the header, as far as the bytes at hand say. */
  static int lengthOf(byte[] bytes, int from, int to) {
    if (to - from < FIXED + 4) {
      return FIXED + 4;
    }
    int version = bytes[from + 6];
    long text =
        version == 1 ? LittleEndian.u16(bytes, from + 8) : LittleEndian.i32(bytes, from + 8);
    if (version < 1 || version > 3 || text < 0 || text > LONGEST) {
      throw new IllegalArgumentException("A NumPy array of an unknown version.");
    }
    return (int) (FIXED + (version == 1 ? 2 : 4) + text);
  }

  /**
   * Reads a header that is there as a whole.
   *
   * @throws IllegalArgumentException with a reason when its rows are no numbers
   */
  static NpyHeader read(byte[] bytes, int from, int length) {
    int start = bytes[from + 6] == 1 ? 10 : 12;
    String text = new String(bytes, from + start, length - start, StandardCharsets.ISO_8859_1);
    Matcher descr = DESCR.matcher(text);
    Matcher order = ORDER.matcher(text);
    Matcher shape = SHAPE.matcher(text);
    if (!descr.find() || !order.find() || !shape.find()) {
      throw new IllegalArgumentException("A NumPy array whose header is not understood: " + text);
    }
    List<Long> sizes = new ArrayList<>();
    for (String size : shape.group(1).replace("L", "").split(",")) {
      if (!size.isBlank()) {
        sizes.add(Long.parseLong(size.strip()));
      }
    }
    return descr.group(1).startsWith("[")
        ? structured(length, descr.group(1), sizes)
        : plain(length, descr.group(1).replace("'", ""), order.group(1).equals("True"), sizes);
  }

  private static NpyHeader structured(int length, String descr, List<Long> sizes) {
    List<String> names = new ArrayList<>();
    List<NumberColumn> columns = new ArrayList<>();
    int at = 0;
    Matcher field = FIELD.matcher(descr);
    while (field.find()) {
      String type = field.group(2);
      if (field.group(3) != null || !type.matches("[<>|=]?[a-zA-Z?][0-9]*")) {
        throw new IllegalArgumentException("A NumPy array with a field that is an array itself.");
      }
      if (type.matches("\\|?V[0-9]+")) {
        at += Integer.parseInt(type.replaceAll("\\D", ""));
        continue;
      }
      NumberColumn column = NumberColumn.parse(type, at);
      names.add(field.group(1));
      columns.add(column);
      at += column.bytes();
    }
    if (sizes.size() != 1) {
      throw new IllegalArgumentException("A NumPy array of events has one dimension.");
    }
    return new NpyHeader(length, List.copyOf(names), List.copyOf(columns), at, sizes.get(0));
  }

  private static NpyHeader plain(int length, String type, boolean fortran, List<Long> sizes) {
    NumberColumn first = NumberColumn.parse(type, 0);
    long columns = sizes.size() == 1 ? 1 : sizes.size() == 2 ? sizes.get(1) : -1;
    if (columns < 1 || columns > MOST_COLUMNS || (fortran && columns > 1)) {
      throw new IllegalArgumentException(
          "A NumPy array of events is structured, or has a row of numbers for each event in C"
              + " order; found the shape "
              + sizes
              + (fortran ? " in Fortran order." : "."));
    }
    List<NumberColumn> all = new ArrayList<>();
    for (int k = 0; k < columns; k++) {
      all.add(new NumberColumn(k * first.bytes(), first.kind(), first.bytes(), first.order()));
    }
    int row = (int) columns * first.bytes();
    return new NpyHeader(length, List.of(), List.copyOf(all), row, sizes.get(0));
  }

  /**
   * Where the four columns of an event are.
   *
   * @throws IllegalArgumentException when they cannot be told
   */
  CsvOrder order(RecordingOptions options) {
    if (!names.isEmpty()) {
      CsvOrder named = CsvOrder.named(names);
      if (named == null) {
        throw new IllegalArgumentException(
            "The array has the fields "
                + String.join(", ", names)
                + "; an event needs t, x, y, p.");
      }
      return named;
    }
    CsvOrder told = options.order() == null ? CsvOrder.TXYP : options.order();
    if (told.columns() != columns.size()) {
      throw new IllegalArgumentException(
          "The array has "
              + columns.size()
              + " columns without names; give their order, such as --order txyp, with - for a"
              + " column to ignore.");
    }
    return told;
  }

  /** Whether there is an event in each row. */
  boolean events() {
    return names.isEmpty() ? columns.size() >= 4 : CsvOrder.named(names) != null;
  }
}
