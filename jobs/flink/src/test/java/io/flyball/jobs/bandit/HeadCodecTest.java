package io.flyball.jobs.bandit;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.bandit.serve.PolicyHead;
import io.flyball.core.record.TextFormat;
import io.flyball.jobs.runtime.Packing;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class HeadCodecTest {
  private final HeadCodec codec = new HeadCodec();

  @Test
  void aHeadOfTheFirstVersionIsRead() throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    out.writeByte(1);
    TextFormat.write("linucb", out);
    out.writeInt(3);
    out.writeInt(0);
    out.writeInt(2);
    Packing.doubles(new double[] {5, 0, 0, 0}, out);
    out.writeInt(2);
    out.writeLong(7);
    out.writeLong(8);
    PolicyHead head = codec.read(new DataInputDeserializer(out.getCopyOfBuffer()));
    assertThat(head.algorithm()).isEqualTo("linucb");
    assertThat(head.shared()).containsExactly(5, 0, 0, 0);
    assertThat(head.get(PolicyHead.Count.NEXT_ARM)).isEqualTo(7);
  }

  @Test
  void zerosTakeNoRoomAndComeBack() throws IOException {
    double[] shared = new double[10_000];
    shared[2] = -1;
    shared[9_999] = 3;
    PolicyHead head = new PolicyHead("squarecb-joint", 0, 0, 2, shared, new long[] {1});
    DataOutputSerializer out = new DataOutputSerializer(64);
    codec.write(head, out);
    assertThat(out.length()).isLessThan(500);
    PolicyHead read = codec.read(new DataInputDeserializer(out.getCopyOfBuffer()));
    assertThat(read.shared()).containsExactly(shared);
    assertThat(read.counts()).isEqualTo(head.counts());
  }
}
