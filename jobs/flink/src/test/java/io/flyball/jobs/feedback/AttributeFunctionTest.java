package io.flyball.jobs.feedback;

import static io.flyball.jobs.feedback.Fixtures.DAY;
import static io.flyball.jobs.feedback.Fixtures.MINUTE;
import static io.flyball.jobs.feedback.Fixtures.NOON;
import static io.flyball.jobs.feedback.Fixtures.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.feedback.AttributedFeedback;
import io.flyball.core.feedback.AttributedFeedback.Status;
import io.flyball.core.feedback.FeedbackActor;
import io.flyball.core.feedback.SignalKind;
import io.flyball.jobs.harness.Subtasks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AttributeFunctionTest {
  private static final Event SHOWN = Fixtures.shown("x1", 0, "ada", "item");
  private static final Event CLICK =
      Fixtures.onExposure("s1", 10 * SECOND, "ada", SignalKind.CLICK, "x1");

  private Subtasks<PackedEvent, AttributedFeedback> operator;

  @BeforeEach
  void open() throws Exception {
    operator = new Subtasks<>(Operators.attribution(Fixtures.config()), 1, false);
  }

  @AfterEach
  void close() {
    operator.close();
  }

  private void arrives(Event event) throws Exception {
    operator.send(event.timely(), event.time());
  }

  @Test
  void aClickIsJoinedToItsExposureAndNothingIsLeftWhenTheLongestWindowEnds() throws Exception {
    arrives(SHOWN);
    arrives(CLICK);
    operator.watermark(NOON + 14 * DAY - 1);
    assertThat(operator.entries()).isPositive();
    operator.watermark(NOON + 14 * DAY);
    assertThat(operator.main())
        .filteredOn(row -> row.status() == Status.ATTRIBUTED)
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.exposure()).isEqualTo(SHOWN.exposure());
              assertThat(row.signal()).isEqualTo(CLICK.signal());
              assertThat(row.delayMs()).isEqualTo(10 * SECOND);
            });
    assertThat(operator.counts()).containsEntry("EXPOSURES_MATCHED", 1L);
    assertThat(operator.entries()).isZero();
    assertThat(operator.timers()).isZero();
  }

  @Test
  void aSignalWaitsForItsExposureAndIsAnOrphanOnceItsTimeIsUp() throws Exception {
    arrives(CLICK);
    arrives(Fixtures.onExposure("s2", 0, "ada", SignalKind.CLICK, "never"));
    arrives(SHOWN);
    assertThat(operator.main())
        .extracting(AttributedFeedback::status)
        .containsExactly(Status.ATTRIBUTED);
    operator.watermark(NOON + 2 * MINUTE - 1);
    assertThat(operator.main()).hasSize(1);
    operator.watermark(NOON + 2 * MINUTE);
    assertThat(operator.main())
        .extracting(AttributedFeedback::status)
        .containsExactly(Status.ATTRIBUTED, Status.ORPHAN);
  }

  @Test
  void aSignalThatWaitsIsAnsweredAfterARestoreAtAnotherParallelism() throws Exception {
    arrives(CLICK);
    operator.restoreAt(3);
    arrives(SHOWN);
    assertThat(operator.main())
        .extracting(AttributedFeedback::status)
        .containsExactly(Status.ATTRIBUTED);
  }

  @Test
  void onlyPersonsAreLookedAtByPatternsAndStagesAreCountedPerActor() throws Exception {
    arrives(SHOWN);
    arrives(CLICK);
    arrives(
        Fixtures.signal(
            "s2", -SECOND, "ada", SignalKind.CLICK, "x1", null, null, FeedbackActor.SHADOW, null));
    assertThat(operator.side(AttributeFunction.SIGNALS))
        .extracting(PatternEvent::id)
        .containsExactly("s1");
    assertThat(operator.side(AttributeFunction.EARLY)).isEmpty();
    assertThat(operator.counts())
        .containsEntry("stage.NONE.USER", 1L)
        .containsEntry("stage.NONE.SHADOW", 1L);
  }

  @Test
  void aSignalOlderThanItsExposureIsShownToThePatternWithItsDelay() throws Exception {
    arrives(SHOWN);
    arrives(Fixtures.onExposure("s2", -30 * SECOND, "ada", SignalKind.CLICK, "x1"));
    assertThat(operator.side(AttributeFunction.EARLY))
        .singleElement()
        .extracting(PatternEvent::id, PatternEvent::delayMs)
        .containsExactly("s2", -30 * SECOND);
  }

  @Test
  void usersNeverSeeEachOther() throws Exception {
    arrives(SHOWN);
    arrives(Fixtures.onItem("s2", SECOND, "bob", SignalKind.LIKE, "item"));
    operator.watermark(Long.MAX_VALUE);
    assertThat(operator.main())
        .extracting(AttributedFeedback::status)
        .containsExactlyInAnyOrder(Status.ORPHAN, Status.CENSORED);
    assertThat(operator.entries()).isZero();
  }
}
