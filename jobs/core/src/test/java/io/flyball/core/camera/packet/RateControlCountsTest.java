package io.flyball.core.camera.packet;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.camera.SensorEncoding;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** What a sensor counts before and behind its rate controller. */
class RateControlCountsTest {
  private static byte[] u16(int... words) {
    ByteBuffer bytes = ByteBuffer.allocate(2 * words.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int word : words) {
      bytes.putShort((short) word);
    }
    return bytes.array();
  }

  @Test
  void wordsWithoutCountsDropNothing() {
    assertThat(RateControlCounts.dropped(SensorEncoding.EVT3, new byte[0])).isZero();
    assertThat(RateControlCounts.dropped(SensorEncoding.EVT2, new byte[3])).isZero();
    byte[] other = u16(0xe019, 0xfc42, 0xf000, 0x86d0, 0x61a0, 0xa601);
    assertThat(RateControlCounts.dropped(SensorEncoding.EVT3, other)).isZero();
  }

  @Test
  void evt3CountsHave28Bits() {
    byte[] words =
        u16(
            0x8001, 0x6001, 0x0005, 0x2003, // an event
            0xe014, 0xf001, 0xf002, 0x7003, // 3 << 24 | 2 << 12 | 1
            0xe016, 0xf000, 0xf002, 0x7003, // one fewer
            0x6002, 0xe016, 0xf005, 0xf000, // behind first, and no upper bits
            0xe014, 0xf007, 0xf000, 0x6003, 0xe014, 0xffff, 0xffff, 0x7fff); // without a partner
    assertThat(RateControlCounts.dropped(SensorEncoding.EVT3, words)).isEqualTo(1 + 2);
  }

  @Test
  void evt2AndEvt21CountsHave22Bits() {
    ByteBuffer evt2 = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    evt2.putInt(0xe000_0014).putInt(0xf000_0064).putInt(0xe000_0016).putInt(0xffc0_003c);
    assertThat(RateControlCounts.dropped(SensorEncoding.EVT2, evt2.array())).isEqualTo(40);
    ByteBuffer evt21 = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    evt21.putLong(0xe000_0014_0000_0064L).putLong(0xe000_0016_0000_003cL);
    assertThat(RateControlCounts.dropped(SensorEncoding.EVT21, evt21.array())).isEqualTo(40);
    ByteBuffer swapped = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    swapped.putLong(0x0000_0064_e000_0014L).putLong(0x0000_003c_e000_0016L);
    assertThat(RateControlCounts.dropped(SensorEncoding.EVT21_SWAPPED, swapped.array()))
        .isEqualTo(40);
  }

  @Test
  void moreBehindThanBeforeIsNoNegativeDrop() {
    byte[] words = u16(0xe014, 0xf001, 0xf000, 0xe016, 0xf009, 0xf000);
    assertThat(RateControlCounts.dropped(SensorEncoding.EVT3, words))
        .as(HexFormat.of().formatHex(words))
        .isZero();
  }
}
