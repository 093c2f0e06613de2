package io.flyball.core.camera.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.GridWindows;
import io.flyball.core.camera.RateWindow;
import io.flyball.core.camera.SensorEncoding;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PacketMeterTest {
  private final GridWindows windows = new GridWindows(300_000);
  private final List<RateWindow> closed = new ArrayList<>();

  private void count(EventPacket packet) {
    PacketMeter.count(packet, windows, closed::add);
  }

  private static EventPacket evt2(long startUs, long endUs, int... words) {
    byte[] bytes = new byte[words.length * 4];
    java.nio.ByteBuffer.wrap(bytes)
        .order(java.nio.ByteOrder.LITTLE_ENDIAN)
        .asIntBuffer()
        .put(words);
    return Packets.of(0, 0, startUs, endUs, SensorEncoding.EVT2, bytes);
  }

  private static EventPacket evt3(long startUs, long endUs, int... words) {
    byte[] bytes = new byte[words.length * 2];
    for (int i = 0; i < words.length; i++) {
      bytes[2 * i] = (byte) words[i];
      bytes[2 * i + 1] = (byte) (words[i] >>> 8);
    }
    return Packets.of(0, 0, startUs, endUs, SensorEncoding.EVT3, bytes);
  }

  @Test
  void aPacketWithoutEventsLetsTimePass() {
    count(evt2(0, 0, 0x8000_0000, 0x1000_0000));
    count(Packets.of(0, 1, 1, 650_000, SensorEncoding.EVT3, new byte[0]));
    assertThat(closed).extracting(RateWindow::events).containsExactly(1L, 0L);
  }

  @Test
  void halfAWordIsRefused() {
    EventPacket cut = Packets.of(0, 0, 0, 9, SensorEncoding.EVT2, new byte[] {0, 0, 0, 1, 2});
    assertThatThrownBy(() -> count(cut))
        .hasMessageContaining("5 bytes")
        .hasMessageContaining("EVT2");
  }

  @Test
  void anEventBeforeTheWordsThatGiveItTimeIsRefused() {
    assertThatThrownBy(() -> count(evt2(0, 9, 0x1000_0000, 0x8000_0000)))
        .hasMessageContaining("TIME_HIGH");
    assertThatThrownBy(() -> count(evt3(0, 9, 0x8000, 0x2001))).hasMessageContaining("ADDR_Y");
    assertThatThrownBy(() -> count(evt3(0, 9, 0x8000, 0x0001, 0x4001)))
        .hasMessageContaining("VECT_BASE_X");
  }

  @Test
  void wordsThatDoNotFitTheRangeAreRefused() {
    // The event is at 64·100 µs.
    int[] words = {0x8000_0064, 0x1000_0000};
    assertThatThrownBy(() -> count(evt2(10_000, 20_000, words)))
        .hasMessageContaining("6400")
        .hasMessageContaining("10000 to 20000");
    // The first fits; the second comes an hour later.
    assertThatThrownBy(() -> count(evt2(6400, 7000, words[0], words[1], 0x8400_0000, 0)))
        .hasMessageContaining("1 event(s) lie outside of 6400 to 7000");
  }

  @Test
  void evt21IsDecoded() {
    // TIME_HIGH 1, then a word of ON events with mask 0b1011 at t = 64 + 3.
    byte[] words = new byte[16];
    java.nio.ByteBuffer.wrap(words)
        .order(java.nio.ByteOrder.LITTLE_ENDIAN)
        .putLong(8L << 60 | 1L << 32)
        .putLong(1L << 60 | 3L << 54 | 0b1011);
    count(Packets.of(0, 0, 67, 67, SensorEncoding.EVT21, words));
    assertThat(windows.open().on()).isEqualTo(3);
    byte[] swapped = new byte[16];
    for (int i = 0; i < 16; i++) {
      swapped[i ^ 4] = words[i];
    }
    count(Packets.of(0, 1, 67, 67, SensorEncoding.EVT21_SWAPPED, swapped));
    assertThat(windows.open().on()).isEqualTo(6);
  }

  @Test
  void eventsTooOldForAnyWindowMarkTheOpenOneAndRestartNothing() {
    count(Packets.even(0, 0, 900_000, 950_000, 5));
    count(Packets.even(0, 1, 500_000, 950_000, 10));
    assertThat(closed).isEmpty();
    assertThat(windows.open().startUs()).isEqualTo(900_000);
    assertThat(windows.open().undercounted()).isTrue();
    assertThat(windows.open().off()).isEqualTo(5 + 8);
  }

  @Test
  void aCutterOrdersSmallStepsBackAndCutsAtLargeOnes() {
    EventColumns c = new EventColumns();
    for (long t : new long[] {100_000, 100_020, 100_010, 100_030, 0, 10}) {
      c.add(t, 1, 1, 1);
    }
    List<EventPacket> packets = Packets.cut(c, SensorEncoding.EVT3, 1000, 50_000);
    assertThat(packets).extracting(EventPacket::startUs).containsExactly(100_000L, 0L);
    assertThat(packets).extracting(EventPacket::endUs).containsExactly(100_030L, 10L);
    packets.forEach(this::count);
  }
}
