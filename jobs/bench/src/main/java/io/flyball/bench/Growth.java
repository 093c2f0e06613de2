package io.flyball.bench;

import java.util.List;
import java.util.Locale;

/** What may grow, and the job that is measured while it does. */
@SuppressWarnings("ImmutableEnumChecker") // its lists are List.of
public enum Growth {
  /** Keys with state: cameras of the bias job, whose packets are small. */
  KEYS("bias", "cameras", 1_000, 10_000, 100_000, 1_000_000) {
    @Override
    Subject subject(long seed, int size) {
      return new BiasSubject(seed, size, 10);
    }

    @Override
    long records(long wanted, int size) {
      return Math.max(wanted, size);
    }
  },
  /** Arms of ten policies: LinUCB, 21 features. */
  ARMS("bandit", "arms", 10, 100, 1_000) {
    @Override
    Subject subject(long seed, int size) {
      return new BanditSubject(seed, 10, 21, size);
    }

    @Override
    long records(long wanted, int size) {
      return Math.max(BenchOptions.FEWEST, wanted / 10);
    }
  },
  /** Parallel instances of every operator of the feedback job. */
  PARALLELISM("feedback", "parallel instances", 1, 2) {
    @Override
    Subject subject(long seed, int size) {
      return new FeedbackSubject(seed);
    }
  },
  /** Events in a packet of the bias job, four bytes each. */
  RECORD_SIZE("bias", "events in a packet", 100, 1_000, 10_000) {
    @Override
    Subject subject(long seed, int size) {
      return new BiasSubject(seed, 1_000, size);
    }

    @Override
    long records(long wanted, int size) {
      // Small packets are done before the clock is first looked at, unless there are many.
      return size < 10_000 ? wanted : Math.max(BenchOptions.FEWEST, wanted / 10);
    }
  };

  private final String job;
  private final String label;
  private final List<Integer> sizes;

  Growth(String job, String label, Integer... sizes) {
    this.job = job;
    this.label = label;
    this.sizes = List.of(sizes);
  }

  /** The job that is measured. */
  public String job() {
    return job;
  }

  /** What grows, in words. */
  public String label() {
    return label;
  }

  /** How large it is made, ascending. */
  public List<Integer> sizes() {
    return sizes;
  }

  /** Its name in lower case with hyphens. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Parallelism of the job at a size. */
  public int parallelism(int size) {
    return this == PARALLELISM ? size : 2;
  }

  /** What is measured at a size. */
  abstract Subject subject(long seed, int size);

  /** Records of a backlog at a size, about as many as wanted. */
  long records(long wanted, int size) {
    return wanted;
  }

  /**
   * What a record costs at one size.
   *
   * @param size how large it is
   * @param cpuMicros processor time of a record, microseconds
   * @param perSecond records a second
   * @param heapBytes heap in use at the end, after a full collection
   */
  public record Point(int size, double cpuMicros, double perSecond, long heapBytes) {
    static Point of(int size, Throughput measured) {
      List<Long> heap = measured.heapBytes();
      return new Point(size, measured.cpuMicros(), measured.perSecond(), heap.get(heap.size() - 1));
    }
  }
}
