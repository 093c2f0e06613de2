package io.flyball.core.camera;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.random.Draws;
import org.junit.jupiter.api.Test;

class Evt2DecoderTest {
  private static final Geometry VGA = new Geometry(640, 480);
  private static final int HIGH = 8 << 28;

  private final Evt2Decoder decoder = new Evt2Decoder(VGA);

  private static int cd(int polarity, int low, int x, int y) {
    return polarity << 28 | low << 22 | x << 11 | y;
  }

  @Test
  void nothingGivesNothing() {
    assertThat(decoder.decodeAll(new byte[0]).isEmpty()).isTrue();
    assertThat(decoder.faults().total()).isZero();
  }

  @Test
  void timeIsTheHighPartTimes64PlusTheLowPart() {
    EventColumns c =
        decoder.decodeAll(
            Words.u32(HIGH | 14_276_816, cd(1, 5, 35, 443), HIGH | 14_276_817, cd(0, 0, 639, 479)));
    assertThat(Words.text(c)).isEqualTo("913716229 35,443 ON\n913716288 639,479 OFF\n");
    assertThat(decoder.firstTimeHigh()).isEqualTo(14_276_816L * 64);
  }

  @Test
  void eventsBeforeTheFirstTimeAreDroppedAndCounted() {
    EventColumns c = decoder.decodeAll(Words.u32(cd(1, 5, 1, 1), cd(0, 6, 1, 1), HIGH | 1));
    assertThat(c.isEmpty()).isTrue();
    assertThat(decoder.faults().count(Fault.NO_CONTEXT)).isEqualTo(2);
  }

  @Test
  void triggersOfTypeTenAreKeptBesideTheEvents() {
    EventColumns c =
        decoder.decodeAll(Words.u32(HIGH, cd(1, 1, 2, 3), 0xA << 28 | 7 << 22 | 6 << 8 | 1));
    assertThat(c.size()).isEqualTo(1);
    assertThat(Words.triggers(c)).isEqualTo("7 ch6 rise\n");
  }

  @Test
  void imuAndVendorWordsAreSkippedWithoutComplaint() {
    EventColumns c =
        decoder.decodeAll(Words.u32(HIGH, 0xD << 28, 0xE << 28, 0xF << 28 | 99, cd(1, 1, 2, 3)));
    assertThat(c.size()).isEqualTo(1);
    assertThat(decoder.faults().total()).isZero();
  }

  @Test
  void unknownWordsAreCountedWithTheirOffset() {
    decoder.decodeAll(Words.u32(HIGH, 3 << 28, cd(1, 1, 2, 3), 0xC << 28));
    assertThat(decoder.faults().seen())
        .containsExactly(new Faults.FaultCount(Fault.GARBAGE, 2, 4, 12));
  }

  @Test
  void eventsOutsideTheArrayAreDroppedAndCounted() {
    EventColumns c = decoder.decodeAll(Words.u32(HIGH, cd(1, 0, 640, 0), cd(1, 0, 0, 480)));
    assertThat(c.isEmpty()).isTrue();
    assertThat(decoder.faults().count(Fault.OUT_OF_RANGE)).isEqualTo(2);
  }

  @Test
  void timeThatStepsBackIsKeptAndReportedRatherThanHidden() {
    EventColumns c =
        decoder.decodeAll(Words.u32(HIGH | 100, cd(1, 9, 0, 0), HIGH | 50, cd(1, 9, 1, 0)));
    assertThat(Words.text(c)).isEqualTo("6409 0,0 ON\n3209 1,0 ON\n");
    assertThat(decoder.faults().count(Fault.BACKWARD_TIME)).isEqualTo(1);
  }

  @Test
  void theCounterOfThirtyFourBitsWraps() {
    EventColumns c =
        decoder.decodeAll(Words.u32(HIGH | 0xfff_ffff, cd(1, 63, 0, 0), HIGH, cd(1, 0, 1, 0)));
    assertThat(Words.text(c)).isEqualTo("17179869183 0,0 ON\n17179869184 1,0 ON\n");
    assertThat(decoder.faults().total()).isZero();
  }

  @Test
  void aTruncatedLastWordIsReported() {
    byte[] bytes = Words.u32(HIGH, cd(1, 1, 2, 3), cd(1, 1, 2, 3));
    EventColumns c = new EventColumns();
    decoder.decode(bytes, 0, 10, c);
    decoder.finish(c);
    assertThat(c.size()).isEqualTo(1);
    assertThat(decoder.faults().seen())
        .containsExactly(new Faults.FaultCount(Fault.TRUNCATED_TAIL, 1, 8, 8));
  }

  /** Four words go through at once; one word at a time is the measure. */
  @Test
  void wordsTogetherAreDecodedAsOneAtATime() {
    int[] words = new int[20_000];
    words[0] = HIGH;
    for (int i = 1; i < words.length; i++) {
      // Two of three words go on in order inside the array, so that faults meet every place of
      // four.
      boolean any = Draws.uniform(1, 0, i) < .1;
      int low = any ? (int) (64 * Draws.uniform(1, 1, i)) : i / 8 % 64;
      int x = (int) ((any ? 2048 : 640) * Draws.uniform(1, 2, i));
      int y = (int) ((any ? 2048 : 480) * Draws.uniform(1, 3, i));
      words[i] = cd(i & 1, low, x, y);
      if (low == 0 || Draws.uniform(1, 4, i) < .02) {
        words[i] = Draws.uniform(1, 5, i) < .5 ? HIGH | i / 512 + 1 : (int) Draws.bits(1, 6, i);
      }
    }
    byte[] bytes = Words.u32(words);
    EventColumns together = decoder.decodeAll(bytes);
    Evt2Decoder single = new Evt2Decoder(VGA);
    EventColumns apart = new EventColumns();
    for (int at = 0; at < bytes.length; at += 4) {
      single.decode(bytes, at, 4, apart);
    }
    single.finish(apart);
    assertThat(together.size()).isGreaterThan(10_000);
    assertThat(Words.text(together)).isEqualTo(Words.text(apart));
    assertThat(Words.triggers(together)).isEqualTo(Words.triggers(apart));
    assertThat(decoder.faults().seen()).isEqualTo(single.faults().seen());
  }
}
