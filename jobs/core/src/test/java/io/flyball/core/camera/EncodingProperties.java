package io.flyball.core.camera;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class EncodingProperties {
  private static final Geometry SENSOR = new Geometry(346, 260);

  @Property(tries = 200)
  void evt2GivesBackWhatWasWritten(@ForAll long seed, @ForAll @IntRange(max = 300) int n) {
    EventColumns events = SomeEvents.inOrder(seed, n, SENSOR, 1L << 35);
    byte[] words = new Evt2Encoder().encode(events);
    same(SomeEvents.inPieces(new Evt2Decoder(SENSOR), words, seed, 50), events);
  }

  @Property(tries = 200)
  void evt3GivesBackWhatWasWritten(
      @ForAll long seed, @ForAll @IntRange(max = 300) int n, @ForAll boolean vectors) {
    EventColumns events = SomeEvents.inOrder(seed, n, SENSOR, 1L << 26);
    byte[] words = new Evt3Encoder(vectors).encode(events);
    same(SomeEvents.inPieces(new Evt3Decoder(SENSOR), words, seed, 50), events);
  }

  @Property(tries = 200)
  void anEncoderGoesOnWhereItStopped(@ForAll long seed, @ForAll @IntRange(max = 100) int n) {
    EventColumns first = SomeEvents.inOrder(seed, n, SENSOR, 1000);
    EventColumns second = SomeEvents.inOrder(seed + 1, n, SENSOR, 1000);
    second.rebase(-20_000_000);
    Evt3Encoder encoder = new Evt3Encoder(true);
    Evt3Decoder decoder = new Evt3Decoder(SENSOR);
    EventColumns out = new EventColumns();
    for (EventColumns run : new EventColumns[] {first, second}) {
      byte[] words = encoder.encode(run);
      decoder.decode(words, 0, words.length, out);
    }
    first.addAll(second);
    same(out, first);
  }

  @Property(tries = 300)
  void noiseNeverThrowsAndNeverGivesAnEventOutsideTheSensor(
      @ForAll long seed,
      @ForAll @IntRange(max = 4000) int n,
      @ForAll SensorEncoding encoding,
      @ForAll @IntRange(min = 1, max = 700) int piece) {
    byte[] noise = SomeEvents.noise(seed, n);
    EventDecoder whole = encoding.decoder(SENSOR);
    EventColumns once = whole.decodeAll(noise);
    EventDecoder cut = encoding.decoder(SENSOR);
    EventColumns pieces = SomeEvents.inPieces(cut, noise, seed, piece);
    same(pieces, once);
    assertThat(cut.faults().seen()).isEqualTo(whole.faults().seen());
    for (int i = 0; i < once.size(); i++) {
      assertThat(once.x(i)).isLessThan(SENSOR.width());
      assertThat(once.y(i)).isLessThan(SENSOR.height());
      assertThat(once.p(i)).isBetween(0, 1);
    }
  }

  @Property(tries = 100)
  void aFlippedBitNeverThrows(
      @ForAll long seed, @ForAll boolean vectors, @ForAll @IntRange(min = 0, max = 7) int bit) {
    EventColumns events = SomeEvents.inOrder(seed, 200, SENSOR, 10_000);
    byte[] words = new Evt3Encoder(vectors).encode(events);
    words[(int) SomeEvents.below(seed, 20, 0, words.length)] ^= (byte) (1 << bit);
    EventColumns c = new Evt3Decoder(SENSOR).decodeAll(words);
    assertThat(c.size()).isLessThanOrEqualTo(words.length / 2 * 12);
  }

  private static void same(EventColumns actual, EventColumns expected) {
    assertThat(Words.text(actual)).isEqualTo(Words.text(expected));
    assertThat(Words.triggers(actual)).isEqualTo(Words.triggers(expected));
  }
}
