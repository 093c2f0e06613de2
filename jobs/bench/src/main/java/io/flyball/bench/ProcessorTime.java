package io.flyball.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Processor time used so far, nanoseconds.
 *
 * @param own of this process, its compilers left out
 * @param compilers of this JVM's compilers; 0 where the system does not tell threads apart
 * @param broker of the processes that this one has started
 */
record ProcessorTime(long own, long compilers, long broker) {
  private static final Path THREADS = Path.of("/proc/self/task");

  /** Ticks of /proc, which are hundredths of a second on every Linux that runs a JVM. */
  private static final long TICK_NANOS = 10_000_000;

  static ProcessorTime now() {
    long compilers = ofCompilers();
    long broker =
        ProcessHandle.current()
            .children()
            .flatMap(child -> child.info().totalCpuDuration().stream())
            .mapToLong(Duration::toNanos)
            .sum();
    return new ProcessorTime(whole() - compilers, compilers, broker);
  }

  ProcessorTime since(ProcessorTime before) {
    return new ProcessorTime(
        own - before.own, compilers - before.compilers, broker - before.broker);
  }

  private static long whole() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean os
        ? os.getProcessCpuTime()
        : 0;
  }

  private static long ofCompilers() {
    if (!Files.isDirectory(THREADS)) {
      return 0;
    }
    try (Stream<Path> threads = Files.list(THREADS)) {
      return TICK_NANOS * threads.mapToLong(ProcessorTime::compilerTicks).sum();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + THREADS, e);
    }
  }

  /** User and system time of a thread if it compiles; a thread that has ended has none. */
  private static long compilerTicks(Path thread) {
    try {
      String stat = Files.readString(thread.resolve("stat"));
      int end = stat.lastIndexOf(')');
      if (!stat.substring(0, end).contains("Compiler")) {
        return 0;
      }
      List<String> fields = List.of(stat.substring(end + 2).split(" ", -1));
      return Long.parseLong(fields.get(11)) + Long.parseLong(fields.get(12));
    } catch (NoSuchFileException e) {
      return 0;
    } catch (IOException e) {
      // The kernel answers with a plain error for a thread that ends while it is read.
      return 0;
    }
  }
}
