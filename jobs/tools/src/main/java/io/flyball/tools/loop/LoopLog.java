package io.flyball.tools.loop;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.flyball.connectors.codec.Decoded;
import io.flyball.connectors.codec.JsonLines.Line;
import io.flyball.connectors.file.AvroFile;
import io.flyball.connectors.file.CompressedFiles;
import io.flyball.connectors.file.FileRecord;
import io.flyball.connectors.file.JsonLinesFile;
import io.flyball.connectors.file.MovieTweetingsLog;
import io.flyball.connectors.file.OpenBanditLog;
import io.flyball.schemas.Exposure;
import io.flyball.schemas.FeedbackSignal;
import io.flyball.tools.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificRecord;

/**
 * Reads a log of ratings or exposures; what it is, its first line tells. Read whole: some 200 bytes
 * of memory a line.
 *
 * <pre>
 * 1::0068646::10::1381620027               MovieTweetings
 * {"type":"Exposure", ...}                 JSON lines of Exposure and FeedbackSignal
 * Obj                                      Avro container of Exposure or FeedbackSignal
 * ,timestamp,item_id,...,propensity_score  Open Bandit
 * user,item,time,...                       CSV with a header, see {@link CsvLog}
 * </pre>
 */
public final class LoopLog {
  private static final int LONGEST_LINE = 1 << 20;
  private static final int HEAD = 1 << 12;

  private LoopLog() {}

  /** The lines in file order; what cannot be used is a {@link UserError} that says where. */
  public static List<Interaction> read(Path file) {
    try {
      String start = firstLine(file);
      if (start.startsWith("Obj\u0001")) {
        return avro(file);
      }
      if (start.startsWith("{")) {
        return Interactions.of(jsonLines(file));
      }
      if (start.contains("::")) {
        return Interactions.of(MovieTweetingsLog.read(file).map(FileRecord::record));
      }
      if (start.contains("propensity_score") && start.contains("item_id")) {
        // The log itself does not name its policy; its folder does.
        String policy = file.toAbsolutePath().toString().contains("random") ? "random" : "bts";
        return Interactions.of(OpenBanditLog.read(file, policy, "all").map(FileRecord::record));
      }
      return CsvLog.read(file);
    } catch (NoSuchFileException e) {
      throw new UserError("there is no file " + file, e);
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      throw UserError.causedBy("cannot read the log " + file, e);
    }
  }

  static String firstLine(Path file) throws IOException {
    try (InputStream in = CompressedFiles.open(file)) {
      String head = new String(in.readNBytes(HEAD), UTF_8);
      return head.lines().findFirst().orElse("").strip();
    }
  }

  private static Stream<SpecificRecord> jsonLines(Path file) throws IOException {
    return JsonLinesFile.read(file, List.of(Exposure.class, FeedbackSignal.class), LONGEST_LINE, 0)
        .map(LoopLog::record);
  }

  static SpecificRecord record(Line line) {
    if (line.decoded() instanceof Decoded.Good<? extends SpecificRecord> good) {
      return good.value();
    }
    var refusal = ((Decoded.Refused<? extends SpecificRecord>) line.decoded()).refusal();
    throw new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "line %d: %s, %s",
            line.raw().offset() + 1,
            refusal.code(),
            refusal.message()));
  }

  /** The record that an Avro container holds; empty when the file is none. */
  static String avroRecord(Path file) throws IOException {
    if (!firstLine(file).startsWith("Obj\u0001")) {
      return "";
    }
    try (InputStream in = CompressedFiles.open(file);
        DataFileStream<GenericRecord> container =
            new DataFileStream<>(in, new GenericDatumReader<>())) {
      return container.getSchema().getName();
    }
  }

  private static List<Interaction> avro(Path file) throws IOException {
    String record = avroRecord(file);
    return switch (record) {
      case "Exposure" -> Interactions.of(AvroFile.read(file, Exposure.class));
      case "FeedbackSignal" -> Interactions.of(AvroFile.read(file, FeedbackSignal.class));
      default ->
          throw new IllegalArgumentException(
              "it holds records " + record + "; Exposure and FeedbackSignal can be read");
    };
  }
}
