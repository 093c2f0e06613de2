package io.flyball.connectors.text;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.ToIntFunction;

/**
 * Reads a source in a thread of its own, so that reading and what becomes of the records share the
 * processors. Records and faults come in the order of the source, a fault behind the records before
 * it. Memory: what {@link Bounds} says. For one reader; close it to end the thread.
 */
public final class ReadAhead<T> implements Closeable {
  private static final long PATIENCE_MS = 1_000;

  /** Hands out records. */
  public interface Source<T> extends Closeable {
    /** The next record; null at the end. */
    T next() throws IOException;
  }

  /**
   * How far ahead.
   *
   * @param batches that wait
   * @param records of a batch, at most
   * @param size of a batch, at most and one record
   */
  public record Bounds(int batches, int records, int size) {}

  /**
   * Some records.
   *
   * @param last whether the source has no more
   * @param fault why it has no more; null where it has ended
   */
  private record Batch<T>(List<T> records, boolean last, Throwable fault) {}

  private final Source<T> source;
  private final Bounds bounds;
  private final ToIntFunction<T> size;
  private final BlockingQueue<Batch<T>> batches;
  private final Thread thread;
  private Batch<T> batch = new Batch<>(List.of(), false, null);
  private Iterator<T> rest = batch.records().iterator();

  /**
   * Starts to read.
   *
   * @param name of the thread
   * @param size of a record, in the unit of the bounds
   */
  public ReadAhead(String name, Source<T> source, Bounds bounds, ToIntFunction<T> size) {
    this.source = source;
    this.bounds = bounds;
    this.size = size;
    this.batches = new ArrayBlockingQueue<>(bounds.batches());
    this.thread = new Thread(this::read, name);
    thread.setDaemon(true);
    thread.start();
  }

  private void read() {
    try {
      boolean last = false;
      while (!last) {
        List<T> records = new ArrayList<>(bounds.records());
        Throwable fault = null;
        try {
          last = fill(records);
        } catch (IOException | RuntimeException | Error e) {
          // Without memory, too: who waits for records must hear of it.
          fault = e;
          last = true;
        }
        batches.put(new Batch<>(records, last, fault));
      }
    } catch (InterruptedException e) {
      // Closed: nobody waits for more.
      Thread.currentThread().interrupt();
    }
  }

  /** Whether the source has no more. */
  private boolean fill(List<T> records) throws IOException {
    long filled = 0;
    while (records.size() < bounds.records() && filled < bounds.size()) {
      T next = source.next();
      if (next == null) {
        return true;
      }
      records.add(next);
      filled += size.applyAsInt(next);
    }
    return false;
  }

  /** The next record; null at the end. */
  public T next() throws IOException {
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
