package io.flyball.jobs.bandit;

import io.flyball.core.bandit.serve.PublishedModel;
import io.flyball.core.record.TextFormat;
import io.flyball.jobs.runtime.Codec;
import io.flyball.jobs.runtime.Packing;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Packs a {@link PublishedModel}, which is immutable. */
public final class PublishedModelCodec implements Codec<PublishedModel> {
  private static final long serialVersionUID = 1;
  private static final int VERSION = 1;

  @Override
  public Class<PublishedModel> type() {
    return PublishedModel.class;
  }

  @Override
  public void write(PublishedModel model, DataOutputView out) throws IOException {
    out.writeByte(VERSION);
    TextFormat.write(model.algorithm(), out);
    out.writeLong(model.decided());
    out.writeLong(model.learned());
    Packing.bytes(model.bytes(), out);
  }

  @Override
  public PublishedModel read(DataInputView in) throws IOException {
    in.readByte();
    return new PublishedModel(TextFormat.read(in), in.readLong(), in.readLong(), Packing.bytes(in));
  }
}
