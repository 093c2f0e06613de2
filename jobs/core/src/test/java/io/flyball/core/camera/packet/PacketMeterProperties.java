package io.flyball.core.camera.packet;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.Geometry;
import io.flyball.core.camera.GridWindows;
import io.flyball.core.camera.RateWindow;
import io.flyball.core.camera.RateWindows;
import io.flyball.core.camera.ReferenceWindows;
import io.flyball.core.camera.SensorEncoding;
import io.flyball.core.camera.SomeEvents;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class PacketMeterProperties {
  private static final Geometry SENSOR = new Geometry(2048, 2048);

  /** Device time may be anywhere, also below 0 and beyond every overflow of the words' counters. */
  @Property(tries = 300)
  void packetsGiveTheWindowsOfTheUncutStream(
      @ForAll long seed,
      @ForAll @IntRange(max = 400) int n,
      @ForAll @IntRange(min = 10, max = 100_000) int window,
      @ForAll @IntRange(min = 4, max = 400) int bytes,
      @ForAll @LongRange(min = -2_000_000_000_000_000L, max = 2_000_000_000_000_000L) long begin,
      @ForAll boolean reference,
      @ForAll boolean evt3) {
    EventColumns events = SomeEvents.inOrder(seed, n, SENSOR, 30_000_000);
    events.rebase(-begin);
    List<RateWindow> expected = new ArrayList<>();
    RateWindows whole = windows(window, reference);
    whole.add(events, expected::add);

    List<RateWindow> actual = new ArrayList<>();
    RateWindows pieces = windows(window, reference);
    SensorEncoding encoding = evt3 ? SensorEncoding.EVT3 : SensorEncoding.EVT2;
    for (EventPacket packet : Packets.cut(events, encoding, bytes, 1_000_000)) {
      PacketMeter.count(packet, pieces, actual::add);
    }
    assertThat(actual).isEqualTo(expected);
    assertThat(pieces.open()).isEqualTo(whole.open());
  }

  @Property(tries = 100)
  void noWordsAreCountedOutsideOfThePacketsRange(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 500) int n, @ForAll boolean evt3) {
    byte[] noise = new byte[n * 4];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (byte) io.flyball.core.random.Draws.bits(seed, 1, i);
    }
    SensorEncoding encoding = evt3 ? SensorEncoding.EVT3 : SensorEncoding.EVT2;
    List<RateWindow> closed = new ArrayList<>();
    RateWindows windows = windows(1000, false);
    try {
      PacketMeter.count(Packets.of(0, 0, 5_000, 90_000, encoding, noise), windows, closed::add);
    } catch (IllegalArgumentException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
    assertThat(closed).allMatch(w -> w.startUs() >= 0 && w.endUs() <= 95_000);
  }

  private static RateWindows windows(int length, boolean reference) {
    return reference ? new ReferenceWindows(length) : new GridWindows(length);
  }
}
