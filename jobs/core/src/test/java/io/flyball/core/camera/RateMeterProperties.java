package io.flyball.core.camera;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class RateMeterProperties {
  private static final Geometry SENSOR = new Geometry(2048, 2048);

  @Property(tries = 200)
  void rawEvt2WordsGiveTheWindowsOfTheirEvents(
      @ForAll long seed,
      @ForAll @IntRange(max = 400) int n,
      @ForAll @IntRange(min = 10, max = 100_000) int window,
      @ForAll boolean reference) {
    byte[] words = new Evt2Encoder().encode(SomeEvents.inOrder(seed, n, SENSOR, 300_000));
    RateMeter meter = new Evt2RateMeter(make(window, reference));
    agree(words, new Evt2Decoder(SENSOR), meter, make(window, reference), seed);
  }

  @Property(tries = 200)
  void rawEvt3WordsGiveTheWindowsOfTheirEvents(
      @ForAll long seed,
      @ForAll @IntRange(max = 400) int n,
      @ForAll @IntRange(min = 10, max = 100_000) int window,
      @ForAll boolean reference,
      @ForAll boolean vectors) {
    EventColumns events = SomeEvents.inOrder(seed, n, SENSOR, 300_000);
    byte[] words = new Evt3Encoder(vectors).encode(events);
    RateMeter meter = new Evt3RateMeter(make(window, reference));
    agree(words, new Evt3Decoder(SENSOR), meter, make(window, reference), seed);
  }

  @Property(tries = 100)
  void noiseIsMeteredAsItIsDecoded(@ForAll long seed, @ForAll @IntRange(max = 2000) int n) {
    byte[] noise = SomeEvents.noise(seed, n);
    Evt2RateMeter meter = new Evt2RateMeter(new GridWindows(1L << 30));
    agree(noise, new Evt2Decoder(SENSOR), meter, new GridWindows(1L << 30), seed);
  }

  /** Words of every kind that matter to time, in any order, as no encoder would write them. */
  @Property(tries = 400)
  void disorderedEvt3WordsAreMeteredAsTheyAreDecoded(
      @ForAll long seed,
      @ForAll @IntRange(max = 150) int n,
      @ForAll boolean vectors,
      @ForAll @IntRange(min = 1, max = 9) int highs) {
    int[] kinds = vectors ? new int[] {0, 2, 3, 4, 5, 6, 8} : new int[] {0, 2, 2, 6, 8, 7, 0xA};
    int[] words = new int[n + 3];
    words[0] = 8 << 12 | 100;
    words[1] = 0;
    for (int i = 2; i < words.length; i++) {
      int kind = kinds[(int) SomeEvents.below(seed, 1, i, kinds.length)];
      int value = (int) SomeEvents.below(seed, 2, i, kind == 8 ? highs : 4096);
      // A vector that begins on the left stays inside the array, as the meter takes for granted.
      words[i] = kind << 12 | (kind == 8 ? 100 + value : kind == 3 ? value & 0x83f : value);
    }
    RateMeter meter = new Evt3RateMeter(new GridWindows(1L << 30));
    agree(Words.u16(words), new Evt3Decoder(SENSOR), meter, new GridWindows(1L << 30), seed);
    // A cut that lies before all of it makes the meter read the low part of every time.
    RateMeter exact = new Evt3RateMeter(new GridWindows(200_000));
    agree(Words.u16(words), new Evt3Decoder(SENSOR), exact, new GridWindows(200_000), seed);
  }

  private static RateWindows make(int window, boolean reference) {
    return reference ? new ReferenceWindows(window) : new GridWindows(window);
  }

  private static void agree(
      byte[] words, EventDecoder decoder, RateMeter meter, RateWindows windows, long seed) {
    List<RateWindow> expected = new ArrayList<>();
    windows.add(decoder.decodeAll(words), expected::add);
    List<RateWindow> actual = new ArrayList<>();
    int at = 0;
    for (int k = 0; at < words.length; k++) {
      int piece = Math.min(words.length - at, (int) SomeEvents.below(seed, 30, k, 99));
      meter.meter(words, at, piece, actual::add);
      at += piece;
    }
    assertThat(actual).isEqualTo(expected);
    assertThat(meter.windows().open()).isEqualTo(windows.open());
  }
}
