package io.flyball.jobs.bias;

import static io.flyball.core.places.PlaceReference.MOST_NUMBERS;

import io.flyball.connectors.codec.Decoded;
import io.flyball.connectors.codec.PlausibleTimes;
import io.flyball.connectors.codec.RawRecord;
import io.flyball.connectors.codec.RecordCodec;
import io.flyball.connectors.codec.UnknownFields;
import io.flyball.core.control.SensorProfiles;
import io.flyball.core.record.Reason;
import io.flyball.core.record.Refusal;
import io.flyball.schemas.EventEncoding;
import io.flyball.schemas.EventPacket;
import io.flyball.schemas.PlaceReference;
import io.flyball.schemas.RateWindow;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.util.function.SerializableFunction;

/**
 * Bytes to {@link CameraInput}: decode, and refuse what no camera's state is needed to refuse. A
 * pure function of the record alone.
 */
public final class BiasDecoder implements SerializableFunction<RawRecord, CameraInput> {
  private static final long serialVersionUID = 1;

  /** Device time within ±36,000 years: sums of it cannot overflow. */
  private static final long MOST_US = 1L << 60;

  /** Numbers of packets and of events that a double can count. */
  private static final long MOST_COUNTED = 1L << 53;

  /** A thousand times what any sensor can send, events/s. */
  private static final double MOST_RATE = 1e13;

  private static final double MOST_METRES = 1e9;
  private static final double MOST_VALUE = 1e6;

  private final String packetsTopic;
  private final String referencesTopic;
  private final boolean places;
  private final int mostReferences;
  private final RecordCodec<PlaceReference> references;
  private final RecordCodec<EventPacket> packets;
  private final RecordCodec<RateWindow> rates;
  private final PlausibleTimes times;
  private final SensorProfiles sensors;

  public BiasDecoder(BiasConfig config) {
    packetsTopic = config.packetsTopic();
    referencesTopic = config.places().referencesTopic();
    places = config.places().enabled();
    mostReferences = config.places().mostReferences();
    references = RecordCodec.of(PlaceReference.class, config.maxRecordBytes());
    times = config.times();
    sensors = config.sensors();
    packets = RecordCodec.of(EventPacket.class, config.maxRecordBytes());
    rates = RecordCodec.of(RateWindow.class, config.maxRecordBytes());
  }

  @Override
  public CameraInput apply(RawRecord raw) {
    if (places && raw.topic().equals(referencesTopic)) {
      return ingest(raw, references.decode(raw));
    }
    return ingest(raw, raw.topic().equals(packetsTopic) ? packets.decode(raw) : rates.decode(raw));
  }

  /** The same for a source that decodes by itself and may carry any of the job's input types. */
  public CameraInput ingest(RawRecord raw, Decoded<? extends SpecificRecord> decoded) {
    if (decoded instanceof Decoded.Refused<? extends SpecificRecord> refused) {
      return CameraInput.refused(raw, refused.refusal(), UnknownFields.NONE);
    }
    var good = (Decoded.Good<? extends SpecificRecord>) decoded;
    SpecificRecord record = good.value();
    UnknownFields unknown = good.unknownFields();
    Optional<Refusal> implausible = times.fault(record);
    if (implausible.isPresent()) {
      return CameraInput.refused(raw, implausible.get(), unknown);
    }
    if (record instanceof EventPacket packet) {
      return fault(packet)
          .map(refusal -> CameraInput.refused(raw, refusal, unknown))
          .orElseGet(
              () -> new CameraInput(raw, BiasMapping.fromAvro(packet), null, null, null, unknown));
    }
    if (record instanceof RateWindow rate) {
      return fault(rate)
          .map(refusal -> CameraInput.refused(raw, refusal, unknown))
          .orElseGet(
              () -> new CameraInput(raw, null, BiasMapping.fromAvro(rate), null, null, unknown));
    }
    if (record instanceof PlaceReference place) {
      return fault(place)
          .map(refusal -> CameraInput.refused(raw, refusal, unknown))
          .orElseGet(
              () ->
                  new CameraInput(
                      raw, null, null, BiasMapping.fromAvro(place, raw.offset()), null, unknown));
    }
    String message =
        "the bias job reads EventPacket, RateWindow, PlaceReference and ControlUpdate, not "
            + record.getSchema().getName();
    return CameraInput.refused(raw, Refusal.of(Reason.UNKNOWN_TYPE, "type", message), unknown);
  }

  private Optional<Refusal> fault(EventPacket p) {
    if (p.getEncoding() == EventEncoding.OTHER) {
      return refuse(Reason.BAD_ENUM, "encoding", "EVT2, EVT21, EVT21_SWAPPED or EVT3 is expected");
    }
    if (p.getSequence() < 0 || p.getSequence() > MOST_COUNTED) {
      return refuse(
          Reason.OUT_OF_RANGE, "sequence", "it counts from 0 to 2^53, and is " + p.getSequence());
    }
    if (p.getWidth() < 1 || p.getHeight() < 1) {
      String size = p.getWidth() + "x" + p.getHeight();
      return refuse(Reason.OUT_OF_RANGE, "width", "a sensor has pixels, not " + size);
    }
    return named(p.getCamera(), p.getSensor()).or(() -> range(p.getStartUs(), p.getEndUs()));
  }

  private Optional<Refusal> fault(PlaceReference p) {
    if (!places) {
      return refuse(
          Reason.UNKNOWN_TYPE, "type", "places are recognised with bias.places.enabled=true");
    }
    if (p.getMap().isEmpty()) {
      return refuse(Reason.MISSING_FIELD, "map", "a place belongs to a map, which has a name");
    }
    if (p.getNumber() < 0 || p.getNumber() >= mostReferences) {
      return refuse(
          Reason.OUT_OF_RANGE,
          "number",
          "it is 0 to "
              + (mostReferences - 1)
              + " (bias.places.most-references), not "
              + p.getNumber());
    }
    if (!(Math.abs(p.getX()) <= MOST_METRES && Math.abs(p.getY()) <= MOST_METRES)) {
      return refuse(Reason.OUT_OF_RANGE, "x", "a place lies within 1e9 m");
    }
    int bytes = p.getDescriptor().remaining();
    if (bytes % Float.BYTES != 0 || bytes > Float.BYTES * MOST_NUMBERS) {
      return refuse(
          Reason.OUT_OF_RANGE,
          "descriptor",
          "it has at most " + MOST_NUMBERS + " numbers of 4 bytes, and is " + bytes + " bytes");
    }
    for (float value : BiasMapping.floats(p.getDescriptor())) {
      if (!(Math.abs(value) <= MOST_VALUE)) {
        return refuse(
            Reason.OUT_OF_RANGE, "descriptor", "its numbers are -1e6 to 1e6, not " + value);
      }
    }
    return Optional.empty();
  }

  private Optional<Refusal> fault(RateWindow w) {
    if (!(w.getRate() >= 0 && w.getRate() <= MOST_RATE)) {
      return refuse(
          Reason.OUT_OF_RANGE, "rate", "a rate is from 0 to 1e13 events/s, not " + w.getRate());
    }
    if (!counted(w.getOn()) || !counted(w.getOff())) {
      return refuse(
          Reason.OUT_OF_RANGE,
          counted(w.getOn()) ? "off" : "on",
          "events count from 0 to 2^53, not " + w.getOn() + " ON and " + w.getOff() + " OFF");
    }
    if (!counted(w.getNominalUs())) {
      return refuse(
          Reason.OUT_OF_RANGE, "nominalUs", "it is 0 to 2^53, and is " + w.getNominalUs());
    }
    return named(w.getCamera(), w.getSensor()).or(() -> range(w.getStartUs(), w.getEndUs()));
  }

  private Optional<Refusal> named(String camera, String sensor) {
    if (camera.isEmpty()) {
      return refuse(Reason.MISSING_FIELD, "camera", "a camera needs an id");
    }
    return sensors.has(sensor)
        ? Optional.empty()
        : refuse(
            Reason.BAD_ENUM,
            "sensor",
            "one of " + sensors.names() + " is expected, not \"" + sensor + "\"");
  }

  private static boolean counted(long number) {
    return number >= 0 && number <= MOST_COUNTED;
  }

  private static Optional<Refusal> range(long startUs, long endUs) {
    if (Math.abs(startUs) > MOST_US || Math.abs(endUs) > MOST_US || endUs == Long.MIN_VALUE) {
      String message = "device time lies within 2^60 us of 0, not " + startUs + " to " + endUs;
      return refuse(
          Reason.OUT_OF_RANGE, Math.abs(startUs) > MOST_US ? "startUs" : "endUs", message);
    }
    return startUs <= endUs
        ? Optional.empty()
        : refuse(Reason.OUT_OF_RANGE, "endUs", "it is " + endUs + ", before startUs, " + startUs);
  }

  private static Optional<Refusal> refuse(Reason reason, String field, String message) {
    return Optional.of(Refusal.of(reason, field, message));
  }
}
