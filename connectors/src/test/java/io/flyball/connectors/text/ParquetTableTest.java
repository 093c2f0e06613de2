package io.flyball.connectors.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parquet files that another implementation wrote. */
class ParquetTableTest {
  private static final TableShape ANY = new TableShape(List.of(), null, rows -> null);
  private static final TextOptions OPTIONS =
      new TextOptions(null, null, Map.of(), null, null, false);

  @TempDir private Path folder;

  private Path resource(String name) throws IOException {
    try (InputStream in = ParquetTableTest.class.getResourceAsStream(name)) {
      Path file = folder.resolve(name);
      Files.copy(in, file);
      return file;
    }
  }

  private static List<Map<String, String>> rows(TextTable table) {
    try (Stream<Map<String, String>> rows = table.rows(ParquetTableTest::cells)) {
      return rows.toList();
    }
  }

  private static Map<String, String> cells(TableRow row) {
    Map<String, String> cells = new java.util.LinkedHashMap<>();
    for (int i = 0; i < row.header().size(); i++) {
      if (!row.cells().get(i).isEmpty()) {
        cells.put(row.header().get(i), row.cells().get(i));
      }
    }
    return cells;
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "snappy", "gzip", "zstd", "lz4"})
  void valuesOfEveryTypeAreReadWithEveryCodec(String codec) throws IOException {
    TextTable table = TextTable.open(resource(codec + ".parquet"), OPTIONS, ANY);
    assertThat(rows(table))
        .containsExactly(
            Map.ofEntries(
                Map.entry("user-id", "a"),
                Map.entry("item", "1"),
                Map.entry("ts", "2024-01-01T12:00:00.500Z"),
                Map.entry("local", "2024-01-01T12:00:00.500"),
                Map.entry("day", "2024-01-01"),
                Map.entry("tags", "x|y"),
                Map.entry("m.k", "1"),
                Map.entry("s.u", "1"),
                Map.entry("price", "1.25"),
                Map.entry("ok", "true"),
                Map.entry("f", "0.1"),
                Map.entry("big", "18446744073709551615")),
            Map.of(
                "user-id",
                "b",
                "ts",
                "2024-01-01T12:00:01.500Z",
                "day",
                "2024-01-01",
                "price",
                "-0.50",
                "ok",
                "false"));
    assertThat(table.report().lines()).first().asString().contains("a Parquet file");
  }

  @Test
  void timestampsOf96BitsAreOfUtc() throws IOException {
    assertThat(rows(TextTable.open(resource("int96.parquet"), OPTIONS, ANY)))
        .containsExactly(
            Map.of("user-id", "a", "item", "1", "local", "2024-01-01T12:00:00.500Z"),
            Map.of("user-id", "b"));
  }

  @Test
  void aFileThroughAPipeOrCompressedAsAWholeIsReadToo() throws IOException {
    byte[] bytes = Files.readAllBytes(resource("none.parquet"));
    TextFile stdin = TextFile.of("standard input", new ByteArrayInputStream(bytes));
    assertThat(rows(TextTable.open(Path.of("standard input"), stdin, OPTIONS, ANY))).hasSize(2);
    Path gz = folder.resolve("again.parquet.gz");
    try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(gz))) {
      out.write(bytes);
    }
    assertThat(rows(TextTable.open(gz, OPTIONS, ANY))).hasSize(2);
  }

  @Test
  void aFileThatCannotBeReadIsRefusedWithItsReason() throws IOException {
    byte[] bytes = Files.readAllBytes(resource("none.parquet"));
    Path cut = Files.write(folder.resolve("cut.parquet"), Arrays.copyOf(bytes, bytes.length - 9));
    assertThatThrownBy(() -> TextTable.open(cut, OPTIONS, ANY))
        .isInstanceOf(TextException.class)
        .hasMessageContaining("cut.parquet")
        .hasMessageContaining("it is cut off");
    byte[] noise = bytes.clone();
    Arrays.fill(noise, 4, noise.length - 12, (byte) 7);
    Path damaged = Files.write(folder.resolve("damaged.parquet"), noise);
    assertThatThrownBy(() -> rows(TextTable.open(damaged, OPTIONS, ANY)))
        .isInstanceOf(TextException.class)
        .hasMessageContaining("damaged.parquet: the Parquet file cannot be read");
    Path brotli = resource("brotli.parquet");
    assertThatThrownBy(() -> rows(TextTable.open(brotli, OPTIONS, ANY)))
        .isInstanceOf(TextException.class)
        .hasMessageContaining("packed with BROTLI, which is not read");
  }
}
