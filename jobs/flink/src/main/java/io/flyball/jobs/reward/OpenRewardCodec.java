package io.flyball.jobs.reward;

import io.flyball.core.record.TextFormat;
import io.flyball.core.reward.Held;
import io.flyball.core.reward.OpenReward;
import io.flyball.jobs.runtime.Codec;
import io.flyball.jobs.runtime.Packing;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Byte form of an {@link OpenReward}. Numbers that are mostly absent take a bit each: bonus and
 * shaping at 0, a component that is not standardised, a plain sum that is the value.
 */
public final class OpenRewardCodec implements Codec<OpenReward> {
  private static final long serialVersionUID = 1;
  private static final int VERSION = 2;

  /** Without what is designed, whose bit was never set. */
  private static final int UNDESIGNED = 1;

  private static final int VALUE = 1;
  private static final int BONUS = 2;
  private static final int SHAPING = 4;
  private static final int DESIGNED = 8;
  private static final int STANDARDISED = 1;
  private static final int HINDSIGHT = 2;

  /** For Flink, which then reads the rest. */
  public OpenRewardCodec() {}

  @Override
  public Class<OpenReward> type() {
    return OpenReward.class;
  }

  @Override
  public void write(OpenReward open, DataOutputView out) throws IOException {
    int given =
        flag(VALUE, differ(open.value(), open.plain()))
            | flag(BONUS, differ(open.bonus(), 0))
            | flag(SHAPING, differ(open.shaping(), 0))
            | flag(DESIGNED, differ(open.designed(), 0));
    out.writeByte(VERSION);
    out.writeByte(given);
    TextFormat.write(open.decisionId(), out);
    TextFormat.write(open.arm(), out);
    TextFormat.write(open.session(), out);
    TextFormat.write(open.sibling(), out);
    Packing.string(open.item(), out);
    out.writeInt(open.position());
    out.writeInt(open.revision());
    out.writeDouble(open.plain());
    writeIf(given, VALUE, open.value(), out);
    writeIf(given, BONUS, open.bonus(), out);
    writeIf(given, SHAPING, open.shaping(), out);
    writeIf(given, DESIGNED, open.designed(), out);
    out.writeInt(open.components().size());
    for (Map.Entry<String, Held> component : open.components().entrySet()) {
      TextFormat.write(component.getKey(), out);
      write(component.getValue(), out);
    }
  }

  private static void write(Held held, DataOutputView out) throws IOException {
    int given =
        flag(STANDARDISED, differ(held.standardised(), held.value()))
            | flag(HINDSIGHT, held.hindsight());
    out.writeByte(given);
    out.writeDouble(held.value());
    writeIf(given, STANDARDISED, held.standardised(), out);
    out.writeLong(held.time());
    TextFormat.write(held.source(), out);
  }

  @Override
  public OpenReward read(DataInputView in) throws IOException {
    int version = in.readByte();
    if (version != VERSION && version != UNDESIGNED) {
      throw new IOException(
          "an open reward has version " + version + "; known are 1 to " + VERSION);
    }
    int given = in.readByte();
    String decisionId = TextFormat.read(in);
    String arm = TextFormat.read(in);
    String session = TextFormat.read(in);
    String sibling = TextFormat.read(in);
    String item = Packing.string(in);
    int position = in.readInt();
    int revision = in.readInt();
    double plain = in.readDouble();
    double value = readIf(given, VALUE, plain, in);
    double bonus = readIf(given, BONUS, 0, in);
    double shaping = readIf(given, SHAPING, 0, in);
    double designed = readIf(given, DESIGNED, 0, in);
    return new OpenReward(
        decisionId,
        arm,
        session,
        sibling,
        revision,
        components(in),
        plain,
        value,
        bonus,
        shaping,
        designed,
        item,
        position);
  }

  private static Map<String, Held> components(DataInputView in) throws IOException {
    int count = in.readInt();
    if (count == 0) {
      return Map.of();
    }
    if (count == 1) {
      return Map.of(TextFormat.read(in), held(in));
    }
    Map<String, Held> components = new HashMap<>();
    for (int i = 0; i < count; i++) {
      components.put(TextFormat.read(in), held(in));
    }
    return components;
  }

  private static Held held(DataInputView in) throws IOException {
    int given = in.readByte();
    double value = in.readDouble();
    double standardised = readIf(given, STANDARDISED, value, in);
    return new Held(
        value, standardised, in.readLong(), TextFormat.read(in), (given & HINDSIGHT) != 0);
  }

  private static int flag(int bit, boolean set) {
    return set ? bit : 0;
  }

  /** By their bits: what is read is what was written, the sign of a 0 included. */
  private static boolean differ(double one, double other) {
    return Double.doubleToRawLongBits(one) != Double.doubleToRawLongBits(other);
  }

  private static void writeIf(int given, int bit, double value, DataOutputView out)
      throws IOException {
    if ((given & bit) != 0) {
      out.writeDouble(value);
    }
  }

  private static double readIf(int given, int bit, double otherwise, DataInputView in)
      throws IOException {
    return (given & bit) != 0 ? in.readDouble() : otherwise;
  }
}
