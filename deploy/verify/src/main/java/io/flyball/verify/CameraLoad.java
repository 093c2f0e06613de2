package io.flyball.verify;

import io.flyball.connectors.codec.RecordCodec;
import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.SensorEncoding;
import io.flyball.core.camera.packet.EventPacket;
import io.flyball.core.camera.packet.PacketEncoder;
import io.flyball.core.random.Draws;
import io.flyball.jobs.bias.BiasMapping;
import java.util.Map;

/**
 * Packets of some cameras in turn, whose rates leave the band again and again: of every 25 packets
 * the last is a copy of the one before, after every 40 numbers one is missing, and the last packet
 * of each camera says so.
 */
final class CameraLoad {
  static final int CAMERAS = 40;
  private static final long PACKET_US = 50_000;
  private static final long FIRST_MS = 1_000_000_000_000L;
  private static final int PACKETS_OF_A_RATE = 24;
  private static final int COPY = 25;
  private static final int HOLE = 40;
  private static final int WIDTH = 346;
  private static final int HEIGHT = 260;

  private final long seed;
  private final long records;
  private final RecordCodec<io.flyball.schemas.EventPacket> codec =
      RecordCodec.of(io.flyball.schemas.EventPacket.class);

  CameraLoad(long seed, long records) {
    this.seed = seed;
    this.records = records;
  }

  static String camera(long index) {
    return "camera-" + index % CAMERAS;
  }

  /** When it is sent, epoch ms; a broker that stamps what arrives overrules it. */
  static long sentMs(long index) {
    return FIRST_MS + index;
  }

  boolean isCopy(long index) {
    return index / CAMERAS % COPY == COPY - 1 && !isLast(index);
  }

  private boolean isLast(long index) {
    return index + CAMERAS >= records;
  }

  /** Its place among the packets of its camera, copies left out. */
  private static long place(long index) {
    long step = index / CAMERAS;
    return step - (step + 1) / COPY;
  }

  /** Its number; one is missing in front of it where the number before it is further away. */
  private long number(long index) {
    boolean afterCopy = index / CAMERAS % COPY == COPY - 1;
    long place = place(index) + (isLast(index) && afterCopy ? 1 : 0);
    // No hole in front of the last packet: what is missing there is in no window.
    return place + (isLast(index) ? place - 1 : place) / HOLE;
  }

  /** How many packets of the whole load are missing. */
  long missing() {
    long missing = 0;
    for (long i = Math.max(0, records - CAMERAS); i < records; i++) {
      missing += (place(i) - (i / CAMERAS % COPY == COPY - 1 ? 0 : 1)) / HOLE;
    }
    return missing;
  }

  /** Events of a packet. */
  int events(long index) {
    if (isLast(index)) {
      return 0;
    }
    double level =
        Draws.uniform(seed, Draws.hash64(camera(index)), place(index) / PACKETS_OF_A_RATE);
    return (int) (20 * Math.pow(40, level));
  }

  byte[] value(long index) {
    long startUs = number(index) * PACKET_US;
    int n = events(index);
    EventColumns events = new EventColumns(n);
    for (int i = 0; i < n; i++) {
      long draw = Draws.bits(seed, startUs, i);
      events.add(
          startUs + i * PACKET_US / n,
          (int) Math.floorMod(draw, (long) WIDTH),
          (int) Math.floorMod(draw >> 20, (long) HEIGHT),
          (int) (draw >>> 63));
    }
    SensorEncoding encoding = index % 2 == 0 ? SensorEncoding.EVT2 : SensorEncoding.EVT3;
    return codec.encode(
        BiasMapping.toAvro(
            new EventPacket(
                camera(index),
                "davis346",
                1,
                number(index),
                0,
                startUs,
                startUs + PACKET_US - 1,
                encoding,
                WIDTH,
                HEIGHT,
                PacketEncoder.encode(events, startUs, encoding),
                false,
                isLast(index),
                Map.of())));
  }
}
