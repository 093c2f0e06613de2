package io.flyball.jobs.bandit;

import io.flyball.core.bandit.Arm;
import io.flyball.core.record.TextFormat;
import io.flyball.jobs.runtime.Codec;
import io.flyball.jobs.runtime.Packing;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Packs an {@link Arm}: 8 bytes a double and some 10 more. Its array is changed in place. */
public final class ArmCodec implements Codec<Arm> {
  private static final long serialVersionUID = 1;
  private static final int VERSION = 1;

  @Override
  public Class<Arm> type() {
    return Arm.class;
  }

  @Override
  public void write(Arm arm, DataOutputView out) throws IOException {
    out.writeByte(VERSION);
    TextFormat.write(arm.id(), out);
    out.writeInt(arm.number());
    Packing.doubles(arm.state(), out);
  }

  @Override
  public Arm read(DataInputView in) throws IOException {
    in.readByte();
    return new Arm(TextFormat.read(in), in.readInt(), Packing.doubles(in));
  }

  @Override
  public Arm copy(Arm arm) {
    return new Arm(arm.id(), arm.number(), arm.state().clone());
  }
}
