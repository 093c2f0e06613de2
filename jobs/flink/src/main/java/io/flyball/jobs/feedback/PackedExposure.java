package io.flyball.jobs.feedback;

import io.flyball.core.feedback.Exposure;
import io.flyball.core.feedback.FeedbackSignal;
import io.flyball.core.feedback.HindsightPair;
import io.flyball.core.feedback.OpenExposure;
import io.flyball.core.record.TextFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;

/**
 * The bytes of an open exposure in a {@link PackedUser}, without its times and its user: its id,
 * what was shown, and, once a signal was attributed to it, what came of that. Not for several
 * threads.
 */
final class PackedExposure {
  private static final int USUAL_BYTES = 256;
  private static final byte UNANSWERED = 0;
  private static final byte ANSWERED = 1;

  private final DataOutputSerializer out = new DataOutputSerializer(USUAL_BYTES);
  private final DataInputDeserializer in = new DataInputDeserializer();

  /** An exposure that nobody has answered yet, of the bytes in which it came. */
  byte[] unanswered(String id, byte[] packed) {
    try {
      out.clear();
      out.writeByte(UNANSWERED);
      TextFormat.write(id, out);
      out.write(packed);
      return out.getCopyOfBuffer();
    } catch (IOException e) {
      throw inMemory(e);
    }
  }

  byte[] pack(OpenExposure open) {
    try {
      boolean answered =
          open.matched()
              || !open.unsettled().isEmpty()
              || open.user() != null
              || open.shadow() != null;
      out.clear();
      out.writeByte(answered ? ANSWERED : UNANSWERED);
      TextFormat.write(open.exposure().id(), out);
      FeedbackPacking.write(open.exposure(), out);
      if (answered) {
        out.writeBoolean(open.matched());
        out.writeInt(open.unsettled().size());
        for (FeedbackSignal signal : open.unsettled()) {
          FeedbackPacking.writeWhole(signal, out);
        }
        write(open.user(), out);
        write(open.shadow(), out);
      }
      return out.getCopyOfBuffer();
    } catch (IOException e) {
      throw inMemory(e);
    }
  }

  /** Whether the bytes are those of an exposure of this id. */
  boolean isOf(byte[] body, String id) {
    return id.equals(id(body));
  }

  String id(byte[] body) {
    try {
      in.setBuffer(body, 1, body.length - 1);
      return TextFormat.read(in);
    } catch (IOException e) {
      throw inMemory(e);
    }
  }

  OpenExposure unpack(byte[] body, long time, long deadline, String user) {
    try {
      in.setBuffer(body);
      boolean answered = in.readByte() == ANSWERED;
      String id = TextFormat.read(in);
      Exposure exposure = FeedbackPacking.exposure(id, time, user, in);
      if (!answered) {
        return new OpenExposure(exposure, deadline, false, List.of(), null, null);
      }
      boolean matched = in.readBoolean();
      int count = in.readInt();
      List<FeedbackSignal> unsettled = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        unsettled.add(FeedbackPacking.wholeSignal(user, in));
      }
      return new OpenExposure(
          exposure, deadline, matched, unsettled, pair(user, in), pair(user, in));
    } catch (IOException e) {
      throw inMemory(e);
    }
  }

  private static void write(HindsightPair pair, DataOutputView out) throws IOException {
    out.writeBoolean(pair != null);
    if (pair != null) {
      writeOrNone(pair.immediate(), out);
      writeOrNone(pair.hindsight(), out);
      out.writeInt(pair.revision());
    }
  }

  private static HindsightPair pair(String user, DataInputView in) throws IOException {
    return in.readBoolean()
        ? new HindsightPair(signalOrNone(user, in), signalOrNone(user, in), in.readInt())
        : null;
  }

  private static void writeOrNone(FeedbackSignal signal, DataOutputView out) throws IOException {
    out.writeBoolean(signal != null);
    if (signal != null) {
      FeedbackPacking.writeWhole(signal, out);
    }
  }

  private static FeedbackSignal signalOrNone(String user, DataInputView in) throws IOException {
    return in.readBoolean() ? FeedbackPacking.wholeSignal(user, in) : null;
  }

  private static UncheckedIOException inMemory(IOException e) {
    return new UncheckedIOException("reading or writing memory failed", e);
  }
}
