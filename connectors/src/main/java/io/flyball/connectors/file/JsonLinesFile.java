package io.flyball.connectors.file;

import io.flyball.connectors.codec.JsonLines;
import io.flyball.connectors.codec.JsonLines.Line;
import io.flyball.connectors.stdio.InputLine;
import io.flyball.connectors.stdio.LineReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;

/** Streams a file of JSON lines, plain or compressed; each line names its record as its type. */
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
    JsonLines codec = new JsonLines(file.getFileName().toString(), types, limit);
    LineReader lines = new LineReader(CompressedFiles.open(file), limit);
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
