package io.flyball.core.camera.packet;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.camera.packet.PacketSequence.Place;
import org.junit.jupiter.api.Test;

class PacketSequenceTest {
  private final PacketSequence sequence = new PacketSequence();

  private Place arrives(long session, long number) {
    Place place = sequence.place(session, number);
    sequence.take(session, number);
    return place;
  }

  @Test
  void theFirstPacketMayHaveAnyNumber() {
    assertThat(sequence.missingBefore(1, 500)).isZero();
    assertThat(arrives(1, 500)).isEqualTo(Place.FIRST);
    assertThat(arrives(1, 501)).isEqualTo(Place.NEXT);
  }

  @Test
  void aHoleIsCountedAndMayBeFilledOnce() {
    arrives(1, 0);
    assertThat(sequence.missingBefore(1, 4)).isEqualTo(3);
    assertThat(arrives(1, 4)).isEqualTo(Place.NEXT);
    assertThat(arrives(1, 2)).isEqualTo(Place.LATE);
    assertThat(arrives(1, 2)).isEqualTo(Place.REPEATED);
    assertThat(arrives(1, 4)).isEqualTo(Place.REPEATED);
    assertThat(sequence.missingBefore(1, 5)).isZero();
  }

  @Test
  void whatIsOlderThanItsMemoryCountsAsRepeated() {
    arrives(1, 0);
    arrives(1, 1000);
    assertThat(sequence.place(1, 1000 - PacketSequence.MEMORY)).isEqualTo(Place.LATE);
    assertThat(sequence.place(1, 999 - PacketSequence.MEMORY)).isEqualTo(Place.REPEATED);
    arrives(1, 1000 + PacketSequence.MEMORY);
    assertThat(sequence.place(1, 1000)).isEqualTo(Place.REPEATED);
    assertThat(sequence.place(1, 1001)).isEqualTo(Place.LATE);
  }

  @Test
  void aLaterSessionBeginsAnewAndAnEarlierOneIsStray() {
    arrives(7, 100);
    assertThat(arrives(6, 101)).isEqualTo(Place.OLD_SESSION);
    assertThat(sequence.missingBefore(8, 2)).isEqualTo(2);
    assertThat(arrives(8, 2)).isEqualTo(Place.NEW_SESSION);
    assertThat(arrives(8, 2)).isEqualTo(Place.REPEATED);
    assertThat(arrives(7, 101)).isEqualTo(Place.OLD_SESSION);
    assertThat(sequence.highest).isEqualTo(2);
  }
}
