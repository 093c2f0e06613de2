package io.flyball.connectors.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * How the cells of a line are found where no delimiter divides them: each named group of a regular
 * expression is a column.
 */
public final class LinePattern {
  private static final Pattern GROUP = Pattern.compile("\\(\\?<([a-zA-Z][a-zA-Z0-9]*)>");

  private final Pattern pattern;
  private final Pattern block;
  private final List<String> names = new ArrayList<>();
  private final Map<String, Pattern> lists = new LinkedHashMap<>();

  /**
   * Compiles the expressions.
   *
   * @param pattern of a whole record
   * @param block whose first group is equal in all lines of one record; null for a record a line
   * @param lists expression by column: its text becomes what the first group finds, again and
   *     again, with {@code |} between
   * @throws IllegalArgumentException when one is no regular expression
   */
  public LinePattern(String pattern, String block, Map<String, String> lists) {
    try {
      this.pattern = Pattern.compile(pattern, Pattern.DOTALL);
      this.block = block == null ? null : Pattern.compile(block);
      lists.forEach((column, each) -> this.lists.put(column, Pattern.compile(each)));
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("no regular expression: " + e.getMessage(), e);
    }
    Matcher groups = GROUP.matcher(pattern);
    while (groups.find()) {
      names.add(groups.group(1));
    }
  }

  /** Names of the columns. */
  List<String> names() {
    return names;
  }

  /** What a line shares with the others of its record; null where each line is a record. */
  String block(String line) {
    if (block == null) {
      return null;
    }
    Matcher matcher = block.matcher(line);
    return matcher.find() ? matcher.group(1) : null;
  }

  /** The cells of a record; null where it is not of this pattern. */
  List<String> cells(String record) {
    Matcher matcher = pattern.matcher(record);
    if (!matcher.matches()) {
      return null;
    }
    List<String> cells = new ArrayList<>();
    for (String name : names) {
      String text = matcher.group(name) == null ? "" : matcher.group(name);
      Pattern each = lists.get(name);
      cells.add(each == null ? text : PatternCells.all(each, text));
    }
    return cells;
  }

  @Override
  public String toString() {
    return pattern + " " + block + " " + lists;
  }
}
