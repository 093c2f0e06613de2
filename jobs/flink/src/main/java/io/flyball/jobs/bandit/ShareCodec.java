package io.flyball.jobs.bandit;

import io.flyball.core.bandit.ModelCodec;
import io.flyball.core.bandit.serve.Share;
import io.flyball.jobs.runtime.Codec;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Packs a {@link Share}, whose sums are changed in place. */
public final class ShareCodec implements Codec<Share> {
  private static final long serialVersionUID = 1;
  private static final int VERSION = 1;

  @Override
  public Class<Share> type() {
    return Share.class;
  }

  @Override
  public void write(Share share, DataOutputView out) throws IOException {
    out.writeByte(VERSION);
    out.writeLong(share.version());
    out.writeLong(share.era());
    out.writeLong(share.time());
    ModelCodec.write(share.sums(), out);
  }

  @Override
  public Share read(DataInputView in) throws IOException {
    in.readByte();
    return new Share(in.readLong(), in.readLong(), in.readLong(), ModelCodec.read(in));
  }

  @Override
  public Share copy(Share share) {
    return new Share(share.version(), share.era(), share.time(), share.sums().copy());
  }
}
