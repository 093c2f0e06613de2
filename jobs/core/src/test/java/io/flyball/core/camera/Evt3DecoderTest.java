package io.flyball.core.camera;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Evt3DecoderTest {
  private static final Geometry VGA = new Geometry(640, 480);

  private final Evt3Decoder decoder = new Evt3Decoder(VGA);

  private static int y(int row) {
    return row;
  }

  private static int x(int polarity, int column) {
    return 2 << 12 | polarity << 11 | column;
  }

  private static int base(int polarity, int column) {
    return 3 << 12 | polarity << 11 | column;
  }

  private static int low(int t) {
    return 6 << 12 | t;
  }

  private static int high(int t) {
    return 8 << 12 | t;
  }

  @Test
  void wordsBuildUpAStateAndAColumnEmitsAnEvent() {
    EventColumns c =
        decoder.decodeAll(
            Words.u16(high(0x6cf), low(0x5a5), y(441), x(0, 479), low(0x5b9), x(1, 0)));
    assertThat(Words.text(c)).isEqualTo("7140773 479,441 OFF\n7140793 0,441 ON\n");
    assertThat(decoder.firstTimeHigh()).isEqualTo(0x6cf << 12);
  }

  @Test
  void vectorsOfAnyGroupingEmitTheirBitsAndMoveTheBase() {
    EventColumns c =
        decoder.decodeAll(
            Words.u16(
                high(0), y(3), base(1, 100), 5 << 12 | 0x81, 4 << 12 | 0x801, 5 << 12 | 0x02));
    assertThat(Words.text(c))
        .isEqualTo("0 100,3 ON\n0 107,3 ON\n0 108,3 ON\n0 119,3 ON\n0 121,3 ON\n");
  }

  /** A decoder that swallows three words after OTHERS dates the next events 4096 µs too early. */
  @Test
  void aTimeHighRightAfterAPayloadIsATimeHigh() {
    EventColumns c =
        decoder.decodeAll(
            Words.u16(high(1), y(0), 0xE014, 0xF001, 0xF002, high(2), x(1, 5), 0xE016, 0x7001));
    assertThat(Words.text(c)).isEqualTo("8192 5,0 ON\n");
    assertThat(decoder.faults().total()).isZero();
  }

  @Test
  void triggersOfTypeTenAreKept() {
    EventColumns c = decoder.decodeAll(Words.u16(high(1), low(4), 0xA601, low(8), 0xA600));
    assertThat(Words.triggers(c)).isEqualTo("4100 ch6 rise\n4104 ch6 fall\n");
  }

  @Test
  void onlyAChangedHighPartResetsTheLowPart() {
    EventColumns c =
        decoder.decodeAll(Words.u16(high(1), low(9), high(1), y(0), x(1, 1), high(2), x(1, 2)));
    assertThat(Words.text(c)).isEqualTo("4105 1,0 ON\n8192 2,0 ON\n");
  }

  @Test
  void theCounterOfTwentyFourBitsWraps() {
    EventColumns c =
        decoder.decodeAll(
            Words.u16(high(0xfff), low(0xfff), y(0), x(1, 1), high(0), x(1, 2), high(1), x(1, 3)));
    assertThat(Words.text(c)).isEqualTo("16777215 1,0 ON\n16777216 2,0 ON\n16781312 3,0 ON\n");
    assertThat(decoder.faults().total()).isZero();
  }

  @Test
  void timeThatStepsBackIsKeptAndReported() {
    EventColumns c =
        decoder.decodeAll(Words.u16(high(5), low(9), y(0), x(1, 1), low(3), x(1, 2), high(4)));
    assertThat(Words.text(c)).isEqualTo("20489 1,0 ON\n20483 2,0 ON\n");
    assertThat(decoder.faults().seen())
        .containsExactly(new Faults.FaultCount(Fault.BACKWARD_TIME, 1, 8, 8));
  }

  /** Words of time may step back and forth between two events: no event is earlier for it. */
  @Test
  void timeThatStepsBackBetweenEventsIsNoFaultOfAnEvent() {
    byte[] words =
        Words.u16(
            high(5), low(9), y(0), x(1, 1), low(3), high(4), high(5), low(9), x(1, 2), low(2));
    for (int piece = 1; piece <= words.length; piece++) {
      Evt3Decoder d = new Evt3Decoder(VGA);
      EventColumns c = new EventColumns();
      for (int i = 0; i < words.length; i += piece) {
        d.decode(words, i, Math.min(piece, words.length - i), c);
      }
      d.finish(c);
      assertThat(Words.text(c)).isEqualTo("20489 1,0 ON\n20489 2,0 ON\n");
      assertThat(d.faults().total()).isZero();
    }
  }

  @Test
  void aVectorOverTheEdgeCountsEveryEventThatIsLost() {
    EventColumns c =
        decoder.decodeAll(Words.u16(high(0), y(3), base(1, 632), 4 << 12 | 0xfff, 5 << 12 | 0xff));
    assertThat(c.size()).isEqualTo(8);
    assertThat(decoder.faults().count(Fault.OUT_OF_RANGE)).isEqualTo(12);
  }

  @Test
  void whatLacksTimeRowOrBaseIsDroppedAndCounted() {
    EventColumns c =
        decoder.decodeAll(
            Words.u16(x(1, 1), high(0), x(1, 1), y(0), 4 << 12 | 1, base(1, 4), 4 << 12 | 1));
    assertThat(Words.text(c)).isEqualTo("0 4,0 ON\n");
    assertThat(decoder.faults().count(Fault.NO_CONTEXT)).isEqualTo(3);
  }

  @Test
  void eventsOutsideTheArrayAreDroppedAndCounted() {
    EventColumns c =
        decoder.decodeAll(
            Words.u16(
                high(0), y(0), x(1, 640), base(0, 636), 4 << 12 | 0x811, y(480), x(1, 0), y(479)));
    assertThat(Words.text(c)).isEqualTo("0 636,0 OFF\n");
    assertThat(decoder.faults().seen())
        .containsExactly(new Faults.FaultCount(Fault.OUT_OF_RANGE, 4, 4, 12));
  }

  @Test
  void unknownWordsAndAnOddLastByteAreReported() {
    byte[] bytes = Words.u16(high(0), 0x1000, 0x9000, 0xB000, y(1));
    EventColumns c = new EventColumns();
    decoder.decode(bytes, 0, 9, c);
    decoder.finish(c);
    assertThat(decoder.faults().seen())
        .containsExactly(
            new Faults.FaultCount(Fault.TRUNCATED_TAIL, 1, 8, 8),
            new Faults.FaultCount(Fault.GARBAGE, 3, 2, 6));
  }

  @Test
  void aWordCutBetweenTwoPiecesIsJoined() {
    byte[] bytes = Words.u16(high(1), low(9), y(7), x(1, 1), x(0, 2));
    EventColumns whole = new Evt3Decoder(VGA).decodeAll(bytes);
    EventColumns c = new EventColumns();
    for (int i = 0; i < bytes.length; i++) {
      decoder.decode(bytes, i, 1, c);
    }
    decoder.finish(c);
    assertThat(Words.text(c)).isEqualTo(Words.text(whole)).hasLineCount(2);
  }
}
