package io.flyball.jobs.feedback;

import io.flyball.core.feedback.FeedbackSignal;
import io.flyball.core.feedback.HeldSignal;
import io.flyball.core.record.TextFormat;
import io.flyball.jobs.runtime.Codec;
import io.flyball.jobs.runtime.CodecTypeInfo;
import io.flyball.jobs.runtime.Packing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Byte form of a {@link PackedUser}. */
public final class PackedUserCodec implements Codec<PackedUser> {
  private static final long serialVersionUID = 1;
  private static final int VERSION = 1;

  /** Flink's type of it. */
  static final CodecTypeInfo<PackedUser> TYPE = new CodecTypeInfo<>(new PackedUserCodec());

  /** For Flink, which then reads the rest. */
  public PackedUserCodec() {}

  @Override
  public Class<PackedUser> type() {
    return PackedUser.class;
  }

  @Override
  public PackedUser copy(PackedUser user) {
    return user.copy();
  }

  @Override
  public void write(PackedUser user, DataOutputView out) throws IOException {
    out.writeByte(VERSION);
    out.writeBoolean(user.elsewhere);
    out.writeLong(user.wake);
    out.writeInt(user.open);
    for (int i = 0; i < user.open; i++) {
      for (int which = 0; which < PackedUser.STRIDE; which++) {
        out.writeLong(user.number(i, which));
      }
      Packing.bytes(user.bodies[i], out);
    }
    out.writeInt(user.planned);
    for (int i = 0; i < user.planned; i++) {
      out.writeLong(user.times[i]);
      TextFormat.write(user.targets[i], out);
    }
    write(user.held, out);
  }

  /** All of them are of one user, who is named once. */
  private static void write(List<HeldSignal> held, DataOutputView out) throws IOException {
    out.writeInt(held.size());
    if (held.isEmpty()) {
      return;
    }
    TextFormat.write(held.get(0).signal().user(), out);
    for (HeldSignal one : held) {
      out.writeBoolean(one.late());
      FeedbackPacking.writeWhole(one.signal(), out);
    }
  }

  @Override
  public PackedUser read(DataInputView in) throws IOException {
    int version = in.readByte();
    if (version != VERSION) {
      throw new IOException("a user's feedback has version " + version + "; known is " + VERSION);
    }
    PackedUser user = new PackedUser();
    user.elsewhere = in.readBoolean();
    user.wake = in.readLong();
    user.open = in.readInt();
    user.numbers = new long[user.open * PackedUser.STRIDE];
    user.bodies = new byte[user.open][];
    for (int i = 0; i < user.open; i++) {
      for (int which = 0; which < PackedUser.STRIDE; which++) {
        user.numbers[i * PackedUser.STRIDE + which] = in.readLong();
      }
      user.bodies[i] = Packing.bytes(in);
    }
    user.planned = in.readInt();
    user.times = new long[user.planned];
    user.targets = new String[user.planned];
    for (int i = 0; i < user.planned; i++) {
      user.times[i] = in.readLong();
      user.targets[i] = TextFormat.read(in);
    }
    int held = in.readInt();
    user.held = held == 0 ? List.of() : held(held, in);
    return user;
  }

  private static List<HeldSignal> held(int count, DataInputView in) throws IOException {
    String user = TextFormat.read(in);
    List<HeldSignal> held = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      boolean late = in.readBoolean();
      FeedbackSignal signal = FeedbackPacking.wholeSignal(user, in);
      held.add(new HeldSignal(signal, late));
    }
    return held;
  }
}
