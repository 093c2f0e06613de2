package io.flyball.jobs.feedback;

import io.flyball.core.record.TextFormat;
import io.flyball.jobs.feedback.PackedEvent.Arrival;
import io.flyball.jobs.runtime.Codec;
import io.flyball.jobs.runtime.CodecTypeInfo;
import io.flyball.jobs.runtime.Packing;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Byte form of {@link PackedEvent} between operators; what is packed passes through as it is. */
public final class PackedEventCodec implements Codec<PackedEvent> {
  private static final long serialVersionUID = 1;

  /** Flink's type of it. */
  static final CodecTypeInfo<PackedEvent> TYPE = new CodecTypeInfo<>(new PackedEventCodec());

  /** For Flink, which then reads the rest. */
  public PackedEventCodec() {}

  @Override
  public Class<PackedEvent> type() {
    return PackedEvent.class;
  }

  @Override
  public void write(PackedEvent event, DataOutputView out) throws IOException {
    TextFormat.write(event.identity(), out);
    TextFormat.write(event.user(), out);
    out.writeLong(event.time());
    Arrival arrival = event.arrival();
    out.writeLong(arrival.payloadHigh());
    out.writeLong(arrival.payloadLow());
    out.writeLong(arrival.known());
    TextFormat.write(arrival.topic(), out);
    out.writeInt(arrival.partition());
    out.writeLong(arrival.offset());
    out.writeLong(arrival.ingestTime());
    Packing.bytes(event.packed(), out);
  }

  @Override
  public PackedEvent read(DataInputView in) throws IOException {
    String identity = TextFormat.read(in);
    String user = TextFormat.read(in);
    long time = in.readLong();
    Arrival arrival =
        new Arrival(
            in.readLong(),
            in.readLong(),
            in.readLong(),
            TextFormat.read(in),
            in.readInt(),
            in.readLong(),
            in.readLong());
    return new PackedEvent(identity, user, time, arrival, Packing.bytes(in));
  }
}
