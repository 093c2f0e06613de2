package io.flyball.core.feedback;

import static io.flyball.core.feedback.Fixtures.HOLD;
import static io.flyball.core.feedback.Fixtures.MINUTE;
import static io.flyball.core.feedback.Fixtures.NOON;
import static io.flyball.core.feedback.Fixtures.exposure;
import static io.flyball.core.feedback.Fixtures.onDecision;
import static io.flyball.core.feedback.Fixtures.onExposure;
import static io.flyball.core.feedback.Fixtures.onItem;
import static io.flyball.core.feedback.Fixtures.rules;
import static io.flyball.core.feedback.Fixtures.signal;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.feedback.AttributedFeedback.Status;
import io.flyball.core.feedback.AttributedFeedback.Subject;
import org.junit.jupiter.api.Test;

class AttributionTest {
  private final OneUser ada = new OneUser(rules(false));
  private final OneUser eager = new OneUser(rules(true));

  @Test
  void nothingInGivesNothingOut() {
    assertThat(ada.untilTheEnd().rows).isEmpty();
    assertThat(ada.forgotEverything()).isTrue();
  }

  @Test
  void clickOnAKnownExposureIsAttributedAtOnce() {
    ada.sees(exposure("e1", 0, "film")).does(onExposure("c1", 1000, SignalKind.CLICK, "e1"));

    assertThat(ada.rows).hasSize(1);
    AttributedFeedback row = ada.rows.get(0);
    assertThat(row.status()).isEqualTo(Status.ATTRIBUTED);
    assertThat(row.exposure().id()).isEqualTo("e1");
    assertThat(row.delayMs()).isEqualTo(1000);
    assertThat(ada.untilTheEnd().statuses())
        .containsExactly("SIGNAL ATTRIBUTED", "HINDSIGHT CENSORED");
    assertThat(ada.forgotEverything()).isTrue();
  }

  @Test
  void clickThatOvertakesItsExposureWaitsForIt() {
    ada.does(onExposure("c1", 1000, SignalKind.CLICK, "e1"));
    assertThat(ada.rows).isEmpty();
    ada.sees(exposure("e1", 0, "film"));
    assertThat(ada.statuses()).containsExactly("SIGNAL ATTRIBUTED");
  }

  @Test
  void clickWithoutExposureBecomesAnOrphanOnlyAfterTheHold() {
    ada.does(onExposure("c1", 1000, SignalKind.CLICK, "e1"));
    assertThat(ada.until(NOON + 1000 + HOLD - 1).rows).isEmpty();
    assertThat(ada.count(FeedbackCount.SIGNALS_PENDING)).isEqualTo(1);
    assertThat(ada.until(NOON + 1000 + HOLD).statuses()).containsExactly("SIGNAL ORPHAN");
    assertThat(ada.count(FeedbackCount.SIGNALS_PENDING)).isZero();
  }

  @Test
  void theWindowOfAKindIncludesItsLastMillisecond() {
    ada.sees(exposure("e1", 0, "film"))
        .does(onExposure("in", 30 * MINUTE, SignalKind.CLICK, "e1"))
        .does(onExposure("out", 30 * MINUTE + 1, SignalKind.CLICK, "e1"))
        .does(onExposure("bought", 30 * MINUTE + 1, SignalKind.CONVERSION, "e1"))
        .untilTheEnd();
    assertThat(ada.rows)
        .filteredOn(r -> r.subject() == Subject.SIGNAL)
        .extracting(r -> r.signal().id() + " " + r.status())
        .containsExactlyInAnyOrder("in ATTRIBUTED", "bought ATTRIBUTED", "out ORPHAN");
  }

  @Test
  void anUnansweredExposureIsCensoredAtTheEndOfItsLongestWindow() {
    ada.sees(exposure("e1", 0, "film")).untilTheEnd();
    assertThat(ada.statuses()).containsExactly("EXPOSURE CENSORED");
    assertThat(ada.rows.get(0).time()).isEqualTo(NOON + rules(false).longest());
    assertThat(ada.count(FeedbackCount.EXPOSURES_CENSORED)).isEqualTo(1);
    assertThat(ada.count(FeedbackCount.EXPOSURES_PENDING)).isZero();
    assertThat(ada.forgotEverything()).isTrue();
  }

  @Test
  void aSignalOnAnItemTakesTheLatestExposureBeforeItWhateverArrivesFirst() {
    ada.sees(exposure("early", 0, "film"))
        .does(onItem("s", 5000, SignalKind.LIKE, "film"))
        .sees(exposure("latest", 4000, "film"))
        .sees(exposure("after", 6000, "film"))
        .until(NOON + 5000);
    assertThat(ada.rows).hasSize(1);
    assertThat(ada.rows.get(0).exposure().id()).isEqualTo("latest");
  }

  @Test
  void aSignalThatRunsAheadOfTheClockTakesTheEarliestExposureAfterIt() {
    ada.does(onItem("s", 0, SignalKind.LIKE, "film"))
        .sees(exposure("second", 4000, "film"))
        .sees(exposure("first", 3000, "film"));
    assertThat(ada.until(NOON).rows).isEmpty();
    ada.until(NOON + HOLD);
    assertThat(ada.rows.get(0).exposure().id()).isEqualTo("first");
    assertThat(ada.rows.get(0).delayMs()).isEqualTo(-3000);
  }

  /** Shown 40 min before and 1 s after; a click counts for 30 min and waits for 2 min. */
  @Test
  void onlyExposuresWhoseWindowCoversTheSignalAreChosenFrom() {
    long minutes = 60_000;
    ada.sees(exposure("over", -40 * minutes, "film"))
        .until(NOON - 1)
        .does(onItem("s", 0, SignalKind.CLICK, "film"))
        .sees(exposure("next", 1000, "film"))
        .until(NOON + 2 * minutes);
    assertThat(ada.rows).hasSize(1);
    assertThat(ada.rows.get(0).status()).isEqualTo(Status.ATTRIBUTED);
    assertThat(ada.rows.get(0).exposure().id()).isEqualTo("next");
  }

  @Test
  void anExposureIsOpenUntilItsLongestWindowEnds() {
    assertThat(ada.isOpen("e1")).isFalse();
    ada.sees(exposure("e1", 0, "film")).until(NOON + rules(false).longest() - 1);
    assertThat(ada.isOpen("e1")).isTrue();
    assertThat(ada.until(NOON + rules(false).longest()).isOpen("e1")).isFalse();
  }

  @Test
  void arrivalOrderAnswersAtOnceWithWhatIsKnown() {
    eager
        .sees(exposure("early", 0, "film"))
        .does(onItem("s", 5000, SignalKind.LIKE, "film"))
        .sees(exposure("latest", 4000, "film"));
    assertThat(eager.rows).hasSize(1);
    assertThat(eager.rows.get(0).exposure().id()).isEqualTo("early");
  }

  @Test
  void aDecisionWithAnItemFindsItsPlaceInTheSlate() {
    ada.sees(exposure("e1", 0, "film", "d"))
        .sees(exposure("e2", 0, "song", "d"))
        .does(onDecision("s", 1000, "d", "film"))
        .until(NOON + 1000);
    assertThat(ada.rows.get(0).exposure().id()).isEqualTo("e1");
  }

  @Test
  void aDecisionAloneTakesTheLatestOfItsExposures() {
    ada.sees(exposure("e1", 0, "film", "d"))
        .sees(exposure("e2", 10, "song", "d"))
        .does(onDecision("s", 1000, "d", null))
        .until(NOON + 1000);
    assertThat(ada.rows.get(0).exposure().id()).isEqualTo("e2");
  }

  @Test
  void inArrivalOrderADecisionThatComesAnswersWhatWaitedForIt() {
    eager.does(onDecision("s", 1000, "d", null)).does(onDecision("other", 1000, "x", null));
    assertThat(eager.rows).isEmpty();
    eager.sees(exposure("e1", 900, "film", "d"));
    assertThat(eager.statuses()).containsExactly("SIGNAL ATTRIBUTED");
    assertThat(eager.rows.get(0).exposure().id()).isEqualTo("e1");
    assertThat(eager.untilTheEnd().count(FeedbackCount.SIGNALS_ORPHANED)).isEqualTo(1);
    assertThat(eager.forgotEverything()).isTrue();
  }

  @Test
  void inArrivalOrderAnItemThatComesAnswersWhatWaitedForIt() {
    eager.does(onItem("s", 1000, SignalKind.LIKE, "film")).sees(exposure("e1", 900, "film"));
    assertThat(eager.statuses()).containsExactly("SIGNAL ATTRIBUTED");
  }

  /** It may be one of several sources, so that the signal waits for all that may come. */
  @Test
  void anExposureOfAnEventIsFoundByItsIdWithinItsSourceAfterTheHold() {
    ada.sees(exposure("/shop e1", 0, "film"))
        .does(onExposure("s", 1000, SignalKind.CLICK, "e1"))
        .until(NOON + 1000 + HOLD - 1);
    assertThat(ada.rows).isEmpty();
    ada.until(NOON + 1000 + HOLD);
    assertThat(ada.rows).hasSize(1);
    assertThat(ada.rows.get(0).exposure().id()).isEqualTo("/shop e1");
    assertThat(ada.untilTheEnd().forgotEverything()).isTrue();
  }

  @Test
  void ofTwoExposuresOfOneMomentTheGreaterIdIsTheLatest() {
    ada.sees(exposure("e2", 0, "film"))
        .sees(exposure("e1", 0, "film"))
        .does(onItem("s", 5, SignalKind.LIKE, "film"))
        .until(NOON + 5);
    assertThat(ada.rows.get(0).exposure().id()).isEqualTo("e2");
  }

  @Test
  void anExposureOfTheSignalsOwnMomentIsNotAfterIt() {
    ada.sees(exposure("now", 5, "film"))
        .sees(exposure("before", 0, "film"))
        .does(onItem("s", 5, SignalKind.LIKE, "film"))
        .until(NOON + 5);
    assertThat(ada.rows.get(0).exposure().id()).isEqualTo("now");
  }

  @Test
  void aRowSaysWhetherItsSignalWasLate() {
    ada.until(NOON + 500)
        .sees(exposure("e1", 0, "film"))
        .does(onExposure("late", 500, SignalKind.CLICK, "e1"))
        .does(onExposure("timely", 501, SignalKind.CLICK, "e1"))
        .does(onExposure("lost", 400, SignalKind.CLICK, "gone"))
        .untilTheEnd();
    assertThat(ada.rows)
        .filteredOn(r -> r.subject() == Subject.SIGNAL)
        .extracting(r -> r.signal().id() + " " + r.late())
        .containsExactlyInAnyOrder("late true", "timely false", "lost true");
  }

  @Test
  void countsFollowASignalAndItsExposureToTheirEnds() {
    ada.sees(exposure("e1", 0, "film")).does(onExposure("ahead", 10, SignalKind.CLICK, "e2"));
    assertThat(ada.count(FeedbackCount.ACCEPTED_EXPOSURES)).isEqualTo(1);
    assertThat(ada.count(FeedbackCount.EXPOSURES_PENDING)).isEqualTo(1);
    assertThat(ada.count(FeedbackCount.ACCEPTED_SIGNALS)).isEqualTo(1);
    assertThat(ada.count(FeedbackCount.SIGNALS_PENDING)).isEqualTo(1);
    ada.does(onExposure("c1", 20, SignalKind.CLICK, "e1"))
        .does(onExposure("c2", 30, SignalKind.CLICK, "e1"));
    assertThat(ada.count(FeedbackCount.EXPOSURES_MATCHED)).isEqualTo(1);
    assertThat(ada.count(FeedbackCount.EXPOSURES_PENDING)).isZero();
    assertThat(ada.count(FeedbackCount.SIGNALS_ATTRIBUTED)).isEqualTo(2);
    assertThat(ada.untilTheEnd().count(FeedbackCount.SIGNALS_ORPHANED)).isEqualTo(1);
    assertThat(ada.count(FeedbackCount.SIGNALS_PENDING)).isZero();
    assertThat(ada.rows)
        .filteredOn(r -> r.signal() == null || r.exposure() == null)
        .extracting(AttributedFeedback::delayMs)
        .containsOnlyNulls();
  }

  @Test
  void aSimulatedUserNeverAnswersForThePerson() {
    ada.sees(exposure("e1", 0, "film"))
        .does(signal("s", 10, SignalKind.CLICK, "e1", null, null, null, FeedbackActor.SHADOW))
        .untilTheEnd();
    assertThat(ada.statuses())
        .containsExactlyInAnyOrder("SIGNAL ATTRIBUTED", "EXPOSURE CENSORED", "HINDSIGHT CENSORED");
    assertThat(ada.count(FeedbackCount.EXPOSURES_MATCHED)).isZero();
  }

  @Test
  void anIdUsedAgainClosesTheExposureThatHeldIt() {
    ada.sees(exposure("e1", 0, "film")).sees(exposure("e1", 2 * Fixtures.DAY, "song"));
    assertThat(ada.statuses()).containsExactly("EXPOSURE CENSORED");
    ada.untilTheEnd();
    assertThat(ada.count(FeedbackCount.ACCEPTED_EXPOSURES)).isEqualTo(2);
    assertThat(ada.count(FeedbackCount.EXPOSURES_CENSORED)).isEqualTo(2);
    assertThat(ada.forgotEverything()).isTrue();
  }
}
