package io.flyball.connectors.stdio;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;

/**
 * Hands lines from the thread that waits for input to the task that must never wait. It holds a
 * bounded number of bytes: {@link #put} blocks beyond, so that a fast input meets backpressure.
 */
final class LineQueue {
  private static final int BYTES_PER_LINE = 64;

  private final long capacity;
  private final ArrayDeque<InputLine> lines = new ArrayDeque<>();
  private CompletableFuture<Void> available = new CompletableFuture<>();
  private long bytes;
  private boolean ended;
  private IOException failure;

  LineQueue(long capacity) {
    this.capacity = capacity;
  }

  synchronized void put(InputLine line) throws InterruptedException {
    while (bytes > capacity) {
      wait();
    }
    lines.add(line);
    bytes += cost(line);
    available.complete(null);
  }

  /** Nothing more comes, because of a failure unless it is null. */
  synchronized void end(IOException cause) {
    ended = true;
    failure = cause;
    available.complete(null);
  }

  /** The next line, null when there is none now. */
  synchronized InputLine poll() {
    InputLine line = lines.poll();
    if (line != null) {
      bytes -= cost(line);
      notifyAll();
    }
    return line;
  }

  /** Whether every line was taken and none will follow. */
  synchronized boolean isFinished() throws IOException {
    if (!lines.isEmpty() || !ended) {
      return false;
    }
    if (failure != null) {
      throw new IOException("cannot read the input", failure);
    }
    return true;
  }

  synchronized boolean isEmpty() {
    return lines.isEmpty();
  }

  /** Completes when there is a line, or the end. */
  synchronized CompletableFuture<Void> available() {
    if (lines.isEmpty() && !ended && available.isDone()) {
      available = new CompletableFuture<>();
    }
    return available;
  }

  private static int cost(InputLine line) {
    return BYTES_PER_LINE + line.bytes().length;
  }
}
