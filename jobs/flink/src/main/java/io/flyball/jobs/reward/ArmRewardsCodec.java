package io.flyball.jobs.reward;

import io.flyball.core.record.TextFormat;
import io.flyball.core.reward.ArmRewards;
import io.flyball.jobs.runtime.Codec;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Byte form of {@link ArmRewards}. */
public final class ArmRewardsCodec implements Codec<ArmRewards> {
  private static final long serialVersionUID = 1;
  private static final int VERSION = 1;

  /** For Flink, which then reads the rest. */
  public ArmRewardsCodec() {}

  @Override
  public Class<ArmRewards> type() {
    return ArmRewards.class;
  }

  @Override
  public void write(ArmRewards arm, DataOutputView out) throws IOException {
    out.writeByte(VERSION);
    out.writeLong(arm.count());
    out.writeDouble(arm.sum());
    out.writeDouble(arm.squares());
    out.writeInt(arm.sums().size());
    for (Map.Entry<String, Double> component : arm.sums().entrySet()) {
      TextFormat.write(component.getKey(), out);
      out.writeDouble(component.getValue());
    }
  }

  @Override
  public ArmRewards read(DataInputView in) throws IOException {
    int version = in.readByte();
    if (version != VERSION) {
      throw new IOException(
          "statistics of an arm have version " + version + "; known is " + VERSION);
    }
    long count = in.readLong();
    double sum = in.readDouble();
    double squares = in.readDouble();
    int components = in.readInt();
    Map<String, Double> sums = new HashMap<>();
    for (int i = 0; i < components; i++) {
      sums.put(TextFormat.read(in), in.readDouble());
    }
    return new ArmRewards(count, sums, sum, squares);
  }
}
