package io.flyball.jobs.reward;

import io.flyball.core.reward.shape.SelfDesignedReward;
import io.flyball.jobs.runtime.Codec;
import io.flyball.jobs.runtime.Packing;
import java.io.IOException;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Byte form of a {@link SelfDesignedReward.Table}. */
public final class DesignTableCodec implements Codec<SelfDesignedReward.Table> {
  private static final long serialVersionUID = 1;
  private static final int VERSION = 1;

  /** For Flink, which then reads the rest. */
  public DesignTableCodec() {}

  @Override
  public Class<SelfDesignedReward.Table> type() {
    return SelfDesignedReward.Table.class;
  }

  @Override
  public void write(SelfDesignedReward.Table table, DataOutputView out) throws IOException {
    out.writeByte(VERSION);
    out.writeDouble(table.value());
    Packing.strings(table.actions().toArray(String[]::new), out);
    Packing.doubles(table.added(), out);
    for (long visits : table.visits()) {
      out.writeLong(visits);
    }
  }

  @Override
  public SelfDesignedReward.Table read(DataInputView in) throws IOException {
    int version = in.readByte();
    if (version != VERSION) {
      throw new IOException("a designed reward has version " + version + "; known is " + VERSION);
    }
    double value = in.readDouble();
    List<String> actions = List.of(Packing.strings(in));
    double[] added = Packing.doubles(in);
    long[] visits = new long[added.length];
    for (int i = 0; i < visits.length; i++) {
      visits[i] = in.readLong();
    }
    return new SelfDesignedReward.Table(value, actions, added, visits);
  }
}
