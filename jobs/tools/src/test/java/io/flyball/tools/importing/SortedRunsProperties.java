package io.flyball.tools.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
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
}
