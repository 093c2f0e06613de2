package io.flyball.core.feedback;

import static io.flyball.core.feedback.Fixtures.DAY;
import static io.flyball.core.feedback.Fixtures.HOLD;
import static io.flyball.core.feedback.Fixtures.MINUTE;
import static io.flyball.core.feedback.Fixtures.exposure;
import static io.flyball.core.feedback.Fixtures.onExposure;
import static io.flyball.core.feedback.Fixtures.onItem;
import static io.flyball.core.feedback.Fixtures.rules;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AttributionOfLogTest {
  private final AttributionRules rules = rules(false);

  private List<String> rows(List<Exposure> exposures, List<FeedbackSignal> signals) {
    return AttributionOfLog.rows(rules, exposures, signals).stream()
        .map(
            row ->
                row.id()
                    + " "
                    + row.status()
                    + " "
                    + (row.exposure() == null ? "-" : row.exposure().id()))
        .toList();
  }

  private static Exposure of(String user, Exposure e) {
    return new Exposure(
        e.id(),
        e.time(),
        user,
        e.item(),
        e.decisionId(),
        e.session(),
        e.surface(),
        e.position(),
        e.itemSource(),
        e.categories(),
        e.modelVersion(),
        e.propensity(),
        e.randomHoldout(),
        e.shift());
  }

  private static FeedbackSignal of(String user, FeedbackSignal s) {
    return new FeedbackSignal(
        s.id(),
        s.time(),
        user,
        s.kind(),
        s.exposureId(),
        s.decisionId(),
        s.item(),
        s.value(),
        s.stage(),
        s.actor(),
        s.traceId(),
        s.spanId(),
        s.text(),
        s.shift());
  }

  @Test
  void aLogWithoutSignalsHasNoRows() {
    assertThat(rows(List.of(), List.of())).isEmpty();
    assertThat(rows(List.of(exposure("e", 0, "film")), List.of())).isEmpty();
  }

  @Test
  void theOrderOfTheLogDoesNotMatter() {
    List<Exposure> shown =
        List.of(
            exposure("e3", 40 * MINUTE, "film"),
            exposure("e1", 0, "film"),
            exposure("e2", 1000, "film"));
    List<FeedbackSignal> answers =
        List.of(
            onItem("late", 41 * MINUTE, SignalKind.CLICK, "film"),
            onItem("early", 500, SignalKind.CLICK, "film"));
    assertThat(rows(shown, answers))
        .containsExactly(
            "signal/early ATTRIBUTED e1",
            "signal/late ATTRIBUTED e3",
            "hindsight/e1/USER/1 CENSORED e1",
            "exposure/e2 CENSORED e2",
            "hindsight/e3/USER/1 CENSORED e3");
  }

  @Test
  void aSignalMayRunAheadOfItsExposureByTheHoldAndNoMore() {
    List<FeedbackSignal> one = List.of(onItem("s", 0, SignalKind.CLICK, "film"));
    assertThat(rows(List.of(exposure("e", HOLD, "film")), one)).startsWith("signal/s ATTRIBUTED e");
    assertThat(rows(List.of(exposure("e", HOLD + 1, "film")), one))
        .containsExactly("signal/s ORPHAN -");
  }

  @Test
  void windowsEndInTheOrderOfTime() {
    List<FeedbackSignal> answers =
        List.of(
            onExposure("like", 10, SignalKind.LIKE, "e1"),
            onExposure("return", 3 * DAY, SignalKind.RETURN, "e1"),
            onExposure("none", 20 * DAY, SignalKind.CLICK, "gone"));
    assertThat(rows(List.of(exposure("e1", 0, "film")), answers))
        .containsExactly(
            "signal/like ATTRIBUTED e1",
            "signal/return ATTRIBUTED e1",
            "hindsight/e1/USER/1 MATCHED e1",
            "signal/none ORPHAN -");
  }

  @Test
  void usersAnswerForThemselvesInTheOrderOfTheirNames() {
    List<Exposure> shown = List.of(of("bob", exposure("b", 0, "film")), exposure("a", 0, "film"));
    List<FeedbackSignal> answers =
        List.of(
            of("bob", onItem("of-bob", 10, SignalKind.CLICK, "film")),
            of("eve", onItem("of-eve", 10, SignalKind.CLICK, "film")),
            onItem("of-ada", 20, SignalKind.CLICK, "film"));
    assertThat(rows(shown, answers))
        .filteredOn(row -> row.startsWith("signal"))
        .containsExactly(
            "signal/of-ada ATTRIBUTED a", "signal/of-bob ATTRIBUTED b", "signal/of-eve ORPHAN -");
  }
}
