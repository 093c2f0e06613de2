package io.flyball.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.flyball.connectors.codec.RecordCodec;
import io.flyball.schemas.AttributedFeedback;
import io.flyball.schemas.FeedbackSignal;
import io.flyball.schemas.FeedbackStatus;
import io.flyball.schemas.FeedbackSubject;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AnswerIdsTest {
  private final AnswerIds ids = new AnswerIds();

  @Test
  void bytesWithoutAnIdAreAFault() {
    assertThatIllegalStateException()
        .isThrownBy(() -> ids.find(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 20, 'x'}));
  }

  @Test
  void aPassedOnSignalAnswersItself() {
    FeedbackSignal signal = (FeedbackSignal) new FeedbackLoad(1, 10).at(6);
    byte[] value = RecordCodec.of(FeedbackSignal.class).encode(signal);
    assertThat(ids.find(value)).isEqualTo(signal.getId());
  }

  @Test
  void anAttributedRowAnswersItsSignal() {
    assertThat(ids.find(row("signal/s-1", FeedbackStatus.ATTRIBUTED))).isEqualTo("s-1");
  }

  @Test
  void anOrphanIsNoAnswer() {
    assertThat(ids.find(row("signal/s-1", FeedbackStatus.ORPHAN))).isNull();
  }

  @Test
  void aRowAboutAnExposureKeepsItsOwnId() {
    assertThat(ids.find(row("exposure/x-1", FeedbackStatus.CENSORED))).isEqualTo("exposure/x-1");
  }

  private static byte[] row(String id, FeedbackStatus status) {
    return RecordCodec.of(AttributedFeedback.class)
        .encode(
            AttributedFeedback.newBuilder()
                .setId(id)
                .setSubject(FeedbackSubject.SIGNAL)
                .setStatus(status)
                .setTime(Instant.EPOCH)
                .setUser("ann")
                .build());
  }
}
