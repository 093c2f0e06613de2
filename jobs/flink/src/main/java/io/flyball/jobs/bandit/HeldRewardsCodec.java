package io.flyball.jobs.bandit;

import io.flyball.core.bandit.serve.HeldReward;
import io.flyball.core.record.DeadLetter;
import io.flyball.core.record.Reason;
import io.flyball.core.record.TextFormat;
import io.flyball.jobs.runtime.Codec;
import io.flyball.jobs.runtime.Packing;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Packs rewards that wait, each with the dead letter that it may become. */
public final class HeldRewardsCodec implements Codec<HeldReward[]> {
  private static final long serialVersionUID = 1;
  private static final int VERSION = 3;

  @Override
  public Class<HeldReward[]> type() {
    return HeldReward[].class;
  }

  @Override
  public void write(HeldReward[] rewards, DataOutputView out) throws IOException {
    out.writeByte(VERSION);
    out.writeInt(rewards.length);
    for (HeldReward held : rewards) {
      out.writeLong(held.clock());
      BanditEventCodec.reward(held.reward(), out);
      letter(held.letter(), out);
    }
  }

  @Override
  public HeldReward[] read(DataInputView in) throws IOException {
    int version = in.readByte();
    HeldReward[] rewards = new HeldReward[in.readInt()];
    for (int i = 0; i < rewards.length; i++) {
      long clock = version < 2 ? Long.MIN_VALUE : in.readLong();
      rewards[i] = new HeldReward(BanditEventCodec.reward(in, version < 3), letter(in), clock);
    }
    return rewards;
  }

  private static void letter(DeadLetter l, DataOutputView out) throws IOException {
    TextFormat.write(l.job(), out);
    TextFormat.write(l.reason().name(), out);
    TextFormat.write(l.field(), out);
    TextFormat.write(l.message(), out);
    TextFormat.write(l.topic(), out);
    out.writeInt(l.partition());
    out.writeLong(l.offset());
    out.writeLong(l.time());
    Packing.bytes(l.key(), out);
    Packing.bytes(l.value(), out);
    out.writeInt(l.headers().size());
    for (Map.Entry<String, byte[]> header : l.headers().entrySet()) {
      TextFormat.write(header.getKey(), out);
      Packing.bytes(header.getValue(), out);
    }
  }

  private static DeadLetter letter(DataInputView in) throws IOException {
    String job = TextFormat.read(in);
    Reason reason = Reason.valueOf(TextFormat.read(in));
    String field = TextFormat.read(in);
    String message = TextFormat.read(in);
    String topic = TextFormat.read(in);
    int partition = in.readInt();
    long offset = in.readLong();
    long time = in.readLong();
    byte[] key = Packing.bytes(in);
    byte[] value = Packing.bytes(in);
    int count = in.readInt();
    Map<String, byte[]> headers = count == 0 ? Map.of() : new HashMap<>();
    for (int i = 0; i < count; i++) {
      headers.put(TextFormat.read(in), Packing.bytes(in));
    }
    return new DeadLetter(
        job, reason, field, message, topic, partition, offset, time, key, value, headers);
  }
}
