package io.flyball.tools;

import java.io.PrintStream;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * How far a long piece of work is, with its rate and the time left: nothing for the first two
 * seconds, then one line that rewrites itself on a terminal, or a plain line every five seconds.
 *
 * <p>The rate is the mean since the start, the time left is what remains at that rate; without a
 * total (or with one that was passed) only count and rate are shown. For one thread; an update
 * costs a clock reading.
 */
public final class Progress implements AutoCloseable {
  private static final long SECOND = 1_000_000_000L;
  private static final long QUIET = 2 * SECOND;
  private static final long REWRITE_EVERY = SECOND / 5;
  private static final long LINE_EVERY = 5 * SECOND;

  private final String label;
  private final OptionalLong total;
  private final PrintStream out;
  private final boolean terminal;
  private final LongSupplier nanos;
  private final long start;
  private long nextPrint;
  private long done;
  private String detail = "";
  private int width;

  /**
   * @param label what is done, such as {@code replaying}
   * @param total how many there are in all, empty when nobody knows
   * @param out where the lines go; never stdout
   * @param terminal whether a line may be rewritten
   * @param nanos a clock that only goes forward, ns
   */
  public Progress(
      String label, OptionalLong total, PrintStream out, boolean terminal, LongSupplier nanos) {
    this.label = label;
    this.total = total;
    this.out = out;
    this.terminal = terminal;
    this.nanos = nanos;
    this.start = nanos.getAsLong();
    this.nextPrint = start + QUIET;
  }

  /** Progress on stderr, by the machine's clock. */
  @SuppressWarnings("SystemConsoleNull") // later Javas answer non-null: a rewritten line at worst
  public static Progress onStderr(String label, OptionalLong total) {
    return new Progress(label, total, System.err, System.console() != null, System::nanoTime);
  }

  /** Says how many are done in all. */
  public void update(long doneSoFar) {
    update(doneSoFar, "");
  }

  /** The same, with more to say at the end of the line. */
  public void update(long doneSoFar, String more) {
    done = doneSoFar;
    detail = more;
    long now = nanos.getAsLong();
    if (now - nextPrint >= 0) {
      print(now, true);
      nextPrint = now + (terminal ? REWRITE_EVERY : LINE_EVERY);
    }
  }

  /** Leaves a last line with the final count, if any line was printed or the work was long. */
  @Override
  public void close() {
    long now = nanos.getAsLong();
    if (now - start >= QUIET) {
      print(now, false);
      if (terminal) {
        out.println();
      }
    }
  }

  private void print(long now, boolean running) {
    String line = line(now - start, running);
    if (terminal) {
      out.print("\r" + line + " ".repeat(Math.max(0, width - line.length())));
      out.flush();
      width = line.length();
    } else {
      out.println(line);
    }
  }

  private String line(long elapsed, boolean running) {
    double rate = done / (elapsed / (double) SECOND);
    StringBuilder line = new StringBuilder(label).append(' ');
    if (total.isPresent() && done <= total.getAsLong() && total.getAsLong() > 0) {
      long all = total.getAsLong();
      line.append(text("%3d%%  %,d of %,d", Math.floorDiv(100 * done, all), done, all));
    } else {
      line.append(text("%,d", done));
    }
    line.append(text("  %,.0f/s", rate));
    if (!running) {
      line.append("  in ").append(duration(elapsed / SECOND));
    } else if (total.isPresent() && done > 0 && done < total.getAsLong()) {
      long left = (long) Math.ceil((total.getAsLong() - done) / rate);
      line.append("  ").append(duration(left)).append(" left");
    }
    return detail.isEmpty() ? line.toString() : line.append("  ").append(detail).toString();
  }

  private static String duration(long seconds) {
    if (seconds < 60) {
      return seconds + " s";
    }
    return seconds < 3600
        ? text("%d:%02d min", seconds / 60, seconds % 60)
        : text("%d:%02d h", seconds / 3600, seconds / 60 % 60);
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
