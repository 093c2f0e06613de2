package io.flyball.jobs.modes;

import io.flyball.core.modes.RateCounts;
import io.flyball.jobs.runtime.Codec;
import io.flyball.jobs.runtime.Packing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** Packs what a segment shows in a window. */
public final class SegmentPaneCodec implements Codec<SegmentPane> {
  private static final long serialVersionUID = 1;
  private static final int VERSION = 1;

  @Override
  public Class<SegmentPane> type() {
    return SegmentPane.class;
  }

  @Override
  public void write(SegmentPane pane, DataOutputView out) throws IOException {
    out.writeByte(VERSION);
    pane.pairs.write(out);
    out.writeInt(pane.symbols.size());
    for (Map.Entry<String, List<Integer>> entity : pane.symbols.entrySet()) {
      StringValue.writeString(entity.getKey(), out);
      out.writeInt(entity.getValue().size());
      for (int symbol : entity.getValue()) {
        out.writeInt(symbol);
      }
    }
  }

  @Override
  public SegmentPane read(DataInputView in) throws IOException {
    in.readByte();
    SegmentPane pane = new SegmentPane(RateCounts.read(in));
    int entities = in.readInt();
    for (int e = 0; e < entities; e++) {
      String entity = StringValue.readString(in);
      int count = in.readInt();
      List<Integer> shown = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        shown.add(in.readInt());
      }
      pane.symbols.put(entity, shown);
    }
    return pane;
  }

  @Override
  public SegmentPane copy(SegmentPane pane) {
    return Packing.copy(this, pane);
  }
}
