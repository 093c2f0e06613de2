package io.flyball.core.control;

import io.flyball.core.camera.packet.EventPacket;
import io.flyball.core.camera.packet.PacketSequence.Place;
import io.flyball.core.record.Reason;
import io.flyball.core.record.Refusal;
import java.util.Locale;
import java.util.Optional;

/** Refuses what comes under the id of a camera and is not of it, or of a time that is over. */
final class StrayRecords {
  private StrayRecords() {}

  /** Why a packet does not belong to what the camera has sent; empty where it does. */
  static Optional<Refusal> packet(String camera, CameraState s, EventPacket p, Place place) {
    Optional<Refusal> other = sensor(camera, s, p.sensor(), "packet");
    if (other.isPresent()) {
      return other;
    }
    if (place == Place.OLD_SESSION) {
      return conflict(
          "session",
          String.format(
              Locale.ROOT,
              "camera %s counts in session %d, and this packet is of %d: a stray, or two cameras"
                  + " have one id",
              camera,
              s.sequence.session,
              p.session()));
    }
    if (place == Place.LATE && s.open.started() && p.endUs() < s.open.startUs() - s.windowUs) {
      String message =
          String.format(
              Locale.ROOT,
              "packet %d ends at %d, and the windows have reached %d",
              p.sequence(),
              p.endUs(),
              s.open.startUs());
      return Optional.of(Refusal.of(Reason.TOO_LATE, "sequence", message));
    }
    return Optional.empty();
  }

  private static Optional<Refusal> conflict(String field, String message) {
    return Optional.of(Refusal.of(Reason.DUP_CONFLICT, field, message));
  }

  /**
   * Why a record of another sensor is refused; empty where it is of the camera's.
   *
   * @param record what it is, for the message
   */
  static Optional<Refusal> sensor(String camera, CameraState s, String sensor, String record) {
    return s.sensor == null || s.sensor.equals(sensor)
        ? Optional.empty()
        : conflict(
            "sensor",
            String.format(
                Locale.ROOT,
                "camera %s is a %s, and this %s is of a %s: two cameras have one id",
                camera,
                s.sensor,
                record,
                sensor));
  }
}
