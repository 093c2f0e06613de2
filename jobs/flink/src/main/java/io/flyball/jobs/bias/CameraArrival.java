package io.flyball.jobs.bias;

import io.flyball.core.camera.packet.EventPacket;
import io.flyball.core.control.MeasuredRate;

/**
 * What a camera sent, one of packet and rate, and where it was read; the raw bytes stay behind,
 * because they hold the same events once more.
 *
 * @param arrivedMs when the broker took it in, epoch ms: the event time of this job
 */
public record CameraArrival(
    EventPacket packet,
    MeasuredRate rate,
    String topic,
    int partition,
    long offset,
    long arrivedMs) {

  static CameraArrival of(CameraInput in) {
    return new CameraArrival(
        in.packet(),
        in.rate(),
        in.raw().topic(),
        in.raw().partition(),
        in.raw().offset(),
        in.raw().ingestTime());
  }

  String camera() {
    return packet != null ? packet.camera() : rate.camera();
  }

  String sensor() {
    return packet != null ? packet.sensor() : rate.sensor();
  }
}
