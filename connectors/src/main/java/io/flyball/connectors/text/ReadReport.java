package io.flyball.connectors.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a reader assumed of a text and what it left out: the encoding, the shape of a table, which
 * column fills which field, and the rows that were skipped, the first {@value #SHOWN} of them with
 * their reasons.
 */
public final class ReadReport {
  /** Skipped rows that are told one by one. */
  public static final int SHOWN = 10;

  /** Takes each skipped row, in the order of the lines. */
  public interface Rejects {
    /**
     * Takes one row.
     *
     * @param line where it begins, counted from 1
     * @param problem why it was skipped
     * @param raw the row as the file has it
     */
    void reject(long line, String problem, String raw);
  }

  private final List<String> assumptions = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private long rows;
  private long skipped;
  private Rejects rejects = (line, problem, raw) -> {};

  /** Names who takes the skipped rows. */
  public void rejectsTo(Rejects taker) {
    rejects = taker;
  }

  /** States what the reader took for granted. */
  public void assume(String what) {
    if (!assumptions.contains(what)) {
      assumptions.add(what);
    }
  }

  /** Counts a row that was read, used or not. */
  public void row() {
    rows++;
  }

  /** Counts a row that was skipped, and why; it was counted as read before. */
  public void skip(long line, String problem, String raw) {
    skipped++;
    rejects.reject(line, problem, raw);
    if (problems.size() < SHOWN) {
      problems.add("line " + line + ": " + problem);
    }
  }

  public long rows() {
    return rows;
  }

  public long skipped() {
    return skipped;
  }

  /** The first skipped rows, each with its line and reason. */
  public List<String> problems() {
    return List.copyOf(problems);
  }

  /** What was taken for granted, in the order in which it was found. */
  public List<String> assumptions() {
    return List.copyOf(assumptions);
  }

  /** The report for a person: one line of assumptions, then what was skipped. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    if (!assumptions.isEmpty()) {
      lines.add("read as " + String.join("; ", assumptions));
    }
    if (skipped > 0) {
      lines.add(
          String.format(Locale.ROOT, "skipped %,d of %,d rows", skipped, rows)
              + (skipped > SHOWN ? "; the first " + SHOWN + ":" : ":"));
      problems.forEach(problem -> lines.add("  " + problem));
    }
    return lines;
  }
}
