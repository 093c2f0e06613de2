package io.flyball.tools.loop;

import io.flyball.connectors.codec.Decoded;
import io.flyball.connectors.codec.JsonLines.Line;
import io.flyball.connectors.codec.PlausibleTimes;
import io.flyball.connectors.file.AvroFile;
import io.flyball.connectors.file.FileRecord;
import io.flyball.connectors.file.InteractionTable;
import io.flyball.connectors.file.JsonLinesFile;
import io.flyball.connectors.file.OpenBanditLog;
import io.flyball.connectors.text.ReadReport;
import io.flyball.connectors.text.TextFile;
import io.flyball.connectors.text.TextOptions;
import io.flyball.core.feedback.SignalKind;
import io.flyball.core.record.Refusal;
import io.flyball.schemas.Exposure;
import io.flyball.schemas.FeedbackSignal;
import io.flyball.tools.UserError;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificRecord;

/**
 * A log of ratings, events or exposures; what it is, its first bytes tell. Read whole: some 300
 * bytes of memory a line.
 *
 * <pre>
 * {"type":"Exposure", ...}                 JSON lines of Exposure and FeedbackSignal
 * Obj                                      Avro container of Exposure or FeedbackSignal
 * ,timestamp,item_id,...,propensity_score  Open Bandit
 * anything else                            a table, see {@link InteractionTable}
 * </pre>
 *
 * @param lines in file order
 * @param report what was assumed and skipped
 */
public record LoopLog(List<Interaction> lines, ReadReport report) {
  private static final int LONGEST_LINE = 1 << 20;
  private static final PlausibleTimes TIMES =
      new PlausibleTimes(PlausibleTimes.YEARS, "feedback.plausible-years");
  private static final byte[] AVRO = "Obj\u0001".getBytes(StandardCharsets.US_ASCII);

  /**
   * Reads a log; what cannot be used is a {@link UserError} that says where.
   *
   * @param clicks kinds of signals that count as clicks
   */
  public static LoopLog read(Path file, TextOptions options, Set<SignalKind> clicks) {
    try (TextFile text = TextFile.open(file, options.encoding())) {
      if (text.startsWith(AVRO)) {
        ReadReport report = new ReadReport();
        return new LoopLog(Interactions.of(avro(file), clicks, report), report);
      }
      if (text.first() == '{') {
        return jsonLines(file, options, clicks);
      }
      if (isOpenBandit(text)) {
        ReadReport report = new ReadReport();
        // The log itself does not name its policy; its folder does.
        String policy = file.toAbsolutePath().toString().contains("random") ? "random" : "bts";
        return new LoopLog(
            Interactions.of(
                OpenBanditLog.read(file, policy, "all").map(FileRecord::record), clicks, report),
            report);
      }
      InteractionTable table = InteractionTable.open(file, options);
      return new LoopLog(Interactions.of(table.records(), clicks, table.report()), table.report());
    } catch (NoSuchFileException e) {
      throw new UserError("there is no file " + file, e);
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      throw UserError.causedBy("cannot read the log " + file, e);
    }
  }

  private static LoopLog jsonLines(Path file, TextOptions options, Set<SignalKind> clicks)
      throws IOException {
    ReadReport report = new ReadReport();
    TextFile text = TextFile.open(file, options.encoding());
    report.assume(text.encoding());
    report.assume("JSON lines");
    Stream<SpecificRecord> records =
        JsonLinesFile.read(
                text, file, List.of(Exposure.class, FeedbackSignal.class), LONGEST_LINE, 0)
            .flatMap(line -> record(line, options.strict(), report));
    return new LoopLog(Interactions.of(records, clicks, report), report);
  }

  private static Stream<SpecificRecord> record(Line line, boolean strict, ReadReport report) {
    report.row();
    Refusal fault =
        line.decoded() instanceof Decoded.Good<? extends SpecificRecord> good
            ? TIMES.fault(good.value()).orElse(null)
            : ((Decoded.Refused<? extends SpecificRecord>) line.decoded()).refusal();
    if (fault == null) {
      return Stream.of(record(line));
    }
    if (strict) {
      throw broken(line, fault);
    }
    report.skip(
        line.raw().offset() + 1,
        text(fault),
        new String(line.raw().value(), StandardCharsets.UTF_8));
    return Stream.empty();
  }

  static SpecificRecord record(Line line) {
    if (line.decoded() instanceof Decoded.Good<? extends SpecificRecord> good) {
      return good.value();
    }
    throw broken(line, ((Decoded.Refused<? extends SpecificRecord>) line.decoded()).refusal());
  }

  private static IllegalArgumentException broken(Line line, Refusal fault) {
    return new IllegalArgumentException(
        String.format(Locale.ROOT, "line %d: %s", line.raw().offset() + 1, text(fault)));
  }

  private static String text(Refusal fault) {
    String field = fault.field().isEmpty() ? "" : "field '" + fault.field() + "': ";
    return fault.code() + ", " + field + fault.message();
  }

  private static boolean isOpenBandit(TextFile text) throws IOException {
    String first = new BufferedReader(text.reader()).readLine();
    return first != null && first.contains("propensity_score") && first.contains("item_id");
  }

  /** The record that an Avro container holds; empty when the file is none. */
  static String avroRecord(Path file) throws IOException {
    try (TextFile text = TextFile.open(file, null)) {
      if (!text.startsWith(AVRO)) {
        return "";
      }
      try (DataFileStream<GenericRecord> container =
          new DataFileStream<>(text.bytes(), new GenericDatumReader<>())) {
        return container.getSchema().getName();
      }
    }
  }

  private static Stream<? extends SpecificRecord> avro(Path file) throws IOException {
    String record = avroRecord(file);
    return switch (record) {
      case "Exposure" -> AvroFile.read(file, Exposure.class);
      case "FeedbackSignal" -> AvroFile.read(file, FeedbackSignal.class);
      default ->
          throw new IllegalArgumentException(
              "it holds records " + record + "; Exposure and FeedbackSignal can be read");
    };
  }
}
