package io.flyball.jobs.bias;

import io.flyball.core.camera.SensorEncoding;
import io.flyball.core.camera.packet.EventPacket;
import io.flyball.core.control.BiasPhysics;
import io.flyball.core.control.BiasWrite;
import io.flyball.core.control.CameraCommand;
import io.flyball.core.control.CameraWindow;
import io.flyball.core.control.MeasuredRate;
import io.flyball.core.control.SensorProfile;
import io.flyball.core.control.SensorProfiles;
import io.flyball.core.control.functions.FunctionSetting;
import io.flyball.core.places.CameraPlace;
import io.flyball.core.places.PlaceReference;
import io.flyball.schemas.BandSide;
import io.flyball.schemas.BiasCommand;
import io.flyball.schemas.BiasSetting;
import io.flyball.schemas.EventEncoding;
import io.flyball.schemas.RateWindow;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Avro to core records and back, for the camera family. */
public final class BiasMapping {
  private BiasMapping() {}

  /** The packet of a record, with the record's own array of events where it has one for itself. */
  public static EventPacket fromAvro(io.flyball.schemas.EventPacket avro) {
    return new EventPacket(
        avro.getCamera(),
        avro.getSensor().toLowerCase(Locale.ROOT),
        avro.getSession(),
        avro.getSequence(),
        avro.getTime().toEpochMilli(),
        avro.getStartUs(),
        avro.getEndUs(),
        SensorEncoding.valueOf(avro.getEncoding().name()),
        avro.getWidth(),
        avro.getHeight(),
        words(avro.getEvents()),
        avro.getUndercounted(),
        avro.getLast(),
        avro.getBiases());
  }

  /** A copy of tens of kilobytes costs as much as counting the events in them. */
  private static byte[] words(ByteBuffer events) {
    if (events.hasArray()
        && events.arrayOffset() == 0
        && events.array().length == events.remaining()) {
      return events.array();
    }
    byte[] words = new byte[events.remaining()];
    events.duplicate().get(words);
    return words;
  }

  public static io.flyball.schemas.EventPacket toAvro(EventPacket p) {
    return new io.flyball.schemas.EventPacket(
        p.camera(),
        p.sensor(),
        p.session(),
        p.sequence(),
        Instant.ofEpochMilli(p.time()),
        p.startUs(),
        p.endUs(),
        EventEncoding.valueOf(p.encoding().name()),
        p.width(),
        p.height(),
        ByteBuffer.wrap(p.events()),
        p.undercounted(),
        p.last(),
        p.biases());
  }

  public static MeasuredRate fromAvro(RateWindow avro) {
    return new MeasuredRate(
        avro.getCamera(),
        avro.getSensor().toLowerCase(Locale.ROOT),
        avro.getStartUs(),
        avro.getEndUs(),
        avro.getNominalUs(),
        avro.getOn(),
        avro.getOff(),
        // No negative zero.
        avro.getRate() + 0.0,
        avro.getUndercounted(),
        avro.getRevision());
  }

  /**
   * A place.
   *
   * @param offset where its record stands in its topic
   */
  static PlaceReference fromAvro(io.flyball.schemas.PlaceReference avro, long offset) {
    return new PlaceReference(
        avro.getMap(),
        avro.getNumber(),
        avro.getVersion(),
        offset,
        avro.getX(),
        avro.getY(),
        floats(avro.getDescriptor()));
  }

  /** The numbers of a descriptor. */
  static float[] floats(ByteBuffer bytes) {
    float[] numbers = new float[bytes.remaining() / Float.BYTES];
    bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(numbers);
    return numbers;
  }

  /**
   * A place.
   *
   * @param time when it was made
   */
  public static io.flyball.schemas.PlaceReference toAvro(PlaceReference p, Instant time) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Float.BYTES * p.descriptor().length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(p.descriptor());
    return new io.flyball.schemas.PlaceReference(
        p.map(), p.number(), p.version(), time, p.x(), p.y(), bytes);
  }

  public static io.flyball.schemas.CameraPlace toAvro(CameraPlace p) {
    return new io.flyball.schemas.CameraPlace(
        p.id(),
        p.camera(),
        Instant.ofEpochMilli(p.timeMs()),
        p.startUs(),
        p.endUs(),
        p.map(),
        p.number(),
        p.x(),
        p.y(),
        p.distance(),
        p.margin(),
        p.references(),
        p.undercounted());
  }

  public static RateWindow toAvro(MeasuredRate m) {
    return new RateWindow(
        m.camera(),
        m.sensor(),
        Instant.EPOCH,
        m.startUs(),
        m.endUs(),
        m.nominalUs(),
        m.on(),
        m.off(),
        m.rate(),
        BandSide.INSIDE,
        0.0,
        0.0,
        m.undercounted(),
        0L,
        0L,
        Map.of(),
        null,
        m.revision(),
        false,
        0L);
  }

  /**
   * A window.
   *
   * @param sensors the profiles, its camera's among them
   */
  public static RateWindow toAvro(SensorProfiles sensors, CameraWindow w) {
    return new RateWindow(
        w.camera(),
        w.sensor(),
        Instant.ofEpochMilli(w.timeMs()),
        w.startUs(),
        w.endUs(),
        w.nominalUs(),
        w.on(),
        w.off(),
        w.rate(),
        side(w.side()),
        w.bandLow(),
        w.bandHigh(),
        w.undercounted(),
        w.lost(),
        w.repeated(),
        w.codes().named(sensors.named(w.sensor()).biases()),
        w.command(),
        w.revision(),
        w.silent(),
        w.dropped());
  }

  /**
   * A command.
   *
   * @param sensors the profiles, its camera's among them
   */
  public static BiasCommand toAvro(SensorProfiles sensors, CameraCommand c) {
    SensorProfile profile = sensors.named(c.sensor());
    List<BiasSetting> settings = new ArrayList<>();
    for (BiasWrite write : c.writes()) {
      settings.add(
          new BiasSetting(
              write.bias().name(),
              profile.registers().get(write.bias()),
              write.code(),
              write.why().name(),
              write.saturated()));
    }
    Optional<BiasPhysics.Physical> physical = profile.physical(c.codes());
    return new BiasCommand(
        c.id(),
        c.camera(),
        Instant.ofEpochMilli(c.timeMs()),
        c.deviceUs(),
        settings,
        c.codes().named(profile.biases()),
        physical.map(p -> finite(p.thetaOn())).orElse(null),
        physical.map(p -> finite(p.thetaOff())).orElse(null),
        physical.map(p -> finite(p.bandwidthHz())).orElse(null),
        physical.map(p -> finite(p.refractorySeconds() * 1e6)).orElse(null),
        c.mode().name(),
        c.version(),
        c.functions().stream().map(BiasMapping::toAvro).toList());
  }

  private static io.flyball.schemas.FunctionSetting toAvro(FunctionSetting set) {
    return new io.flyball.schemas.FunctionSetting(
        set.function().name(),
        set.enabled(),
        set.filter(),
        new TreeMap<>(set.values()),
        set.windows().stream()
            .map(w -> new io.flyball.schemas.PixelWindow(w.x(), w.y(), w.width(), w.height()))
            .toList(),
        set.why().name(),
        set.clamped());
  }

  private static BandSide side(int side) {
    if (side == 0) {
      return BandSide.INSIDE;
    }
    return side < 0 ? BandSide.BELOW : BandSide.ABOVE;
  }

  private static Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
