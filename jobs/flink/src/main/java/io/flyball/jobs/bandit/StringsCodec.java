package io.flyball.jobs.bandit;

import io.flyball.jobs.runtime.Codec;
import io.flyball.jobs.runtime.Packing;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Packs texts that are never changed in place. */
public final class StringsCodec implements Codec<String[]> {
  private static final long serialVersionUID = 1;
  private static final int VERSION = 1;

  @Override
  public Class<String[]> type() {
    return String[].class;
  }

  @Override
  public void write(String[] values, DataOutputView out) throws IOException {
    out.writeByte(VERSION);
    Packing.strings(values, out);
  }

  @Override
  public String[] read(DataInputView in) throws IOException {
    in.readByte();
    return Packing.strings(in);
  }
}
