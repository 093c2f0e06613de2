package io.flyball.jobs.bandit;

import io.flyball.core.bandit.serve.PolicyHead;
import io.flyball.core.record.TextFormat;
import io.flyball.jobs.runtime.Codec;
import io.flyball.jobs.runtime.Packing;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Packs a {@link PolicyHead}, whose arrays are changed in place. */
public final class HeadCodec implements Codec<PolicyHead> {
  private static final long serialVersionUID = 1;
  private static final int VERSION = 2;

  @Override
  public Class<PolicyHead> type() {
    return PolicyHead.class;
  }

  @Override
  public void write(PolicyHead head, DataOutputView out) throws IOException {
    out.writeByte(VERSION);
    TextFormat.write(head.algorithm(), out);
    out.writeInt(head.context());
    out.writeInt(head.features());
    out.writeInt(head.arms());
    Packing.nonZeros(head.shared(), out);
    out.writeInt(head.counts().length);
    for (long count : head.counts()) {
      out.writeLong(count);
    }
  }

  @Override
  public PolicyHead read(DataInputView in) throws IOException {
    int version = in.readByte();
    String algorithm = TextFormat.read(in);
    int context = in.readInt();
    int features = in.readInt();
    int arms = in.readInt();
    double[] shared = version < 2 ? Packing.doubles(in) : Packing.nonZeros(in);
    long[] counts = new long[in.readInt()];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = in.readLong();
    }
    return new PolicyHead(algorithm, context, features, arms, shared, counts);
  }

  @Override
  public PolicyHead copy(PolicyHead head) {
    return new PolicyHead(
        head.algorithm(),
        head.context(),
        head.features(),
        head.arms(),
        head.shared().clone(),
        head.counts().clone());
  }
}
