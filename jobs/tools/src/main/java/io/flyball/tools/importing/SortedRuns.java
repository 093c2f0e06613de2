package io.flyball.tools.importing;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Sorts records by event time, beyond memory if need be: what fills the memory becomes a sorted run
 * in a temporary file, and the runs are merged, {@value #FAN_IN} at a time. Not thread-safe.
 */
final class SortedRuns implements Closeable {
  private static final int FAN_IN = 128;

  /** Hands out records; null at the end. */
  interface Records extends Closeable {
    ImportedRecord next() throws IOException;
  }

  private final Path folder;
  private final long memory;
  private final List<Path> runs = new ArrayList<>();
  private List<ImportedRecord> held = new ArrayList<>();
  private long heldBytes;
  private long count;

  /**
   * @param folder of the temporary files
   * @param memory bytes of records that are held
   */
  SortedRuns(Path folder, long memory) {
    this.folder = folder;
    this.memory = memory;
  }

  void add(ImportedRecord record) throws IOException {
    held.add(record);
    heldBytes += record.size();
    count++;
    if (heldBytes > memory) {
      spill();
    }
  }

  long count() {
    return count;
  }

  /** Runs that did not fit into memory. */
  int spilled() {
    return runs.size();
  }

  private void spill() throws IOException {
    sortHeld();
    Iterator<ImportedRecord> records = held.iterator();
    runs.add(write(() -> records.hasNext() ? records.next() : null));
    held = new ArrayList<>();
    heldBytes = 0;
  }

  /**
   * Sorts what is held. Records stand in the order in which they were read, so a number of time and
   * place stands for a record, and numbers sort several times faster than objects.
   */
  private void sortHeld() {
    long least = Long.MAX_VALUE;
    long greatest = Long.MIN_VALUE;
    boolean sorted = true;
    for (int i = 0; i < held.size(); i++) {
      long time = held.get(i).time();
      sorted &= i == 0 || held.get(i - 1).time() <= time;
      least = Math.min(least, time);
      greatest = Math.max(greatest, time);
    }
    if (sorted) {
      return;
    }
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(held.size());
    if (Long.numberOfLeadingZeros(greatest - least) <= bits) {
      held.sort(ImportedRecord.ORDER);
      return;
    }
    long[] keys = new long[held.size()];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = (held.get(i).time() - least) << bits | i;
    }
    Arrays.sort(keys);
    List<ImportedRecord> inOrder = new ArrayList<>(keys.length);
    for (long key : keys) {
      inOrder.add(held.get((int) (key & ((1L << bits) - 1))));
    }
    held = inOrder;
  }

  private interface Source {
    ImportedRecord next() throws IOException;
  }

  private Path write(Source records) throws IOException {
    Path run = Files.createTempFile(folder, "run-", ".zst");
    run.toFile().deleteOnExit();
    try (DataOutputStream out =
        new DataOutputStream(
            new BufferedOutputStream(new ZstdOutputStream(Files.newOutputStream(run), 1)))) {
      for (ImportedRecord r = records.next(); r != null; r = records.next()) {
        r.write(out);
      }
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(run);
      throw e;
    }
    return run;
  }

  /** All records in order; may be called again. */
  Records sorted() throws IOException {
    sortHeld();
    while (runs.size() > FAN_IN) {
      List<Path> first = List.copyOf(runs.subList(0, FAN_IN));
      try (Merge merge = new Merge(first, List.of())) {
        runs.add(write(merge::next));
      }
      runs.removeAll(first);
      for (Path run : first) {
        Files.delete(run);
      }
    }
    return new Merge(runs, held);
  }

  @Override
  public void close() throws IOException {
    for (Path run : runs) {
      Files.deleteIfExists(run);
    }
    runs.clear();
  }

  private record Head(ImportedRecord record, Source rest) {}

  private static final class Merge implements Records {
    private final List<DataInputStream> open = new ArrayList<>();
    private final PriorityQueue<Head> heads =
        new PriorityQueue<>(Comparator.comparing(Head::record, ImportedRecord.ORDER));

    Merge(List<Path> runs, List<ImportedRecord> held) throws IOException {
      for (Path run : runs) {
        DataInputStream in =
            new DataInputStream(
                new BufferedInputStream(new ZstdInputStream(Files.newInputStream(run)), 1 << 16));
        open.add(in);
        add(() -> ImportedRecord.read(in));
      }
      Iterator<ImportedRecord> records = held.iterator();
      add(() -> records.hasNext() ? records.next() : null);
    }

    private void add(Source source) throws IOException {
      ImportedRecord first = source.next();
      if (first != null) {
        heads.add(new Head(first, source));
      }
    }

    @Override
    public ImportedRecord next() throws IOException {
      Head head = heads.poll();
      if (head == null) {
        return null;
      }
      add(head.rest());
      return head.record();
    }

    @Override
    public void close() throws IOException {
      for (DataInputStream in : open) {
        in.close();
      }
    }
  }
}
