package io.flyball.connectors.camera;

import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.EventDecoder;
import io.flyball.core.camera.Fault;
import io.flyball.core.camera.Faults;
import io.flyball.core.camera.Geometry;
import io.flyball.core.camera.SensorEncoding;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * Decodes the event messages of one ROS topic.
 *
 * <pre>
 *   dvs_msgs, prophesee_event_msgs / EventArray   one record an event
 *   event_camera_msgs / EventPacket               bytes in one of these encodings
 *   (event_array_msgs / EventArray: its old name)
 *     evt2, evt21, evt3   words of the sensor, one stream over all messages
 *     libcaer             8-byte events, µs from the time base
 *     libcaer_cmp         16-bit words, µs from the time base
 *     mono                8-byte events, ns from the time base
 *     trigger             no change events
 * </pre>
 *
 * Times in ns are cut to µs. Sources: the message definitions of ros-event-camera and rpg_dvs_ros.
 * A message that cannot be read is dropped and counted; a gap in the numbers of packets is counted
 * as {@link Fault#MISSING}.
 */
final class RosEvents {
  private static final int ROS1_EVENT = 13;
  private static final int CDR_EVENT = 16;

  private final boolean cdr;
  private final boolean packets;
  private final Geometry told;
  private final Faults faults;
  private Geometry geometry = Geometry.UNKNOWN;
  private String encoding = "";
  private EventDecoder stream;

  /** Faults of the stream that were counted. */
  private final Map<Fault, Long> taken = new EnumMap<>(Fault.class);

  private long last = Long.MIN_VALUE;
  private long expected;
  private boolean begun;

  private RosEvents(boolean packets, boolean cdr, Geometry told, Faults faults) {
    this.packets = packets;
    this.cdr = cdr;
    this.told = told;
    this.faults = faults;
  }

  /** A decoder for messages of a type, or null when such messages hold no events. */
  static RosEvents of(String type, boolean cdr, Geometry told, Faults faults) {
    return switch (type.replace("/msg/", "/")) {
      case "event_camera_msgs/EventPacket", "event_array_msgs/EventArray" ->
          new RosEvents(true, cdr, told, faults);
      case "dvs_msgs/EventArray", "prophesee_event_msgs/EventArray" ->
          new RosEvents(false, cdr, told, faults);
      default -> null;
    };
  }

  Geometry geometry() {
    return geometry;
  }

  /** How the messages carry events, as far as those read say, such as EVT3 or mono. */
  String encoding() {
    return encoding;
  }

  /**
   * Appends the events of one message.
   *
   * @param offset where it lies in the file
   */
  void message(byte[] bytes, int from, int to, long offset, EventColumns out) {
    int before = out.size();
    int triggers = out.triggers().size();
    try {
      RosBytes message = new RosBytes(bytes, from, to, cdr);
      message.header();
      int height = message.i32();
      int width = message.i32();
      if (!geometry.known()) {
        geometry = told != null ? told : new Geometry(width, height);
      }
      if (packets) {
        packet(message, bytes, offset, out);
      } else {
        array(message, bytes, to, offset, out);
      }
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      out.resize(before);
      out.triggers().truncate(triggers);
      faults.add(Fault.GARBAGE, offset);
    }
  }

  private void array(RosBytes message, byte[] bytes, int to, long offset, EventColumns out) {
    encoding = "EventArray";
    int n = message.count(ROS1_EVENT);
    int from = message.at();
    if (cdr && n > 0 && (long) CDR_EVENT * n - 3 > to - from) {
      throw new IndexOutOfBoundsException("Events past their message.");
    }
    out.reserve(n);
    for (int k = 0; k < n; k++) {
      // CDR: the first event lies on a multiple of four, and so do the rows of all others.
      int x = cdr ? from + (k == 0 ? 0 : CDR_EVENT * k - 2) : from + ROS1_EVENT * k;
      int y = cdr ? from + (k == 0 ? 2 : CDR_EVENT * k) : x + 2;
      int s = cdr ? from + CDR_EVENT * k + 4 : x + 4;
      long time =
          LittleEndian.i32(bytes, s) * 1_000_000L
              + (LittleEndian.i32(bytes, s + 4) & 0xffff_ffffL) / 1000;
      add(
          time,
          LittleEndian.u16(bytes, x),
          LittleEndian.u16(bytes, y),
          bytes[s + 8] == 0 ? 0 : 1,
          offset,
          out);
    }
  }

  private void packet(RosBytes message, byte[] bytes, long offset, EventColumns out) {
    long number = message.i64();
    long base = message.i64();
    String name = message.string();
    if (message.u8() != 0) {
      throw new IllegalArgumentException("Events in big-endian order.");
    }
    int length = message.count(1);
    if (begun && number > expected) {
      faults.add(Fault.MISSING, offset, (int) Math.min(Integer.MAX_VALUE, number - expected));
    }
    begun = true;
    expected = number + 1;
    int from = message.at();
    switch (name) {
      case "evt2" -> words(SensorEncoding.EVT2, bytes, from, length, offset, out);
      case "evt21" -> words(SensorEncoding.EVT21, bytes, from, length, offset, out);
      case "evt3" -> words(SensorEncoding.EVT3, bytes, from, length, offset, out);
      case "mono" -> mono(bytes, from, length, base, offset, out);
      case "libcaer" -> libcaer(bytes, from, length, base, offset, out);
      case "libcaer_cmp" -> {
        LibcaerCmpDecoder decoder = new LibcaerCmpDecoder(geometry, base / 1000);
        decoder.decode(bytes, from, length, out);
        decoder.finish(out);
        take(decoder, offset);
      }
      case "trigger" -> {
        return;
      }
      default -> throw new IllegalArgumentException("Unknown encoding " + name + ".");
    }
    encoding = stream == null ? name : name.toUpperCase(Locale.ROOT);
  }

  private void words(
      SensorEncoding words, byte[] bytes, int from, int length, long offset, EventColumns out) {
    if (stream == null) {
      stream = words.decoder(geometry);
    }
    stream.decode(bytes, from, length, out);
    for (Faults.FaultCount f : stream.faults().seen()) {
      long before = taken.getOrDefault(f.fault(), 0L);
      if (f.count() > before) {
        faults.add(f.fault(), offset, (int) (f.count() - before));
        taken.put(f.fault(), f.count());
      }
    }
  }

  private void take(EventDecoder decoder, long offset) {
    decoder.faults().seen().forEach(f -> faults.add(f.fault(), offset, (int) f.count()));
  }

  private void mono(byte[] bytes, int from, int length, long base, long offset, EventColumns out) {
    whole(length);
    for (int at = from; at < from + length; at += 8) {
      long e = LittleEndian.i64(bytes, at);
      add(
          (base + (e & 0xffff_ffffL)) / 1000,
          (int) (e >>> 32 & 0xffff),
          (int) (e >>> 48 & 0x7fff),
          (int) (e >>> 63),
          offset,
          out);
    }
  }

  private void libcaer(
      byte[] bytes, int from, int length, long base, long offset, EventColumns out) {
    whole(length);
    long overflow = 0;
    int before = 0;
    for (int at = from; at < from + length; at += 8) {
      int e = LittleEndian.i32(bytes, at);
      int us = LittleEndian.i32(bytes, at + 4);
      if (us < before) {
        overflow += 1L << 31;
      }
      before = us;
      if ((e & 1) != 0) {
        long time = (base + 1000 * (overflow + us)) / 1000;
        add(time, e >>> 17, e >>> 2 & 0x7fff, e >>> 1 & 1, offset, out);
      }
    }
  }

  private static void whole(int length) {
    if (length % 8 != 0) {
      throw new IllegalArgumentException("Events of 8 bytes in " + length + " bytes.");
    }
  }

  private void add(long time, int x, int y, int polarity, long offset, EventColumns out) {
    if (x >= geometry.width() || y >= geometry.height()) {
      faults.add(Fault.OUT_OF_RANGE, offset);
      return;
    }
    if (time < last) {
      faults.add(Fault.BACKWARD_TIME, offset);
    }
    last = time;
    out.add(time, x, y, polarity);
  }
}
