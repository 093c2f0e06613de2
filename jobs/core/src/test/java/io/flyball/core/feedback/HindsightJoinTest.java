package io.flyball.core.feedback;

import static io.flyball.core.feedback.Fixtures.DAY;
import static io.flyball.core.feedback.Fixtures.HOLD;
import static io.flyball.core.feedback.Fixtures.NOON;
import static io.flyball.core.feedback.Fixtures.exposure;
import static io.flyball.core.feedback.Fixtures.onExposure;
import static io.flyball.core.feedback.Fixtures.rules;
import static io.flyball.core.feedback.Fixtures.signal;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.feedback.AttributedFeedback.Status;
import io.flyball.core.feedback.AttributedFeedback.Subject;
import java.util.List;
import org.junit.jupiter.api.Test;

class HindsightJoinTest {
  private final OneUser ada = new OneUser(rules(false));

  @Test
  void immediateAndHindsightAreMatched() {
    ada.sees(exposure("e1", 0, "film"))
        .does(onExposure("like", 10, SignalKind.LIKE, "e1"))
        .does(onExposure("return", 3 * DAY, SignalKind.RETURN, "e1"))
        .untilTheEnd();
    AttributedFeedback row = hindsightRows().get(0);
    assertThat(row.status()).isEqualTo(Status.MATCHED);
    assertThat(row.immediate().id()).isEqualTo("like");
    assertThat(row.hindsight().id()).isEqualTo("return");
    assertThat(row.revision()).isEqualTo(1);
    assertThat(row.retracts()).isNull();
    assertThat(hindsightRows()).hasSize(1);
  }

  @Test
  void aNewerValueRetractsTheOlder() {
    ada.sees(exposure("e1", 0, "film"))
        .does(onExposure("like", 10, SignalKind.LIKE, "e1"))
        .does(onExposure("return", 3 * DAY, SignalKind.RETURN, "e1"))
        .does(onExposure("kept", 4 * DAY, SignalKind.HINDSIGHT_RATING, "e1"))
        .untilTheEnd();
    AttributedFeedback update = hindsightRows().get(1);
    assertThat(update.status()).isEqualTo(Status.UPDATED);
    assertThat(update.hindsight().id()).isEqualTo("kept");
    assertThat(update.retracts()).isEqualTo(hindsightRows().get(0).id());
  }

  @Test
  void anOlderValueThatArrivesLateInTheDayChangesNothing() {
    ada.sees(exposure("e1", 0, "film"))
        .does(onExposure("newer", 20, SignalKind.LIKE, "e1"))
        .does(onExposure("older", 10, SignalKind.DISLIKE, "e1"))
        .does(onExposure("return", DAY, SignalKind.RETURN, "e1"))
        .untilTheEnd();
    assertThat(hindsightRows()).hasSize(1);
    assertThat(hindsightRows().get(0).immediate().id()).isEqualTo("newer");
  }

  @Test
  void hindsightAloneIsHeldAndThenReportedAsAnOrphan() {
    ada.sees(exposure("e1", 0, "film"))
        .does(onExposure("return", DAY, SignalKind.RETURN, "e1"))
        .until(NOON + DAY + HOLD - 1);
    assertThat(hindsightRows()).isEmpty();
    ada.until(NOON + DAY + HOLD);
    assertThat(hindsightRows())
        .extracting(AttributedFeedback::status)
        .containsExactly(Status.ORPHAN_HINDSIGHT);
    assertThat(ada.untilTheEnd().forgotEverything()).isTrue();
    assertThat(hindsightRows()).hasSize(1);
  }

  @Test
  void immediateThatComesAfterAnOrphanUpdatesIt() {
    ada.sees(exposure("e1", 0, "film"))
        .does(onExposure("return", DAY, SignalKind.RETURN, "e1"))
        .until(NOON + DAY + HOLD)
        .does(onExposure("bought", 2 * DAY, SignalKind.CONVERSION, "e1"))
        .untilTheEnd();
    assertThat(hindsightRows())
        .extracting(AttributedFeedback::status)
        .containsExactly(Status.ORPHAN_HINDSIGHT, Status.UPDATED);
    assertThat(hindsightRows().get(1).immediate().id()).isEqualTo("bought");
  }

  @Test
  void immediateAloneIsCensoredWhenTheWindowEnds() {
    ada.sees(exposure("e1", 0, "film"))
        .does(onExposure("like", 10, SignalKind.LIKE, "e1"))
        .untilTheEnd();
    assertThat(hindsightRows())
        .extracting(AttributedFeedback::status)
        .containsExactly(Status.CENSORED);
  }

  @Test
  void aSimulatedUsersHindsightIsNotMatchedWithAPersonsLike() {
    ada.sees(exposure("e1", 0, "film"))
        .does(onExposure("like", 10, SignalKind.LIKE, "e1"))
        .does(
            signal(
                "simulated", DAY, SignalKind.RETURN, "e1", null, null, null, FeedbackActor.SHADOW))
        .untilTheEnd();
    assertThat(hindsightRows())
        .extracting(AttributedFeedback::status)
        .containsExactlyInAnyOrder(Status.CENSORED, Status.ORPHAN_HINDSIGHT);
  }

  @Test
  void rowsAreDatedByWhatMadeThemAndCounted() {
    ada.sees(exposure("matched", 0, "film"))
        .does(onExposure("like", 10, SignalKind.LIKE, "matched"))
        .does(onExposure("return", 3 * DAY, SignalKind.RETURN, "matched"))
        .does(onExposure("kept", 4 * DAY, SignalKind.HINDSIGHT_RATING, "matched"))
        .sees(exposure("alone", 0, "song"))
        .does(onExposure("sent-back", DAY, SignalKind.RETURN, "alone"))
        .sees(exposure("liked", 0, "book"))
        .does(onExposure("liked-it", 10, SignalKind.LIKE, "liked"))
        .untilTheEnd();
    assertThat(hindsightRows())
        .extracting(r -> r.exposure().id() + " " + r.status() + " " + (r.time() - NOON))
        .containsExactlyInAnyOrder(
            "matched MATCHED " + 3 * DAY,
            "matched UPDATED " + 4 * DAY,
            "alone ORPHAN_HINDSIGHT " + DAY,
            "liked CENSORED " + 14 * DAY);
    assertThat(ada.count(FeedbackCount.HINDSIGHT_MATCHED)).isEqualTo(1);
    assertThat(ada.count(FeedbackCount.HINDSIGHT_UPDATED)).isEqualTo(1);
    assertThat(ada.count(FeedbackCount.HINDSIGHT_ORPHANED)).isEqualTo(1);
    assertThat(ada.count(FeedbackCount.HINDSIGHT_CENSORED)).isEqualTo(1);
  }

  @Test
  void aHindsightThatWaitsWhenItsWindowEndsIsReportedAtThatEnd() {
    ada.sees(exposure("e1", 0, "film"))
        .does(onExposure("return", 14 * DAY, SignalKind.RETURN, "e1"))
        .untilTheEnd();
    assertThat(hindsightRows())
        .extracting(r -> r.status() + " " + (r.time() - NOON))
        .containsExactly("ORPHAN_HINDSIGHT " + 14 * DAY);
    assertThat(ada.forgotEverything()).isTrue();
  }

  /** The newer one was taken in before the older one came. */
  @Test
  void anOlderValueThatComesAfterTheNewerWasTakenInChangesNothing() {
    ada.sees(exposure("e1", 0, "film"))
        .does(onExposure("newer", 20, SignalKind.LIKE, "e1"))
        .until(NOON + 100)
        .does(onExposure("older", 10, SignalKind.DISLIKE, "e1"))
        .does(onExposure("kept", 2 * DAY, SignalKind.HINDSIGHT_RATING, "e1"))
        .until(NOON + 3 * DAY)
        .does(onExposure("return", DAY, SignalKind.RETURN, "e1"))
        .untilTheEnd();
    assertThat(hindsightRows())
        .extracting(r -> r.immediate().id() + " " + r.hindsight().id())
        .containsExactly("newer kept");
  }

  @Test
  void ofTwoSignalsOfOneMomentTheGreaterIdIsTheNewer() {
    ada.sees(exposure("e1", 0, "film"))
        .does(onExposure("b", 10, SignalKind.LIKE, "e1"))
        .does(onExposure("a", 10, SignalKind.DISLIKE, "e1"))
        .does(onExposure("return", DAY, SignalKind.RETURN, "e1"))
        .untilTheEnd();
    assertThat(hindsightRows()).hasSize(1);
    assertThat(hindsightRows().get(0).immediate().id()).isEqualTo("b");
  }

  private List<AttributedFeedback> hindsightRows() {
    return ada.rows.stream().filter(r -> r.subject() == Subject.HINDSIGHT).toList();
  }
}
