package io.flyball.connectors.text;

import io.flyball.connectors.text.CellSource.Cells;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Reads a source in a thread of its own, so that reading and what becomes of the rows share the
 * processors. Records and faults come in the order of the file. Memory: {@value #BATCHES} batches
 * of at most {@value #ROWS} records, and of no more than {@value #CHARS} characters and one record.
 * For one reader; close it to end the thread.
 */
final class ReadAhead implements Closeable {
  private static final int BATCHES = 8;
  private static final int ROWS = 512;
  private static final int CHARS = 1 << 18;
  private static final long PATIENCE_MS = 1_000;

  /**
   * Some records.
   *
   * @param last whether the source has no more
   * @param fault why it has no more; null where it has ended
   */
  private record Batch(List<Cells> cells, boolean last, Throwable fault) {}

  private final CellSource source;
  private final BlockingQueue<Batch> batches = new ArrayBlockingQueue<>(BATCHES);
  private final Thread thread = new Thread(this::read, "read-ahead");
  private Batch batch = new Batch(List.of(), false, null);
  private Iterator<Cells> rest = batch.cells().iterator();

  ReadAhead(CellSource source) {
    this.source = source;
    thread.setDaemon(true);
    thread.start();
  }

  private void read() {
    try {
      boolean last = false;
      while (!last) {
        List<Cells> cells = new ArrayList<>(ROWS);
        Throwable fault = null;
        try {
          last = fill(cells);
        } catch (IOException | RuntimeException | Error e) {
          // Without memory, too: who waits for records must hear of it.
          fault = e;
          last = true;
        }
        batches.put(new Batch(cells, last, fault));
      }
    } catch (InterruptedException e) {
      // Closed: nobody waits for more.
      Thread.currentThread().interrupt();
    }
  }

  /** Whether the source has no more. */
  private boolean fill(List<Cells> cells) throws IOException {
    int chars = 0;
    while (cells.size() < ROWS && chars < CHARS) {
      Cells next = source.next();
      if (next == null) {
        return true;
      }
      cells.add(next);
      chars += next.raw().length();
    }
    return false;
  }

  /** The next record; null at the end. */
  Cells next() throws IOException {
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
        throw new IOException("interrupted while reading", e);
      }
      rest = batch.cells().iterator();
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
