package io.flyball.connectors.file;

import io.flyball.connectors.codec.JsonLines;
import io.flyball.connectors.codec.JsonLines.Line;
import io.flyball.connectors.stdio.InputLine;
import io.flyball.connectors.stdio.LineReader;
import io.flyball.connectors.text.RowStream;
import io.flyball.connectors.text.TextFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;

/**
 * Streams a file of JSON lines, plain or compressed, in UTF-8 or in UTF-16; each line names its
 * record as its type.
 */
public final class JsonLinesFile {
  private JsonLinesFile() {}

  /**
   * Every line, good or refused, read as it is asked for; close the stream to close the file.
   *
   * @param types records that may come
   * @param limit longest line in bytes; longer ones are refused and never held in memory
   * @param ingestTime epoch ms for lines that do not state their own
   * @throws IOException when the file cannot be opened
   */
  public static Stream<Line> read(
      Path file, Collection<Class<? extends SpecificRecord>> types, int limit, long ingestTime)
      throws IOException {
    return read(TextFile.open(file, null), file, types, limit, ingestTime);
  }

  /** The same of an open text, whose encoding is known. */
  public static Stream<Line> read(
      TextFile text,
      Path file,
      Collection<Class<? extends SpecificRecord>> types,
      int limit,
      long ingestTime) {
    JsonLines codec = new JsonLines(file.getFileName().toString(), types, limit);
    LineReader lines = new LineReader(text.utf8(), limit);
    return RowStream.of(
        () -> {
          InputLine line = lines.read();
          return line == null
              ? null
              : codec.decode(line.number(), line.bytes(), line.truncated(), ingestTime);
        },
        lines);
  }
}
