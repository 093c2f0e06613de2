package io.flyball.jobs.reward;

import io.flyball.core.reward.score.ReactionModel;
import io.flyball.jobs.runtime.Codec;
import io.flyball.jobs.runtime.Packing;
import java.io.IOException;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Byte form of a {@link ReactionModel.State}. */
public final class ReactionStateCodec implements Codec<ReactionModel.State> {
  private static final long serialVersionUID = 1;
  private static final int VERSION = 1;

  /** For Flink, which then reads the rest. */
  public ReactionStateCodec() {}

  @Override
  public Class<ReactionModel.State> type() {
    return ReactionModel.State.class;
  }

  @Override
  public void write(ReactionModel.State state, DataOutputView out) throws IOException {
    out.writeByte(VERSION);
    Packing.strings(state.features().toArray(String[]::new), out);
    Packing.doubles(state.statistics(), out);
    out.writeLong(state.seen());
    out.writeLong(state.reactions());
    out.writeDouble(state.expected());
    out.writeDouble(state.variance());
  }

  @Override
  public ReactionModel.State read(DataInputView in) throws IOException {
    int version = in.readByte();
    if (version != VERSION) {
      throw new IOException("a reaction model has version " + version + "; known is " + VERSION);
    }
    return new ReactionModel.State(
        List.of(Packing.strings(in)),
        Packing.doubles(in),
        in.readLong(),
        in.readLong(),
        in.readDouble(),
        in.readDouble());
  }
}
