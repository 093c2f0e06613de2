package io.flyball.jobs.feedback;

import static io.flyball.jobs.feedback.Fixtures.HOUR;
import static io.flyball.jobs.feedback.Fixtures.MINUTE;
import static io.flyball.jobs.feedback.Fixtures.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.flyball.connectors.codec.RawRecord;
import io.flyball.core.feedback.SignalKind;
import io.flyball.core.record.DeadLetter;
import io.flyball.core.record.Reason;
import io.flyball.jobs.harness.Subtasks;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TimelinessFunctionTest {
  private final FeedbackDecoder decoder = Fixtures.decoder();
  private Subtasks<Ingested, PackedEvent> operator;
  private long offset;

  @BeforeEach
  void open() throws Exception {
    operator = new Subtasks<>(Operators.timeliness(Fixtures.config()), 1, false);
  }

  @AfterEach
  void close() {
    operator.close();
  }

  private void arrives(long at, int partition) throws Exception {
    Event event = Fixtures.shown("x" + offset, at, "ada", "item");
    operator.send(decoder.apply(event.raw(partition, offset++)), NOON + at);
  }

  @Test
  void nothingIsCountedBeforeTheFirstRecord() {
    assertThat(operator.counts()).isEmpty();
    assertThat(operator.outputs()).isEmpty();
  }

  @Test
  void theBoundItselfIsOnTimeAndOneMillisecondMoreIsLate() throws Exception {
    arrives(0, 0);
    arrives(-5 * MINUTE, 0);
    arrives(-5 * MINUTE - 1, 0);
    assertThat(operator.main()).extracting(PackedEvent::late).containsExactly(false, false, true);
    assertThat(operator.counts()).isEqualTo(Map.of("READ", 3L, "LATE", 1L));
  }

  @Test
  void theLatenessItselfIsAcceptedAndOneMillisecondMoreIsADeadLetter() throws Exception {
    arrives(0, 0);
    arrives(-5 * MINUTE - 24 * HOUR, 0);
    arrives(-5 * MINUTE - 24 * HOUR - 1, 0);
    assertThat(operator.main()).hasSize(2);
    assertThat(operator.side(TimelinessFunction.REFUSED))
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.reason()).isEqualTo(Reason.TOO_LATE);
              assertThat(letter.field()).isEqualTo("time");
              assertThat(letter.offset()).isEqualTo(2);
            });
    assertThat(operator.counts())
        .isEqualTo(Map.of("READ", 3L, "LATE", 1L, "DEAD_LETTERS", 1L, "DEAD_LETTERS.TOO_LATE", 1L));
  }

  @Test
  void aPartitionIsJudgedByItsOwnClockAlone() throws Exception {
    arrives(3 * HOUR, 0);
    arrives(0, 1);
    arrives(0, 0);
    assertThat(operator.main())
        .extracting(event -> event.arrival().partition(), PackedEvent::late)
        .containsExactly(tuple(0, false), tuple(1, false), tuple(0, true));
  }

  @Test
  void signalsAndExposuresOfTheSamePartitionNumberHaveTheirOwnClocks() throws Exception {
    arrives(3 * HOUR, 0);
    Event signal = Fixtures.onExposure("s", 0, "ada", SignalKind.LIKE, "x0");
    operator.send(decoder.apply(signal.raw(0, 1)), signal.time());
    assertThat(operator.main()).extracting(PackedEvent::late).containsExactly(false, false);
  }

  @Test
  void anEventFromTheFutureDoesNotMoveTheClock() throws Exception {
    Event early = Fixtures.shown("future", 40 * MINUTE, "ada", "item");
    operator.send(decoder.apply(early.raw(0, 0, NOON)), early.time());
    arrives(0, 0);
    assertThat(operator.main()).extracting(PackedEvent::late).containsExactly(false);
    assertThat(operator.counts()).containsEntry("DEAD_LETTERS.FUTURE_TIME", 1L);
  }

  @Test
  void aDeadLetterKeepsWhatWasRead() throws Exception {
    byte[] garbage = {(byte) 0xff, 1, 2};
    byte[] key = "ada".getBytes(StandardCharsets.UTF_8);
    Map<String, byte[]> headers = Map.of("trace", new byte[] {7});
    RawRecord raw = new RawRecord("feedback.signals", 2, 41, NOON, key, garbage, headers);
    operator.send(decoder.apply(raw), Long.MIN_VALUE);
    DeadLetter letter = operator.side(TimelinessFunction.REFUSED).get(0);
    assertThat(letter)
        .usingRecursiveComparison()
        .ignoringFields("message")
        .isEqualTo(
            new DeadLetter(
                "feedback",
                Reason.UNKNOWN_FORMAT,
                "",
                "",
                "feedback.signals",
                2,
                41,
                NOON,
                key,
                garbage,
                headers));
  }
}
