package io.flyball.connectors.camera;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.camera.EventColumns;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class JaerDatagramsTest {
  /** An ON event at column 345 − 5 and row 259 − 7 as seen from the top left. */
  private static final int ADDRESS = 7 << 22 | 5 << 12 | 1 << 11;

  private final JaerDatagrams jaer = new JaerDatagrams();
  private final EventColumns events = new EventColumns();

  private boolean reads(int number, int... addressesAndTimes) {
    ByteBuffer b = ByteBuffer.allocate(4 + addressesAndTimes.length * 4).putInt(number);
    for (int word : addressesAndTimes) {
      b.putInt(word);
    }
    return jaer.read(b.array(), b.capacity(), events);
  }

  @Test
  void whatIsNoDatagramOfJaerIsDropped() {
    assertThat(jaer.read(new byte[0], 0, events)).isTrue();
    assertThat(jaer.read(new byte[11], 11, events)).isTrue();
    assertThat(jaer.dropped()).isEqualTo(2);
    assertThat(events.size()).isZero();
  }

  @Test
  void eventsAreTurnedToTheTopLeftAndFramesAreSkipped() {
    assertThat(reads(9, ADDRESS, 1000, 0x8000_0000 | ADDRESS, 1001)).isFalse();
    assertThat(events.size()).isEqualTo(1);
    assertThat(events.t(0)).isEqualTo(1000);
    assertThat(events.x(0)).isEqualTo(340);
    assertThat(events.y(0)).isEqualTo(252);
    assertThat(events.p(0)).isEqualTo(1);
  }

  @Test
  void aFirstAddressThatLooksLikeAHeaderIsAnEvent() {
    reads(0, 0x2341_4200, 1);
    assertThat(events.size()).isEqualTo(1);
  }

  @Test
  void holesAreLossesAndRepetitionsAreDropped() {
    reads(0xffff_fffe, ADDRESS, 1);
    assertThat(reads(0xffff_ffff, ADDRESS, 2)).isFalse();
    assertThat(reads(0, ADDRESS, 3)).isFalse();
    assertThat(reads(3, ADDRESS, 4)).isTrue();
    assertThat(reads(2, ADDRESS, 5)).isFalse();
    assertThat(jaer.lost()).isEqualTo(2);
    assertThat(jaer.dropped()).isEqualTo(1);
    assertThat(events.size()).isEqualTo(4);
  }

  @Test
  void aJaerThatWasStartedAgainGoesOn() {
    reads(1_000_000, ADDRESS, 1);
    assertThat(reads(0, ADDRESS, 2)).isTrue();
    assertThat(reads(1, ADDRESS, 3)).isFalse();
    assertThat(jaer.lost()).isZero();
    assertThat(events.size()).isEqualTo(3);
  }
}
