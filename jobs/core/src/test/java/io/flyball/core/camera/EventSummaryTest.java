package io.flyball.core.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class EventSummaryTest {

  /** SHA3-224 of no bytes, FIPS 202. */
  @Test
  void noEventsHaveTheDigestOfNothing() {
    EventSummary s = new EventSummary();
    assertThat(s.sha3T()).isEqualTo("6b4e03423667dbb73b6e15454f0eb1abd4597f9a1b078e3f5b5a6bc7");
    assertThat(s.events()).isZero();
    assertThat(s.meanRate()).isZero();
  }

  @Test
  void sumsCountsAndStepsBack() {
    EventColumns c = new EventColumns();
    c.add(10, 1, 2, 1);
    c.add(30, 65535, 4, 0);
    c.add(20, 5, 6, 1);
    EventSummary s = new EventSummary();
    s.add(c);
    assertThat(s.on()).isEqualTo(2);
    assertThat(s.off()).isEqualTo(1);
    assertThat(s.backwardSteps()).isEqualTo(1);
    assertThat(s.sumT()).isEqualTo(60);
    assertThat(s.sumRelativeT()).isEqualTo(30);
    assertThat(s.sumX()).isEqualTo(65541);
    assertThat(s.maxX()).isEqualTo(65535);
    assertThat(s.minTime()).isEqualTo(10);
    assertThat(s.maxTime()).isEqualTo(30);
    assertThat(s.meanRate()).isEqualTo(150_000);
  }

  @Test
  void theDigestDoesNotDependOnThePieces() {
    EventColumns all = SomeEvents.inOrder(7, 20_000, new Geometry(640, 480), 10);
    EventSummary whole = new EventSummary();
    whole.add(all);
    EventSummary pieces = new EventSummary();
    EventColumns one = new EventColumns();
    for (int i = 0; i < all.size(); i++) {
      one.clear();
      one.add(all.t(i), all.x(i), all.y(i), all.p(i));
      pieces.add(one);
    }
    assertThat(pieces.sha3T()).isEqualTo(whole.sha3T());
    assertThat(pieces.sha3X()).isEqualTo(whole.sha3X());
    assertThat(pieces.sha3Y()).isEqualTo(whole.sha3Y());
    assertThat(pieces.sha3P()).isEqualTo(whole.sha3P());
  }

  @Test
  void encodersRefuseWhatTheirWordsCannotCarry() {
    EventColumns tooFarRight = new EventColumns();
    tooFarRight.add(0, 2048, 0, 1);
    assertThatThrownBy(() -> new Evt3Encoder(true).encode(tooFarRight))
        .hasMessageContaining("0 to 2047");
    EventColumns backward = new EventColumns();
    backward.add(5000, 0, 0, 1);
    backward.add(10, 0, 0, 1);
    assertThatThrownBy(() -> new Evt2Encoder().encode(backward)).hasMessageContaining("steps back");
    EventColumns epoch = new EventColumns();
    epoch.add(1_744_227_144_732_712L, 0, 0, 1);
    assertThatThrownBy(() -> new Evt3Encoder(true).encode(epoch))
        .hasMessageContaining("count time from the first event");
    assertThatThrownBy(() -> Geometry.parse("640")).hasMessageContaining("640x480");
    assertThat(Geometry.parse("640x480").pixels()).isEqualTo(307_200);
  }
}
