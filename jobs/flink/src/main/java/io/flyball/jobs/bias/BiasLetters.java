package io.flyball.jobs.bias;

import io.flyball.connectors.codec.RecordCodec;
import io.flyball.core.record.DeadLetter;
import io.flyball.core.record.Refusal;
import io.flyball.schemas.EventPacket;
import io.flyball.schemas.RateWindow;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Packets and rates that were refused after the shuffle, encoded anew. */
final class BiasLetters implements Serializable {
  private static final long serialVersionUID = 1;

  private final RecordCodec<EventPacket> packets = RecordCodec.of(EventPacket.class);
  private final RecordCodec<RateWindow> rates = RecordCodec.of(RateWindow.class);

  DeadLetter of(CameraArrival in, Refusal refusal) {
    byte[] value =
        in.packet() != null
            ? packets.encode(BiasMapping.toAvro(in.packet()))
            : rates.encode(BiasMapping.toAvro(in.rate()));
    return new DeadLetter(
        BiasTopology.JOB,
        refusal.reason(),
        refusal.field(),
        refusal.message(),
        in.topic(),
        in.partition(),
        in.offset(),
        in.arrivedMs(),
        in.camera().getBytes(StandardCharsets.UTF_8),
        value,
        Map.of());
  }
}
