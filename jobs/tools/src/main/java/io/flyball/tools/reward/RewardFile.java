package io.flyball.tools.reward;

import io.flyball.connectors.codec.Decoded;
import io.flyball.connectors.codec.JsonLines;
import io.flyball.connectors.file.AvroFile;
import io.flyball.connectors.file.BrokenRowException;
import io.flyball.connectors.file.JsonLinesFile;
import io.flyball.schemas.Alert;
import io.flyball.schemas.AttributedFeedback;
import io.flyball.schemas.ControlUpdate;
import io.flyball.schemas.DeadLetter;
import io.flyball.schemas.GroupMember;
import io.flyball.schemas.Reward;
import io.flyball.tools.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificRecord;

/**
 * A log of rewards or attributed feedback: JSON lines as {@code flyball pipe} writes them, plain or
 * compressed, or an Avro container file.
 */
public final class RewardFile {
  private static final byte[] AVRO = "Obj\u0001".getBytes(StandardCharsets.ISO_8859_1);
  private static final int LONGEST_LINE = 16 << 20;
  private static final List<Class<? extends SpecificRecord>> TYPES =
      List.of(
          Reward.class,
          AttributedFeedback.class,
          GroupMember.class,
          ControlUpdate.class,
          Alert.class,
          DeadLetter.class);

  private RewardFile() {}

  /**
   * Shows every record to a visitor.
   *
   * @return how many lines are no records and were passed over
   * @throws UserError when the file cannot be read
   */
  public static long read(Path file, Consumer<SpecificRecord> visitor) {
    try {
      return isAvro(file) ? avro(file, visitor) : json(file, visitor);
    } catch (IOException e) {
      throw new UserError(String.format(Locale.ROOT, "cannot read %s: %s", file, why(e)), e);
    } catch (BrokenRowException e) {
      throw new UserError(e.getMessage(), e);
    }
  }

  private static String why(IOException failure) {
    return failure instanceof NoSuchFileException ? "there is no such file" : failure.getMessage();
  }

  private static boolean isAvro(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(AVRO.length), AVRO);
    }
  }

  private static long avro(Path file, Consumer<SpecificRecord> visitor) throws IOException {
    String name;
    try (var in = Files.newInputStream(file);
        var header = new DataFileStream<>(in, new GenericDatumReader<GenericRecord>())) {
      name = header.getSchema().getName();
    }
    for (Class<? extends SpecificRecord> type : TYPES) {
      if (type.getSimpleName().equals(name)) {
        try (Stream<? extends SpecificRecord> records = AvroFile.read(file, type)) {
          records.forEach(visitor);
        }
        return 0;
      }
    }
    throw new UserError(
        String.format(
            Locale.ROOT,
            "%s holds records of type %s; Reward or AttributedFeedback is expected",
            file,
            name));
  }

  private static long json(Path file, Consumer<SpecificRecord> visitor) throws IOException {
    long[] refused = {0};
    try (Stream<JsonLines.Line> lines =
        JsonLinesFile.read(file, TYPES, LONGEST_LINE, System.currentTimeMillis())) {
      lines.forEach(
          line -> {
            if (line.decoded() instanceof Decoded.Good<? extends SpecificRecord> good) {
              visitor.accept(good.value());
            } else {
              refused[0]++;
            }
          });
    }
    return refused[0];
  }
}
