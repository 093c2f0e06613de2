package io.flyball.jobs.bias;

import io.flyball.connectors.codec.RawRecord;
import io.flyball.connectors.codec.UnknownFields;
import io.flyball.core.camera.packet.EventPacket;
import io.flyball.core.control.MeasuredRate;
import io.flyball.core.places.PlaceReference;
import io.flyball.core.record.Refusal;

/**
 * A record as it enters the job: exactly one of packet, rate, reference and refusal is set. It
 * lives inside the source's chain and is never sent over the network.
 *
 * @param raw the record as read
 * @param unknownFields JSON fields that no schema names
 */
public record CameraInput(
    RawRecord raw,
    EventPacket packet,
    MeasuredRate rate,
    PlaceReference reference,
    Refusal refusal,
    UnknownFields unknownFields) {

  static CameraInput refused(RawRecord raw, Refusal refusal, UnknownFields unknownFields) {
    return new CameraInput(raw, null, null, null, refusal, unknownFields);
  }
}
