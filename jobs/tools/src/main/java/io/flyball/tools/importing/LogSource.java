package io.flyball.tools.importing;

import io.flyball.connectors.codec.Decoded;
import io.flyball.connectors.codec.JsonLines.Line;
import io.flyball.connectors.file.AvroFile;
import io.flyball.connectors.file.JsonLinesFile;
import io.flyball.connectors.file.LogLayout;
import io.flyball.connectors.file.LogTable;
import io.flyball.connectors.text.ReadReport;
import io.flyball.connectors.text.TextFile;
import io.flyball.core.record.Refusal;
import io.flyball.tools.UserError;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificRecord;

/**
 * The records of one file: of our own types as they are, in JSON lines or an Avro container, or of
 * a table by a layout.
 *
 * @param report what was assumed and skipped so far
 * @param rows the records of each row with its line, read as they are asked for
 */
record LogSource(ReadReport report, Stream<LogTable.Row> rows) {
  private static final int LONGEST_LINE = 1 << 20;
  private static final byte[] AVRO = {'O', 'b', 'j', 1};
  private static final byte[] XZ = {(byte) 0xFD, '7', 'z', 'X', 'Z', 0};
  private static final Pattern TYPE = Pattern.compile("^\\s*\\{\\s*\"type\"\\s*:\\s*\"(\\w+)\"");

  /**
   * Opens a file.
   *
   * @param layout null where only our own types are read
   */
  static LogSource open(ImportFile from, LogLayout layout, Charset encoding, boolean strict)
      throws IOException {
    Path file = from.path();
    try (TextFile text = TextFile.open(file, encoding)) {
      requireReadable(from.name(), text);
      if (text.startsWith(AVRO)) {
        Optional<Class<? extends SpecificRecord>> own = container(text);
        if (own.isPresent()) {
          return avro(file, own.get());
        }
      } else if (text.first() == '{' && isOwnLine(text)) {
        return jsonLines(file, encoding, strict);
      }
    }
    if (layout == null) {
      throw UserError.usage(
          from.name()
              + " holds no records of Flyball: give --as with what its rows are (exposures,"
              + " signals, interactions, decisions, rewards, turns or observations), or --preset");
    }
    LogTable table =
        LogTable.open(file, from.ids(), TextFile.open(file, layout.text().encoding()), layout);
    return new LogSource(table.report(), table.rows());
  }

  /** Fails for formats that are known and not read. */
  private static void requireReadable(String file, TextFile text) {
    if (text.startsWith(new byte[] {'P', 'K', 3, 4})) {
      throw new UserError(file + " is a zip archive: unpack it and name the files in it");
    }
    if (text.startsWith("BZh".getBytes(StandardCharsets.US_ASCII))) {
      throw new UserError(
          file + " is packed with bzip2: give bzcat FILE | ./flyball import - instead");
    }
    if (text.startsWith(XZ)) {
      throw new UserError(
          file + " is packed with xz: give xzcat FILE | ./flyball import - instead");
    }
  }

  private static boolean isOwnLine(TextFile text) throws IOException {
    BufferedReader lines = new BufferedReader(text.reader());
    String first = lines.readLine();
    while (first != null && first.isBlank()) {
      first = lines.readLine();
    }
    Matcher type = TYPE.matcher(first == null ? "" : first);
    return type.find() && type(type.group(1)).isPresent();
  }

  private static Optional<Class<? extends SpecificRecord>> type(String name) {
    return RecordTypes.ALL.stream().filter(type -> type.getSimpleName().equals(name)).findFirst();
  }

  private static Optional<Class<? extends SpecificRecord>> container(TextFile text)
      throws IOException {
    try (DataFileStream<GenericRecord> records =
        new DataFileStream<>(text.bytes(), new GenericDatumReader<>())) {
      return "io.flyball.schemas".equals(records.getSchema().getNamespace())
          ? type(records.getSchema().getName())
          : Optional.empty();
    }
  }

  private static LogSource avro(Path file, Class<? extends SpecificRecord> type)
      throws IOException {
    ReadReport report = new ReadReport();
    report.assume("an Avro container of " + type.getSimpleName());
    long[] number = {0};
    Stream<? extends SpecificRecord> records = AvroFile.read(file, type);
    return new LogSource(
        report,
        records.map(
            record -> {
              report.row();
              return new LogTable.Row(++number[0], List.of(record));
            }));
  }

  private static LogSource jsonLines(Path file, Charset encoding, boolean strict)
      throws IOException {
    ReadReport report = new ReadReport();
    TextFile text = TextFile.open(file, encoding);
    report.assume(text.encoding());
    report.assume("JSON lines of Flyball's records");
    return new LogSource(
        report,
        JsonLinesFile.read(text, file, RecordTypes.ALL, LONGEST_LINE, 0)
            .flatMap(line -> row(file, line, strict, report)));
  }

  private static Stream<LogTable.Row> row(Path file, Line line, boolean strict, ReadReport report) {
    report.row();
    long number = line.raw().offset() + 1;
    if (line.decoded() instanceof Decoded.Good<? extends SpecificRecord> good) {
      return Stream.of(new LogTable.Row(number, List.of(good.value())));
    }
    Refusal fault = ((Decoded.Refused<? extends SpecificRecord>) line.decoded()).refusal();
    String problem = fault.code() + ": " + fault.message();
    if (strict) {
      throw new UserError(file + ", line " + number + ": " + problem);
    }
    report.skip(number, problem, new String(line.raw().value(), StandardCharsets.UTF_8));
    return Stream.empty();
  }
}
