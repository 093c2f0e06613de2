package io.flyball.connectors.vw;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.flyball.connectors.codec.BoundedMemory;
import io.flyball.connectors.codec.Decoded;
import io.flyball.connectors.codec.JsonLines;
import io.flyball.connectors.codec.RecordCodec;
import io.flyball.connectors.vw.VwLines.Format;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/**
 * Any line of a log of Vowpal Wabbit is records that can be written, or a refusal with a reason.
 * Guided by coverage under {@code -Pfuzz}; else the inputs kept in {@code VwFuzzInputs}.
 */
class VwFuzz {
  private static final long NOW = 1_700_000_000_000L;
  private static final int ACTIONS = 4;
  private static final long FIXED = 16 << 20;
  private static final long A_BYTE = 10_000;

  @FuzzTest
  void dsjsonIsAnswered(byte[] bytes) throws Exception {
    BoundedMemory.within(
        FIXED + A_BYTE * bytes.length, () -> read(new VwLines(Format.DSJSON, "p", 0), bytes));
  }

  /** The first byte chooses whether actions have lines of their own. */
  @FuzzTest
  void textIsAnswered(byte[] bytes) throws Exception {
    if (bytes.length == 0) {
      return;
    }
    int actions = bytes[0] % 2 == 0 ? 0 : ACTIONS;
    byte[] text = Arrays.copyOfRange(bytes, 1, bytes.length);
    BoundedMemory.within(
        FIXED + A_BYTE * bytes.length, () -> read(new VwLines(Format.VW, "p", actions), text));
  }

  private static void read(VwLines lines, byte[] text) {
    long number = 0;
    for (String line : (new String(text, UTF_8) + "\n\n").split("\n", -1)) {
      List<JsonLines.Line> read = lines.read(number++, line.getBytes(UTF_8), NOW);
      for (JsonLines.Line one : read) {
        if (one.decoded() instanceof Decoded.Good<? extends SpecificRecord> good) {
          written(good.value());
        } else if (one.decoded() instanceof Decoded.Refused<? extends SpecificRecord> refused
            && refused.refusal().message().isBlank()) {
          throw new AssertionError("refused without a reason");
        }
      }
    }
  }

  @SuppressWarnings("unchecked") // the codec of the record's own class
  private static void written(SpecificRecord record) {
    RecordCodec.of((Class<SpecificRecord>) record.getClass()).encode(record);
  }
}
