package io.flyball.tools.importing;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import io.flyball.connectors.text.ReadAhead;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Sorts records by event time, beyond memory if need be: what fills the memory becomes a sorted run
 * in a temporary file, and the runs are merged, {@value #FAN_IN} at a time. A thread of its own
 * sorts and writes while more records come. For one thread.
 */
final class SortedRuns implements Closeable {
  private static final int FAN_IN = 128;
  private static final int BUFFER = 1 << 16;

  /** Hands out records; null at the end. */
  interface Records extends ReadAhead.Source<ImportedRecord> {}

  private final Path folder;
  private final long memory;
  private final List<Path> runs = new ArrayList<>();
  private final List<Segment> full = new ArrayList<>();
  private final ExecutorService sorter =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "import-sort");
            thread.setDaemon(true);
            return thread;
          });
  private final Deque<Future<Path>> sorting = new ArrayDeque<>();
  private Segment open = new Segment(0);
  private long heldBytes;
  private long count;
  private int spilled;

  /**
   * @param folder of the temporary files
   * @param memory bytes of records that are held: half of them may be on their way to a file
   */
  SortedRuns(Path folder, long memory) {
    this.folder = folder;
    this.memory = memory;
  }

  /** Takes the next record in the order of reading. */
  void add(long time, int type, byte[] key, byte[] value) throws IOException {
    if (open.isFull()) {
      seal();
    }
    heldBytes += open.add(time, type, key, value);
    count++;
    if (heldBytes > memory / 2) {
      seal();
      spill();
    }
  }

  long count() {
    return count;
  }

  /** Runs that did not fit into memory. */
  int spilled() {
    return spilled;
  }

  /** What is full is sorted while the next one fills. */
  private void seal() throws IOException {
    Segment segment = open;
    full.add(segment);
    open = new Segment(count);
    sorting.add(
        sorter.submit(
            () -> {
              segment.sort();
              return null;
            }));
  }

  /** Writes what is held to a file, in the same thread that sorts, so behind the sorting. */
  private void spill() throws IOException {
    await();
    List<Segment> held = List.copyOf(full);
    full.clear();
    heldBytes = 0;
    spilled++;
    sorting.add(
        sorter.submit(
            () -> {
              try (Merge merge = new Merge(List.of(), held)) {
                return write(merge::next);
              }
            }));
  }

  /** Waits for what the other thread has to do; what it wrote becomes runs. */
  private void await() throws IOException {
    while (!sorting.isEmpty()) {
      try {
        Path run = sorting.removeFirst().get();
        if (run != null) {
          runs.add(run);
        }
      } catch (ExecutionException e) {
        if (e.getCause() instanceof IOException cause) {
          throw cause;
        }
        throw new IllegalStateException(e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while sorting", e);
      }
    }
  }

  /** Hands out records; null at the end. */
  interface Source {
    ImportedRecord next() throws IOException;
  }

  private Path write(Source records) throws IOException {
    Path run = Files.createTempFile(folder, "run-", ".zst");
    run.toFile().deleteOnExit();
    try (DataOutputStream out =
        new DataOutputStream(
            new BufferedOutputStream(
                new ZstdOutputStream(Files.newOutputStream(run), 1), BUFFER))) {
      for (ImportedRecord r = records.next(); r != null; r = records.next()) {
        r.write(out);
      }
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(run);
      throw e;
    }
    return run;
  }

  /** Ends a part of the reading: what was taken is sorted, and written where it has to be. */
  void finish() throws IOException {
    if (!open.isEmpty()) {
      seal();
    }
    await();
  }

  /** All records in order; may be called again. */
  Records sorted() throws IOException {
    finish();
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
    return new Merge(runs, full);
  }

  @Override
  public void close() throws IOException {
    sorter.shutdown();
    await();
    for (Path run : runs) {
      Files.deleteIfExists(run);
    }
    runs.clear();
  }

  /** The next record of a source. */
  private static final class Head {
    private final Source rest;
    private ImportedRecord record;

    Head(Source rest) {
      this.rest = rest;
    }

    private ImportedRecord record() {
      return record;
    }
  }

  private static final class Merge implements Records {
    private final List<DataInputStream> open = new ArrayList<>();
    private final PriorityQueue<Head> heads =
        new PriorityQueue<>(Comparator.comparing(Head::record, ImportedRecord.ORDER));

    Merge(List<Path> runs, List<Segment> held) throws IOException {
      for (Path run : runs) {
        DataInputStream in =
            new DataInputStream(
                new BufferedInputStream(new ZstdInputStream(Files.newInputStream(run)), BUFFER));
        open.add(in);
        add(new Head(() -> ImportedRecord.read(in)));
      }
      for (Segment segment : held) {
        add(new Head(segment.records()));
      }
    }

    private void add(Head head) throws IOException {
      head.record = head.rest.next();
      if (head.record != null) {
        heads.add(head);
      }
    }

    @Override
    public ImportedRecord next() throws IOException {
      Head head = heads.poll();
      if (head == null) {
        return null;
      }
      ImportedRecord record = head.record;
      add(head);
      return record;
    }

    @Override
    public void close() throws IOException {
      for (DataInputStream in : open) {
        in.close();
      }
    }
  }
}
