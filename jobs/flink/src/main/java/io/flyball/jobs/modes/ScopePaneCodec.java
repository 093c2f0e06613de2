package io.flyball.jobs.modes;

import io.flyball.core.modes.ModeCounts;
import io.flyball.jobs.runtime.Codec;
import io.flyball.jobs.runtime.Packing;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** Packs what a scope shows in a window. */
public final class ScopePaneCodec implements Codec<ScopePane> {
  private static final long serialVersionUID = 1;
  private static final int VERSION = 1;

  @Override
  public Class<ScopePane> type() {
    return ScopePane.class;
  }

  @Override
  public void write(ScopePane pane, DataOutputView out) throws IOException {
    out.writeByte(VERSION);
    pane.counts.write(out);
    for (int m = 0; m < pane.tried.length; m++) {
      out.writeLong(pane.tried[m]);
      out.writeLong(pane.won[m]);
    }
    out.writeInt(pane.pairs.size());
    for (ScopePane.Pair pair : pane.pairs) {
      out.writeLong(pair.time());
      StringValue.writeString(pair.order(), out);
      out.writeDouble(pair.drive());
      out.writeDouble(pair.response());
    }
  }

  @Override
  public ScopePane read(DataInputView in) throws IOException {
    in.readByte();
    ScopePane pane = new ScopePane(ModeCounts.read(in));
    for (int m = 0; m < pane.tried.length; m++) {
      pane.tried[m] = in.readLong();
      pane.won[m] = in.readLong();
    }
    int pairs = in.readInt();
    for (int p = 0; p < pairs; p++) {
      pane.pairs.add(
          new ScopePane.Pair(
              in.readLong(), StringValue.readString(in), in.readDouble(), in.readDouble()));
    }
    return pane;
  }

  @Override
  public ScopePane copy(ScopePane pane) {
    return Packing.copy(this, pane);
  }
}
