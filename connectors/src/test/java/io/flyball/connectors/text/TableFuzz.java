package io.flyball.connectors.text;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.flyball.connectors.codec.BoundedMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Any text is rows, or broken rows, or is refused with a reason. Guided by coverage under {@code
 * -Pfuzz}; else the inputs kept in {@code TableFuzzInputs}.
 */
class TableFuzz {
  private static final TextOptions OPTIONS =
      new TextOptions(null, null, null, List.of(), null, Map.of(), null, null, false, false);
  private static final TableShape SHAPE = new TableShape(List.of(), null, rows -> null);

  /** Pieces of a megabyte are read at a time. */
  private static final long FIXED = 128 << 20;

  private static final long A_BYTE = 4000;

  @FuzzTest
  void aTableIsAnswered(byte[] bytes) throws Exception {
    Path file = Files.createTempFile("fuzz", ".csv");
    try {
      Files.write(file, bytes);
      BoundedMemory.within(FIXED + A_BYTE * bytes.length, () -> read(file));
    } finally {
      Files.delete(file);
    }
  }

  private static void read(Path file) {
    try (TextTable table = TextTable.open(file, OPTIONS, SHAPE);
        Stream<Integer> rows = table.rows(TableRow::hashCode)) {
      rows.forEach(row -> {});
    } catch (IOException | TextException refused) {
      if (refused.getMessage() == null || refused.getMessage().isBlank()) {
        throw new AssertionError("refused without a reason", refused);
      }
    }
  }
}
