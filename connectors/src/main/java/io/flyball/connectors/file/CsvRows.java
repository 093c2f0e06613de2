package io.flyball.connectors.file;

import io.flyball.connectors.text.TableShape;
import io.flyball.connectors.text.TextOptions;
import io.flyball.connectors.text.TextTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Streams the rows of a CSV file (RFC 4180, with a header); the first broken row ends it. */
final class CsvRows {
  private static final TextOptions OPTIONS = new TextOptions(null, ",", Map.of(), null, null, true);
  private static final TableShape SHAPE = new TableShape(List.of(), null, null);

  private CsvRows() {}

  static Stream<CsvRow> read(Path file) throws IOException {
    return TextTable.open(file, OPTIONS, SHAPE).rows(row -> new CsvRow(file, row));
  }
}
