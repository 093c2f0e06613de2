package io.flyball.tools.dataloop;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.connectors.codec.JsonWriter;
import io.flyball.connectors.file.DrawnRecords;
import io.flyball.connectors.file.FileRecord;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class DrawnRoundsTest {
  private static final Path SAMPLE = Path.of("../../samples/dataloop/drawn.jsonl.gz");
  private static final long SEED = 7;
  private static final int RECORDS = 2_000;

  /** With {@code -Dflyball.regenerate=true} it is drawn anew. */
  @Test
  void theShippedLogIsDrawnByTheSeedThatItsOriginNames() throws IOException {
    List<FileRecord> drawn =
        LongStream.range(0, RECORDS).mapToObj(new DrawnRounds(SEED)::at).toList();
    if (Boolean.getBoolean("flyball.regenerate")) {
      write(drawn);
    }

    try (Stream<FileRecord> shipped = DrawnRecords.read(SAMPLE)) {
      assertThat(shipped.toList()).isEqualTo(drawn);
    }
  }

  private static void write(List<FileRecord> records) throws IOException {
    try (Writer out =
        new OutputStreamWriter(
            new GZIPOutputStream(Files.newOutputStream(SAMPLE)), StandardCharsets.UTF_8)) {
      for (FileRecord record : records) {
        out.write(JsonWriter.write(record.record()) + "\n");
      }
    }
  }
}
