package io.flyball.gateway.live;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Points, places, and what is dropped. */
class RingTest {
  private static final int ALL = Integer.MAX_VALUE;

  private static void add(Ring ring, String key, long time, String text) {
    ring.add(key, time, text.getBytes(UTF_8));
  }

  private static List<String> texts(Ring.Batch batch) {
    return batch.texts().stream().map(text -> new String(text, UTF_8)).toList();
  }

  @Test
  void anEmptyRingGivesNothingAndKeepsThePlace() {
    Ring.Batch batch = new Ring(3, 1000).after(0, 0, ALL);
    assertThat(batch.texts()).isEmpty();
    assertThat(batch.next()).isZero();
    assertThat(new Ring(3, 1000).oldest()).isNull();
  }

  @Test
  void aReaderGoesOnWhereItWas() {
    Ring ring = new Ring(10, 10_000);
    add(ring, null, 1, "a");
    add(ring, null, 2, "b");
    Ring.Batch first = ring.after(0, 0, ALL);
    add(ring, null, 3, "c");
    assertThat(texts(first)).containsExactly("a", "b");
    assertThat(texts(ring.after(first.next(), 0, ALL))).containsExactly("c");
  }

  @Test
  void aPointOfTheSameKeyReplacesTheEarlierOne() {
    Ring ring = new Ring(10, 10_000);
    add(ring, "k", 1, "old");
    add(ring, null, 2, "other");
    Ring.Batch first = ring.after(0, 0, ALL);
    add(ring, "k", 1, "new");
    assertThat(texts(ring.after(0, 0, ALL))).containsExactly("other", "new");
    assertThat(texts(ring.after(first.next(), 0, ALL))).containsExactly("new");
  }

  @Test
  void theOldestPointsAreDroppedAndASlowReaderIsToldHowMany() {
    Ring ring = new Ring(3, 10_000);
    add(ring, null, 1, "1");
    long place = ring.after(0, 0, ALL).next();
    for (int i = 2; i <= 6; i++) {
      add(ring, null, i, "" + i);
    }
    Ring.Batch batch = ring.after(place, 0, ALL);
    assertThat(texts(batch)).containsExactly("4", "5", "6");
    assertThat(batch.skipped()).isEqualTo(2);
    assertThat(ring.oldest()).isEqualTo(4);
  }

  @Test
  void aMillionPointsTakeNoMoreThanAllowed() {
    Ring ring = new Ring(10_000, 1 << 20);
    String text = "x".repeat(300);
    for (int i = 0; i < 1_000_000; i++) {
      add(ring, "key" + i % 5000, i, text);
      if (i % 1000 == 0) {
        assertThat(ring.bytes()).isLessThanOrEqualTo(1 << 20);
      }
    }
    assertThat(ring.size()).isBetween(1000, 5000);
  }

  @Test
  void aLonePointIsKeptHoweverLong() {
    Ring ring = new Ring(10, 100);
    add(ring, null, 1, "x".repeat(5000));
    assertThat(ring.size()).isEqualTo(1);
    assertThat(ring.after(0, 0, 10).texts()).hasSize(1);
  }

  @Test
  void aBatchIsAsLongAsAskedForAndOldPointsAreLeftOut() {
    Ring ring = new Ring(10, 10_000);
    add(ring, null, 1, "aaaa");
    add(ring, null, 5, "bbbb");
    add(ring, null, 6, "cccc");
    Ring.Batch first = ring.after(0, 5, 7);
    assertThat(texts(first)).containsExactly("bbbb");
    assertThat(texts(ring.after(first.next(), 5, 7))).containsExactly("cccc");
  }
}
