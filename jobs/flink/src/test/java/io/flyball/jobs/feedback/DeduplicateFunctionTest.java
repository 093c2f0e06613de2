package io.flyball.jobs.feedback;

import static io.flyball.jobs.feedback.Fixtures.DAY;
import static io.flyball.jobs.feedback.Fixtures.HOUR;
import static io.flyball.jobs.feedback.Fixtures.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.connectors.codec.RawRecord;
import io.flyball.core.feedback.SignalKind;
import io.flyball.core.record.DeadLetter;
import io.flyball.core.record.Reason;
import io.flyball.jobs.harness.Subtasks;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeduplicateFunctionTest {
  private static final Event LIKE = Fixtures.onItem("s1", 0, "ada", SignalKind.LIKE, "item");
  private static final Event DISLIKE = Fixtures.onItem("s1", 0, "ada", SignalKind.DISLIKE, "item");

  private Subtasks<PackedEvent, PackedEvent> operator;

  @BeforeEach
  void open() throws Exception {
    operator = new Subtasks<>(Operators.deduplication(Fixtures.config()), 1, false);
  }

  @AfterEach
  void close() {
    operator.close();
  }

  private void arrives(Event event) throws Exception {
    operator.send(event.timely(), event.time());
  }

  @Test
  void theSamePayloadAgainIsDroppedAndCounted() throws Exception {
    arrives(LIKE);
    arrives(LIKE);
    arrives(LIKE);
    assertThat(operator.main()).hasSize(1);
    assertThat(operator.side(DeduplicateFunction.CONFLICTS)).isEmpty();
    assertThat(operator.counts()).isEqualTo(Map.of("DUPLICATES", 2L));
  }

  @Test
  void anotherPayloadUnderTheSameIdGoesAsideWithBothHashesAndItsBytes() throws Exception {
    arrives(LIKE);
    arrives(DISLIKE);
    arrives(LIKE);
    assertThat(operator.main()).extracting(PackedEvent::signal).containsExactly(LIKE.signal());
    assertThat(operator.counts()).isEqualTo(Map.of("DUPLICATES", 1L, "CONFLICTS", 1L));
    DeadLetter letter = operator.side(DeduplicateFunction.CONFLICTS).get(0);
    assertThat(letter.reason()).isEqualTo(Reason.DUP_CONFLICT);
    assertThat(letter.message()).contains(hash(LIKE), hash(DISLIKE));
    RawRecord replayed =
        new RawRecord(
            letter.topic(), 0, 0, letter.time(), letter.key(), letter.value(), letter.headers());
    assertThat(Fixtures.decoder().apply(replayed).signal()).isEqualTo(DISLIKE.signal());
  }

  private static String hash(Event event) {
    PackedEvent timely = event.timely();
    return "%016x%016x".formatted(timely.arrival().payloadHigh(), timely.arrival().payloadLow());
  }

  @Test
  void whatEventTimeWentPastWithoutItsPartitionIsTooLate() throws Exception {
    arrives(LIKE);
    operator.watermark(NOON + 25 * HOUR);
    assertThat(operator.entries()).isZero();
    arrives(LIKE);
    assertThat(operator.main()).hasSize(1);
    DeadLetter letter = operator.side(DeduplicateFunction.CONFLICTS).get(0);
    assertThat(letter.reason()).isEqualTo(Reason.TOO_LATE);
    assertThat(letter.field()).isEqualTo("time");
    assertThat(operator.counts())
        .isEqualTo(Map.of("DEAD_LETTERS", 1L, "DEAD_LETTERS.TOO_LATE", 1L));
    assertThat(operator.entries()).isZero();
    assertThat(operator.timers()).isZero();
  }

  @Test
  void anIdIsForgottenByARecordOrAPartitionThatHasPassedTheHorizon() throws Exception {
    arrives(LIKE);
    Event at = Fixtures.onItem("s1", DAY - 1, "ada", SignalKind.LIKE, "item");
    arrives(at);
    assertThat(operator.counts()).isEqualTo(Map.of("CONFLICTS", 1L));
    operator.send(at.knownAt(NOON + DAY), at.time());
    arrives(Fixtures.onItem("s1", 3 * DAY, "ada", SignalKind.LIKE, "item"));
    assertThat(operator.main()).hasSize(3);
    operator.watermark(Long.MAX_VALUE);
    assertThat(operator.entries()).isZero();
  }

  @Test
  void exposuresAndSignalsHaveTheirOwnIds() throws Exception {
    arrives(Fixtures.shown("same", 0, "ada", "item"));
    arrives(Fixtures.onItem("same", 0, "ada", SignalKind.LIKE, "item"));
    assertThat(operator.main()).hasSize(2);
    assertThat(operator.counts()).isEmpty();
  }

  @Test
  void anIdIsForgottenOnceEventTimeHasPassedItsHorizon() throws Exception {
    arrives(LIKE);
    operator.watermark(NOON + DAY - 1);
    arrives(LIKE);
    assertThat(operator.counts()).isEqualTo(Map.of("DUPLICATES", 1L));
    assertThat(operator.entries()).isEqualTo(1);
    operator.watermark(NOON + DAY + HOUR);
    assertThat(operator.entries()).isZero();
    assertThat(operator.timers()).isZero();
    arrives(Fixtures.onItem("s1", DAY + 2 * HOUR, "ada", SignalKind.LIKE, "item"));
    assertThat(operator.main()).hasSize(2);
  }

  @Test
  void anIdThatIsForgottenButNotClearedYetIsJudgedAsForgotten() throws Exception {
    arrives(LIKE);
    operator.watermark(NOON + DAY);
    assertThat(operator.entries()).isPositive();
    arrives(LIKE);
    assertThat(operator.counts())
        .isEqualTo(Map.of("DEAD_LETTERS", 1L, "DEAD_LETTERS.TOO_LATE", 1L));
    arrives(Fixtures.onItem("s1", DAY, "ada", SignalKind.LIKE, "item"));
    assertThat(operator.main()).hasSize(2);
  }

  @Test
  void idsOfOneStretchShareTheTimersOfTheirKeyGroups() throws Exception {
    int ids = 10_000;
    for (int i = 0; i < ids; i++) {
      arrives(Fixtures.onItem("s" + i, i % 100, "ada", SignalKind.LIKE, "item"));
    }
    assertThat(operator.timers()).isLessThanOrEqualTo(2 * Subtasks.MAX_PARALLELISM);
    operator.restoreAt(3);
    arrives(Fixtures.onItem("s0", 0, "ada", SignalKind.LIKE, "item"));
    arrives(Fixtures.onItem("new", 0, "ada", SignalKind.LIKE, "item"));
    assertThat(operator.main()).hasSize(1);
    operator.restoreAt(2);
    operator.watermark(NOON + DAY + 2 * HOUR);
    assertThat(operator.entries()).isZero();
    assertThat(operator.timers()).isZero();
  }

  @Test
  void anIdThatComesAgainIsRememberedFromThen() throws Exception {
    arrives(LIKE);
    Event again = Fixtures.onItem("s1", DAY, "ada", SignalKind.LIKE, "item");
    operator.send(again.knownAt(NOON + DAY), again.time());
    operator.watermark(NOON + DAY + HOUR);
    arrives(again);
    assertThat(operator.main()).hasSize(2);
    assertThat(operator.counts()).isEqualTo(Map.of("DUPLICATES", 1L));
    operator.watermark(NOON + 2 * DAY + HOUR);
    assertThat(operator.entries()).isZero();
  }

  @Test
  void aCopyThatStraddlesASnapshotIsStillADuplicate() throws Exception {
    arrives(LIKE);
    operator.restoreAt(3);
    arrives(LIKE);
    arrives(DISLIKE);
    assertThat(operator.main()).isEmpty();
    assertThat(operator.counts()).isEqualTo(Map.of("DUPLICATES", 1L, "CONFLICTS", 1L));
  }
}
