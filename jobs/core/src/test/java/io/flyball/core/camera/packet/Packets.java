package io.flyball.core.camera.packet;

import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.SensorEncoding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Packets of a camera named c. */
public final class Packets {
  private Packets() {}

  public static EventPacket of(
      long session,
      long sequence,
      long startUs,
      long endUs,
      SensorEncoding encoding,
      byte[] words) {
    return of(session, sequence, startUs, endUs, encoding, words, false);
  }

  /** The empty packet with which a camera stops. */
  public static EventPacket last(long session, long sequence, long deviceUs) {
    return of(session, sequence, deviceUs, deviceUs, SensorEncoding.EVT2, new byte[0], true);
  }

  private static EventPacket of(
      long session,
      long sequence,
      long startUs,
      long endUs,
      SensorEncoding encoding,
      byte[] words,
      boolean last) {
    return new EventPacket(
        "c",
        "davis346",
        session,
        sequence,
        0,
        startUs,
        endUs,
        encoding,
        346,
        260,
        words,
        false,
        last,
        Map.of());
  }

  /** So many OFF events spread evenly over [startUs, endUs]. */
  public static EventPacket even(long session, long sequence, long startUs, long endUs, int n) {
    EventColumns c = new EventColumns(n);
    for (int i = 0; i < n; i++) {
      c.add(n == 1 ? startUs : startUs + (endUs - startUs) * i / (n - 1), i % 346, i % 260, 0);
    }
    byte[] words = PacketEncoder.encode(c, startUs, SensorEncoding.EVT2);
    return of(session, sequence, startUs, endUs, SensorEncoding.EVT2, words);
  }

  /** A stream cut into packets, numbered from 0. */
  public static List<EventPacket> cut(
      EventColumns events, SensorEncoding encoding, int bytes, long mostUs) {
    List<EventPacket> packets = new ArrayList<>();
    PacketCutter cutter = new PacketCutter(encoding, bytes, mostUs);
    java.util.function.Consumer<PacketCutter.Cut> number =
        cut ->
            packets.add(of(0, packets.size(), cut.startUs(), cut.endUs(), encoding, cut.words()));
    cutter.add(events, number);
    cutter.flush(number);
    return packets;
  }
}
