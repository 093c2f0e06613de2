package io.flyball.tools.importing;

import io.flyball.connectors.codec.PlausibleTimes;
import io.flyball.connectors.file.FileRecord;
import io.flyball.connectors.file.LogLayout;
import io.flyball.connectors.file.LogTable;
import io.flyball.connectors.text.TextException;
import io.flyball.tools.Progress;
import io.flyball.tools.UserError;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import org.apache.avro.specific.SpecificRecord;

/**
 * What the files of an import hold: their records in the order of event time, how many of each type
 * there are, and what was assumed and skipped. Memory: the records up to a limit, the others are in
 * temporary files. Not thread-safe.
 */
public final class ImportReading implements Closeable {
  private static final PlausibleTimes YEARS =
      new PlausibleTimes(PlausibleTimes.YEARS, "feedback.plausible-years");

  /** Rows between looks at the clock, which cost as much as a tenth of sending a record. */
  private static final int LOOK_EVERY = 256;

  private final RecordTypes types = new RecordTypes();
  private final SortedRuns runs;
  private final long[] counts = new long[RecordTypes.ALL.size()];
  private final List<String> lines = new ArrayList<>();
  private long first = Long.MAX_VALUE;
  private long last = Long.MIN_VALUE;
  private long rows;
  private long skipped;
  private long leftOut;
  private long previous = Long.MIN_VALUE;
  private long stepsBack;

  /**
   * @param work folder of temporary files
   * @param memory bytes of records that are held
   */
  public ImportReading(Path work, long memory) {
    this.runs = new SortedRuns(work, memory);
  }

  /**
   * Reads the files, one after the other.
   *
   * @param layout null where only records of Flyball's own types are read
   * @param rejects where the skipped rows of a file are kept; null to keep none
   * @throws UserError where a file cannot be read or a row ends a strict reading
   */
  public void read(
      List<ImportFile> files,
      LogLayout layout,
      Function<ImportFile, Path> rejects,
      Settings settings) {
    try (Progress progress = Progress.onStderr("read", OptionalLong.empty())) {
      for (ImportFile file : files) {
        read(file, layout, rejects == null ? null : rejects.apply(file), settings, progress);
        file.requireUnchanged();
      }
      runs.finish();
    } catch (IOException e) {
      throw unsorted(e);
    }
  }

  private static UserError unsorted(IOException e) {
    return UserError.causedBy(
        "cannot sort the records on disk, so nothing was sent (name a larger place with --work)",
        e);
  }

  /**
   * How files are read that no layout describes.
   *
   * @param encoding null to detect it
   */
  public record Settings(java.nio.charset.Charset encoding, boolean strict) {}

  private void read(
      ImportFile file, LogLayout layout, Path rejects, Settings settings, Progress progress) {
    long before = rows;
    long kept = runs.count();
    leftOut = 0;
    try (RejectFile rejected = new RejectFile(rejects)) {
      LogSource source = LogSource.open(file, layout, settings.encoding(), settings.strict());
      source.report().rejectsTo(rejected::add);
      try (Stream<LogTable.Row> all = source.rows()) {
        all.forEach(
            row -> {
              leftOut += row.records().isEmpty() ? 1 : 0;
              for (SpecificRecord record : row.records()) {
                add(row.line(), record, source, settings.strict(), file);
              }
              long read = before + source.report().rows();
              if (read % LOOK_EVERY == 0) {
                progress.update(read);
              }
            });
      }
      rows += source.report().rows();
      skipped += source.report().skipped();
      report(file, source, rejects, runs.count() - kept);
      requireRows(file, source);
    } catch (IOException | UncheckedIOException e) {
      throw failure(file, e);
    } catch (TextException e) {
      String problem = e.getMessage().replace(file.path().toString(), file.name());
      throw new UserError("cannot import " + problem, e);
    } catch (IllegalArgumentException e) {
      throw UserError.causedBy("cannot import " + file.name(), e);
    }
  }

  private void add(
      long line, SpecificRecord record, LogSource source, boolean strict, ImportFile file) {
    int type = RecordTypes.of(record);
    byte[] value = types.encode(type, record);
    String fault =
        YEARS
            .fault(record)
            .map(refusal -> refusal.message())
            .orElseGet(() -> types.fault(type, record, value));
    if (fault != null) {
      if (strict) {
        throw new UserError(file.name() + ", line " + line + ": " + fault);
      }
      source.report().skip(line, fault, record.toString());
      return;
    }
    FileRecord sent = FileRecord.of(record);
    long time = sent.time().toEpochMilli();
    try {
      runs.add(time, type, sent.key().getBytes(StandardCharsets.UTF_8), value);
    } catch (IOException e) {
      throw unsorted(e);
    }
    counts[type]++;
    first = Math.min(first, time);
    last = Math.max(last, time);
    stepsBack += time < previous ? 1 : 0;
    previous = time;
  }

  private void report(ImportFile file, LogSource source, Path rejects, long records) {
    lines.add(
        String.format(
            Locale.ROOT,
            "%s: %,d %s, %,d %s",
            file.name(),
            source.report().rows(),
            source.report().rows() == 1 ? "row" : "rows",
            records,
            records == 1 ? "record" : "records"));
    if (leftOut > 0) {
      lines.add(String.format(Locale.ROOT, "  left out %,d rows, as asked", leftOut));
    }
    source.report().lines().forEach(line -> lines.add("  " + line));
    if (rejects != null && source.report().skipped() > 0) {
      lines.add("  skipped rows are in " + rejects);
    }
  }

  private static void requireRows(ImportFile file, LogSource source) {
    if (source.report().rows() == 0) {
      throw new UserError(
          file.name()
              + (source.report().assumptions().contains("a header")
                  ? " has a header and no rows"
                  : " has no rows"));
    }
  }

  private static UserError failure(ImportFile file, Exception e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = String.valueOf(root.getMessage());
    boolean cut =
        root instanceof EOFException
            || message.contains("ZLIB")
            || message.contains("Truncated")
            || message.contains("runcated source");
    if (root instanceof ZipException && !cut) {
      return new UserError(
          file.name()
              + (message.equals("Not in GZIP format")
                  ? " is called .gz and is not compressed by gzip, so nothing was sent: give it"
                      + " another name, or download it again"
                  : " is compressed and damaged ("
                      + message
                      + "), so nothing was sent: copy or download it again"),
          e);
    }
    if (cut) {
      return new UserError(
          file.name()
              + " is compressed and ends in the middle: it is cut off, so nothing was sent; copy or"
              + " download it again",
          e);
    }
    return UserError.causedBy("cannot read " + file.name(), e);
  }

  /** What was assumed, found and skipped, for a person. */
  public List<String> lines() {
    return List.copyOf(lines);
  }

  public long rows() {
    return rows;
  }

  public long skipped() {
    return skipped;
  }

  /** Records in all. */
  public long count() {
    return runs.count();
  }

  /** Records of a type. */
  long count(int type) {
    return counts[type];
  }

  /** Event time of the first record, epoch ms. */
  public long first() {
    return first;
  }

  /** Event time of the last record, epoch ms. */
  public long last() {
    return last;
  }

  /** Records that come before the one that was read before them. */
  public long stepsBack() {
    return stepsBack;
  }

  /** Sorted runs in temporary files; 0 where memory was enough. */
  public int spilled() {
    return runs.spilled();
  }

  RecordTypes types() {
    return types;
  }

  SortedRuns.Records sorted() throws IOException {
    return runs.sorted();
  }

  /**
   * Shows the first records, in order, to a visitor.
   *
   * @param shift added to event times, ms
   */
  public void each(long most, long shift, java.util.function.Consumer<SpecificRecord> visitor) {
    try (SortedRuns.Records records = runs.sorted()) {
      long left = most;
      for (ImportedRecord r = records.next(); r != null && left-- > 0; r = records.next()) {
        visitor.accept(shifted(types.decode(r.type(), r.value()), shift));
      }
    } catch (IOException e) {
      throw UserError.causedBy("cannot read the sorted records back", e);
    }
  }

  /** The record at a time moved by so many milliseconds. */
  static SpecificRecord shifted(SpecificRecord record, long shift) {
    if (shift != 0) {
      int time = record.getSchema().getField("time").pos();
      record.put(time, ((java.time.Instant) record.get(time)).plusMillis(shift));
    }
    return record;
  }

  @Override
  public void close() {
    try {
      runs.close();
    } catch (IOException e) {
      throw UserError.causedBy("cannot remove temporary files", e);
    }
  }
}
