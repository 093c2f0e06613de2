package io.flyball.connectors.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ReadAheadTest {
  private static final ReadAhead.Bounds BOUNDS = new ReadAhead.Bounds(2, 10, 1_000);

  private final AtomicBoolean closed = new AtomicBoolean();
  private final AtomicInteger read = new AtomicInteger();

  /** Counts from 1 up to a number, then ends or throws. */
  private ReadAhead<Integer> upTo(int last, Throwable fault) {
    return new ReadAhead<>(
        "test",
        new ReadAhead.Source<>() {
          @Override
          public Integer next() throws IOException {
            if (read.get() < last) {
              return read.incrementAndGet();
            }
            if (fault instanceof IOException e) {
              throw e;
            }
            if (fault instanceof Error e) {
              throw e;
            }
            if (fault instanceof RuntimeException e) {
              throw e;
            }
            return null;
          }

          @Override
          public void close() {
            closed.set(true);
          }
        },
        BOUNDS,
        record -> 1);
  }

  private static List<Integer> rest(ReadAhead<Integer> ahead, int count) throws IOException {
    List<Integer> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      records.add(ahead.next());
    }
    return records;
  }

  @Test
  void emptySourceEndsAtOnceAndForGood() throws IOException {
    try (ReadAhead<Integer> ahead = upTo(0, null)) {
      assertThat(rest(ahead, 2)).containsOnlyNulls();
    }
    assertThat(closed).isTrue();
  }

  @Test
  void recordsComeInTheirOrderWhateverTheBatches() throws IOException {
    try (ReadAhead<Integer> ahead = upTo(95, null)) {
      assertThat(rest(ahead, 95)).isSorted().doesNotHaveDuplicates();
      assertThat(ahead.next()).isNull();
    }
  }

  @Test
  void everyKindOfFaultComesBehindTheRecordsBeforeIt() throws IOException {
    for (Throwable fault :
        List.of(
            new IOException("disk"), new IllegalStateException("bug"), new OutOfMemoryError("x"))) {
      read.set(0);
      try (ReadAhead<Integer> ahead = upTo(25, fault)) {
        assertThat(rest(ahead, 25)).endsWith(25);
        assertThatThrownBy(ahead::next).isSameAs(fault);
        assertThatThrownBy(ahead::next).isSameAs(fault);
      }
    }
  }

  @Test
  void readerThatStopsHoldsNoMoreThanTheBoundsAndEndsTheThread() throws IOException {
    try (ReadAhead<Integer> ahead = upTo(1_000_000, null)) {
      assertThat(ahead.next()).isEqualTo(1);
    }
    // The batch in use, those that wait, and the one that found no room.
    assertThat(read.get()).isLessThanOrEqualTo(10 * (1 + 2 + 1));
    assertThat(closed).isTrue();
  }
}
