package io.flyball.connectors.camera;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.flyball.connectors.codec.BoundedMemory;
import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.Geometry;
import io.flyball.core.camera.SensorEncoding;
import java.util.Arrays;

/**
 * Any bytes from a socket or in a packed packet are events and counted faults, or are refused with
 * a reason. Guided by coverage under {@code -Pfuzz}; else the inputs kept in {@code
 * LiveFuzzInputs}.
 */
class LiveFuzz {
  private static final Geometry SMALL = new Geometry(640, 480);

  /** Buffers of a decoder, and what a packed frame may unpack to. */
  private static final long FIXED = 256 << 20;

  private static final long A_BYTE = 4000;
  private static final String[] PACKINGS = {"none", "lz4", "zstd", "bz2"};

  /** The first byte chooses what is told of the words, the second how they come in pieces. */
  @FuzzTest
  void aLiveStreamIsAnswered(byte[] bytes) throws Exception {
    if (bytes.length < 2) {
      return;
    }
    SensorEncoding[] encodings = SensorEncoding.values();
    int choice = Math.floorMod(bytes[0], encodings.length + 1);
    SensorEncoding told = choice == 0 ? null : encodings[choice - 1];
    int piece = 1 + Byte.toUnsignedInt(bytes[1]);
    byte[] sent = Arrays.copyOfRange(bytes, 2, bytes.length);
    BoundedMemory.within(FIXED + A_BYTE * bytes.length, () -> stream(told, piece, sent));
  }

  private static void stream(SensorEncoding told, int piece, byte[] sent) {
    LiveStream stream = new LiveStream(told, told == null ? null : SMALL);
    EventColumns events = new EventColumns();
    try {
      for (int at = 0; at < sent.length; at += piece) {
        byte[] part = Arrays.copyOfRange(sent, at, Math.min(sent.length, at + piece));
        stream.take(part, part.length, events);
      }
    } catch (IllegalArgumentException refused) {
      told(refused);
      return;
    }
    stream.finish(events);
    inside(events, stream.geometry());
  }

  @FuzzTest
  void datagramsAreAnswered(byte[] bytes) throws Exception {
    BoundedMemory.within(
        FIXED + A_BYTE * bytes.length,
        () -> {
          JaerDatagrams datagrams = new JaerDatagrams();
          EventColumns events = new EventColumns();
          datagrams.read(bytes, bytes.length, events);
          // The next one with the same number is a repetition or a hole, and read all the same.
          datagrams.read(bytes, bytes.length, events);
          inside(events, datagrams.geometry());
          if (datagrams.lost() < 0 || datagrams.dropped() < 0) {
            throw new AssertionError("counts less than nothing");
          }
        });
  }

  /** The first byte chooses the packing. */
  @FuzzTest
  void aPackedPacketIsAnswered(byte[] bytes) throws Exception {
    if (bytes.length == 0) {
      return;
    }
    String packing = PACKINGS[Math.floorMod(bytes[0], PACKINGS.length)];
    BoundedMemory.within(
        FIXED + A_BYTE * bytes.length,
        () -> {
          PacketInflater inflater = PacketInflater.named(packing);
          try {
            inflater.inflate(bytes, 1, bytes.length - 1);
            if (inflater.from() > inflater.to() || inflater.to() > inflater.bytes().length) {
              throw new AssertionError("a packet outside of its bytes");
            }
          } catch (IllegalArgumentException refused) {
            told(refused);
          }
        });
  }

  private static void inside(EventColumns events, Geometry geometry) {
    for (int i = 0; i < events.size(); i++) {
      if (events.x(i) >= geometry.width() || events.y(i) >= geometry.height()) {
        throw new AssertionError("an event outside of the sensor");
      }
    }
  }

  private static void told(Exception refused) {
    if (refused.getMessage() == null || refused.getMessage().isBlank()) {
      throw new AssertionError("refused without a reason", refused);
    }
  }
}
