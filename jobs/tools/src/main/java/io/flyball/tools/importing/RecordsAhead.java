package io.flyball.tools.importing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Merges records in a thread of its own, some batches ahead of who sends them; a fault comes behind
 * the records before it. Memory: {@value #BATCHES} batches of no more than {@value #BYTES} bytes
 * and one record. For one reader; close it to end the thread.
 */
final class RecordsAhead implements SortedRuns.Records {
  private static final int BATCHES = 4;
  private static final int ROWS = 1024;
  private static final int BYTES = 1 << 20;
  private static final long PATIENCE_MS = 1_000;

  private record Batch(List<ImportedRecord> records, boolean last, Throwable fault) {}

  private final SortedRuns.Records source;
  private final BlockingQueue<Batch> batches = new ArrayBlockingQueue<>(BATCHES);
  private final Thread thread = new Thread(this::read, "import-merge");
  private Batch batch = new Batch(List.of(), false, null);
  private Iterator<ImportedRecord> rest = batch.records().iterator();

  RecordsAhead(SortedRuns.Records source) {
    this.source = source;
    thread.setDaemon(true);
    thread.start();
  }

  private void read() {
    try {
      boolean last = false;
      while (!last) {
        List<ImportedRecord> records = new ArrayList<>(ROWS);
        Throwable fault = null;
        try {
          last = fill(records);
        } catch (IOException | RuntimeException | Error e) {
          // Without memory, too: who waits for records must hear of it.
          fault = e;
          last = true;
        }
        batches.put(new Batch(records, last, fault));
      }
    } catch (InterruptedException e) {
      // Closed: nobody waits for more.
      Thread.currentThread().interrupt();
    }
  }

  /** Whether there are no more. */
  private boolean fill(List<ImportedRecord> records) throws IOException {
    long bytes = 0;
    while (records.size() < ROWS && bytes < BYTES) {
      ImportedRecord next = source.next();
      if (next == null) {
        return true;
      }
      records.add(next);
      bytes += next.key().length + (long) next.value().length;
    }
    return false;
  }

  @Override
  public ImportedRecord next() throws IOException {
    while (!rest.hasNext()) {
      if (batch.fault() instanceof IOException e) {
        throw e;
      }
      if (batch.fault() instanceof RuntimeException e) {
        throw e;
      }
      if (batch.fault() instanceof Error e) {
        throw e;
      }
      if (batch.last()) {
        return null;
      }
      try {
        batch = batches.take();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while reading the sorted records", e);
      }
      rest = batch.records().iterator();
    }
    return rest.next();
  }

  @Override
  public void close() throws IOException {
    thread.interrupt();
    try {
      thread.join(PATIENCE_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    source.close();
  }
}
