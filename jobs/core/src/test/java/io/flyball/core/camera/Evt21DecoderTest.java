package io.flyball.core.camera;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.camera.Evt21Decoder.WordOrder;
import org.junit.jupiter.api.Test;

class Evt21DecoderTest {
  private static final Geometry HD = new Geometry(1280, 720);
  private static final long HIGH = 8L << 60;

  private static long vector(int polarity, int low, int x, int y, long mask) {
    return (long) polarity << 60 | (long) low << 54 | (long) x << 43 | (long) y << 32 | mask;
  }

  private static final long[] STREAM = {
    HIGH | 1000L << 32,
    vector(1, 3, 32, 7, 0b1001),
    vector(0, 4, 1248, 719, 0x8000_0000L),
    0xAL << 60 | 5L << 54 | 1L << 40 | 1L << 32,
    HIGH | 1001L << 32
  };

  private static final String EVENTS = "64003 32,7 ON\n64003 35,7 ON\n64004 1279,719 OFF\n";

  @Test
  void oneWordNamesUpToThirtyTwoEventsOfARow() {
    Evt21Decoder decoder = new Evt21Decoder(HD, WordOrder.LITTLE_ENDIAN);
    EventColumns c = decoder.decodeAll(Words.u64(STREAM));
    assertThat(Words.text(c)).isEqualTo(EVENTS);
    assertThat(Words.triggers(c)).isEqualTo("64005 ch1 rise\n");
    assertThat(decoder.faults().total()).isZero();
  }

  @Test
  void swappedHalvesGiveTheSameEventsAndAreRecognised() {
    long[] swapped = new long[STREAM.length];
    for (int i = 0; i < swapped.length; i++) {
      swapped[i] = Long.rotateLeft(STREAM[i], 32);
    }
    byte[] bytes = Words.u64(swapped);
    EventColumns c = new Evt21Decoder(HD, WordOrder.SWAPPED).decodeAll(bytes);
    assertThat(Words.text(c)).isEqualTo(EVENTS);
    assertThat(Evt21Decoder.orderOf(bytes, 0, bytes.length)).isEqualTo(WordOrder.SWAPPED);
    byte[] plain = Words.u64(STREAM);
    assertThat(Evt21Decoder.orderOf(plain, 0, plain.length)).isEqualTo(WordOrder.LITTLE_ENDIAN);
  }

  @Test
  void whatReachesOverTheEdgeIsCutOffAndCounted() {
    Evt21Decoder decoder = new Evt21Decoder(new Geometry(34, 10), WordOrder.LITTLE_ENDIAN);
    EventColumns c =
        decoder.decodeAll(Words.u64(HIGH, vector(1, 0, 32, 9, 0b111), vector(1, 0, 0, 10, 1)));
    assertThat(Words.text(c)).isEqualTo("0 32,9 ON\n0 33,9 ON\n");
    assertThat(decoder.faults().count(Fault.OUT_OF_RANGE)).isEqualTo(2);
  }

  @Test
  void timeWrapsAndEventsBeforeItAreDropped() {
    Evt21Decoder decoder = new Evt21Decoder(HD, WordOrder.LITTLE_ENDIAN);
    EventColumns c =
        decoder.decodeAll(
            Words.u64(
                vector(1, 0, 0, 0, 1),
                HIGH | 0xfff_ffffL << 32,
                vector(1, 63, 0, 0, 1),
                HIGH,
                vector(0, 0, 0, 0, 1),
                4L << 60));
    assertThat(Words.text(c)).isEqualTo("17179869183 0,0 ON\n17179869184 0,0 OFF\n");
    assertThat(decoder.faults().count(Fault.NO_CONTEXT)).isEqualTo(1);
    assertThat(decoder.faults().count(Fault.GARBAGE)).isEqualTo(1);
  }
}
