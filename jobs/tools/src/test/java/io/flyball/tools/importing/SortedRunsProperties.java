package io.flyball.tools.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SortedRunsProperties {
  @Provide
  Arbitrary<List<Long>> times() {
    return Arbitraries.of(0L, 1L, 2L, 1_700_000_000_000L, Long.MAX_VALUE, Long.MIN_VALUE, -1L)
        .list()
        .ofMaxSize(40);
  }

  /** In memory and in runs on disk: by time, and as they were read where times are equal. */
  @Property(tries = 100)
  void recordsComeInTheOrderOfTimeThenOfReading(@ForAll("times") List<Long> times)
      throws IOException {
    Path work = Files.createTempDirectory("flyball-");
    for (long memory : new long[] {1 << 20, 1_000}) {
      try (SortedRuns runs = new SortedRuns(work, memory)) {
        List<ImportedRecord> all = new ArrayList<>();
        for (long time : times) {
          ImportedRecord record = new ImportedRecord(time, all.size(), 0, new byte[1], new byte[1]);
          all.add(record);
          runs.add(time, 0, record.key(), record.value());
        }
        all.sort(ImportedRecord.ORDER);
        List<Long> found = new ArrayList<>();
        try (SortedRuns.Records sorted = runs.sorted()) {
          for (ImportedRecord r = sorted.next(); r != null; r = sorted.next()) {
            found.add(r.order());
          }
        }
        assertThat(found).isEqualTo(all.stream().map(ImportedRecord::order).toList());
      }
    }
    Files.delete(work);
  }

  /** Backwards, so that nothing is in its place. */
  @Example
  void moreRecordsThanASegmentHoldsAreMergedInMemory() throws IOException {
    Path work = Files.createTempDirectory("flyball-");
    int count = Segment.MOST + 3;
    try (SortedRuns runs = new SortedRuns(work, Long.MAX_VALUE)) {
      for (int i = 0; i < count; i++) {
        runs.add(1_700_000_000_000L + (count - i) / 2, i % 5, new byte[] {(byte) i}, new byte[2]);
      }
      assertThat(runs.spilled()).isZero();
      long last = Long.MIN_VALUE;
      long order = -1;
      int found = 0;
      try (SortedRuns.Records sorted = runs.sorted()) {
        for (ImportedRecord r = sorted.next(); r != null; r = sorted.next(), found++) {
          boolean behind = r.time() > last || (r.time() == last && r.order() > order);
          if (!behind || r.type() != r.order() % 5 || r.key()[0] != (byte) r.order()) {
            throw new AssertionError(r + " after " + order + " of " + last);
          }
          last = r.time();
          order = r.order();
        }
      }
      assertThat(found).isEqualTo(count);
    }
    Files.delete(work);
  }
}
