package io.flyball.jobs.bandit;

import io.flyball.core.bandit.AssignedArm;
import io.flyball.core.bandit.join.Mode;
import io.flyball.core.bandit.join.OpenDecision;
import io.flyball.core.bandit.join.Place;
import io.flyball.core.bandit.join.ReceivedReward;
import io.flyball.core.record.TextFormat;
import io.flyball.jobs.runtime.Codec;
import io.flyball.jobs.runtime.Packing;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Packs an {@link OpenDecision}, which is immutable. */
public final class OpenDecisionCodec implements Codec<OpenDecision> {
  private static final long serialVersionUID = 1;
  private static final int VERSION = 3;
  private static final Mode[] MODES = Mode.values();

  @Override
  public Class<OpenDecision> type() {
    return OpenDecision.class;
  }

  @Override
  @SuppressWarnings("EnumOrdinal") // new modes are added at the end
  public void write(OpenDecision d, DataOutputView out) throws IOException {
    out.writeByte(VERSION);
    TextFormat.write(d.taken().arm(), out);
    Packing.doubles(d.taken().context(), out);
    Packing.doubles(d.taken().features(), out);
    out.writeDouble(d.taken().propensity());
    Packing.doubles(d.taken().note(), out);
    Packing.strings(d.arms(), out);
    Packing.doubles(d.propensities(), out);
    out.writeLong(d.decidedAt());
    out.writeLong(d.deadline());
    out.writeDouble(d.importance());
    out.writeByte(d.mode().ordinal());
    out.writeInt(d.flags());
    out.writeLong(d.version());
    out.writeLong(d.epoch());
    out.writeInt(d.rewards().length);
    for (ReceivedReward reward : d.rewards()) {
      out.writeLong(reward.id());
      out.writeLong(reward.latest());
      out.writeLong(reward.time());
      out.writeInt(reward.revision());
      Packing.doubles(reward.values(), out);
    }
    Packing.doubles(d.learned(), out);
    out.writeInt(d.duplicates());
    out.writeInt(d.revision());
    out.writeLong(d.digest());
    out.writeInt(d.armNumber());
    Packing.doubles(d.candidates(), out);
    out.writeInt(d.place().position());
    if (d.place().position() > 0) {
      out.writeInt(d.place().of());
      out.writeBoolean(d.place().slots());
      out.writeDouble(d.place().examined());
    }
  }

  private static Place place(DataInputView in) throws IOException {
    int position = in.readInt();
    return position == 0
        ? Place.NONE
        : new Place(position, in.readInt(), in.readBoolean(), in.readDouble());
  }

  @Override
  public OpenDecision read(DataInputView in) throws IOException {
    int version = in.readByte();
    AssignedArm taken =
        new AssignedArm(
            TextFormat.read(in),
            Packing.doubles(in),
            Packing.doubles(in),
            in.readDouble(),
            Packing.doubles(in));
    return new OpenDecision(
        taken,
        Packing.strings(in),
        Packing.doubles(in),
        in.readLong(),
        in.readLong(),
        in.readDouble(),
        MODES[in.readByte()],
        in.readInt(),
        in.readLong(),
        in.readLong(),
        rewards(in),
        Packing.doubles(in),
        in.readInt(),
        in.readInt(),
        version < 2 ? 0 : in.readLong(),
        version < 2 ? -1 : in.readInt(),
        Packing.doubles(in),
        version < 3 ? Place.NONE : place(in));
  }

  private static ReceivedReward[] rewards(DataInputView in) throws IOException {
    ReceivedReward[] rewards = new ReceivedReward[in.readInt()];
    for (int i = 0; i < rewards.length; i++) {
      rewards[i] =
          new ReceivedReward(
              in.readLong(), in.readLong(), in.readLong(), in.readInt(), Packing.doubles(in));
    }
    return rewards;
  }
}
