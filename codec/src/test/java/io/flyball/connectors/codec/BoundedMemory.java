package io.flyball.connectors.codec;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What a decoder allocates for an input stays below a bound: no length that bytes claim counts. */
public final class BoundedMemory {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final int RUNS = 3;

  private BoundedMemory() {}

  /** A call that reads bytes. */
  @FunctionalInterface
  public interface Reading {
    void run() throws Exception;
  }

  /**
   * Runs it, and again where it allocates more: what a first call loads is not the input's.
   *
   * @throws AssertionError when it allocates more than the bytes each time
   */
  public static void within(long bytes, Reading reading) throws Exception {
    long least = Long.MAX_VALUE;
    for (int run = 0; run < RUNS && least > bytes; run++) {
      least = Math.min(least, allocated(reading));
    }
    if (least > bytes) {
      throw new AssertionError(least + " bytes allocated, where " + bytes + " are allowed");
    }
  }

  private static long allocated(Reading reading) throws Exception {
    long thread = Thread.currentThread().getId();
    long before = THREADS.getThreadAllocatedBytes(thread);
    reading.run();
    return THREADS.getThreadAllocatedBytes(thread) - before;
  }
}
