package io.flyball.connectors.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Streams the rows of a CSV file (RFC 4180, UTF-8, with a header). */
final class CsvRows {
  private CsvRows() {}

  static Stream<CsvRow> read(Path file) throws IOException {
    InputStream in = CompressedFiles.open(file);
    CloseableIterator<NamedCsvRecord> rows =
        CsvReader.builder()
            .ofNamedCsvRecord(new InputStreamReader(in, UTF_8.newDecoder()))
            .iterator();
    long[] line = {1};
    return RowStream.of(
        () -> {
          try {
            if (!rows.hasNext()) {
              return null;
            }
            NamedCsvRecord row = rows.next();
            line[0] = row.getStartingLineNumber();
            return new CsvRow(file, row);
          } catch (CsvParseException e) {
            throw new BrokenRowException(file, line[0] + 1, deepest(e));
          } catch (UncheckedIOException e) {
            if (e.getCause() instanceof CharacterCodingException) {
              throw new BrokenRowException(file, line[0] + 1, "this or a later line is not UTF-8");
            }
            throw e;
          }
        },
        in);
  }

  private static String deepest(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage();
  }
}
