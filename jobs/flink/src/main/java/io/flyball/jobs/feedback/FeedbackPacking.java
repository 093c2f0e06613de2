package io.flyball.jobs.feedback;

import io.flyball.core.feedback.Exposure;
import io.flyball.core.feedback.FeedbackActor;
import io.flyball.core.feedback.FeedbackSignal;
import io.flyball.core.feedback.FeedbackStage;
import io.flyball.core.feedback.ItemSource;
import io.flyball.core.feedback.SenderShift;
import io.flyball.core.feedback.SignalKind;
import io.flyball.core.record.TextFormat;
import io.flyball.jobs.runtime.Packing;
import java.io.IOException;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * The byte form of exposures and signals between operators and in state, without id, time and user.
 * Constants of their enumerations are known by their place, so new ones come last.
 */
@SuppressWarnings("EnumOrdinal") // a test keeps the bytes
final class FeedbackPacking {
  private static final ItemSource[] SOURCES = ItemSource.values();
  private static final SignalKind[] KINDS = SignalKind.values();
  private static final FeedbackStage[] STAGES = FeedbackStage.values();
  private static final FeedbackActor[] ACTORS = FeedbackActor.values();

  private FeedbackPacking() {}

  static void write(Exposure exposure, DataOutputView out) throws IOException {
    TextFormat.write(exposure.item(), out);
    Packing.string(exposure.decisionId(), out);
    Packing.string(exposure.session(), out);
    TextFormat.write(exposure.surface(), out);
    out.writeInt(exposure.position());
    out.writeByte(exposure.itemSource().ordinal());
    Packing.strings(exposure.categories().toArray(String[]::new), out);
    Packing.string(exposure.modelVersion(), out);
    Packing.number(exposure.propensity(), out);
    out.writeBoolean(exposure.randomHoldout());
    write(exposure.shift(), out);
  }

  static Exposure exposure(String id, long time, String user, DataInputView in) throws IOException {
    return new Exposure(
        id,
        time,
        user,
        TextFormat.read(in),
        Packing.string(in),
        Packing.string(in),
        TextFormat.read(in),
        in.readInt(),
        SOURCES[in.readByte()],
        List.of(Packing.strings(in)),
        Packing.string(in),
        Packing.number(in),
        in.readBoolean(),
        shift(in));
  }

  static void write(FeedbackSignal signal, DataOutputView out) throws IOException {
    out.writeByte(signal.kind().ordinal());
    Packing.string(signal.exposureId(), out);
    Packing.string(signal.decisionId(), out);
    Packing.string(signal.item(), out);
    Packing.number(signal.value(), out);
    out.writeByte(signal.stage().ordinal());
    out.writeByte(signal.actor().ordinal());
    Packing.string(signal.traceId(), out);
    Packing.string(signal.spanId(), out);
    Packing.string(signal.text(), out);
    write(signal.shift(), out);
  }

  /** With id and time, for state. */
  static void writeWhole(FeedbackSignal signal, DataOutputView out) throws IOException {
    TextFormat.write(signal.id(), out);
    out.writeLong(signal.time());
    write(signal, out);
  }

  static FeedbackSignal wholeSignal(String user, DataInputView in) throws IOException {
    return signal(TextFormat.read(in), in.readLong(), user, in);
  }

  static FeedbackSignal signal(String id, long time, String user, DataInputView in)
      throws IOException {
    return new FeedbackSignal(
        id,
        time,
        user,
        KINDS[in.readByte()],
        Packing.string(in),
        Packing.string(in),
        Packing.string(in),
        Packing.number(in),
        STAGES[in.readByte()],
        ACTORS[in.readByte()],
        Packing.string(in),
        Packing.string(in),
        Packing.string(in),
        shift(in));
  }

  private static void write(SenderShift shift, DataOutputView out) throws IOException {
    out.writeBoolean(shift != null);
    if (shift != null) {
      out.writeLong(shift.sentAt());
      out.writeLong(shift.shiftMs());
    }
  }

  private static SenderShift shift(DataInputView in) throws IOException {
    return in.readBoolean() ? new SenderShift(in.readLong(), in.readLong()) : null;
  }
}
