package io.flyball.jobs.feedback;

import static io.flyball.jobs.feedback.Fixtures.MINUTE;
import static io.flyball.jobs.feedback.Fixtures.config;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.jobs.harness.Interruptions;
import io.flyball.jobs.harness.Subtasks.Operator;
import io.flyball.jobs.harness.Trial;
import io.flyball.jobs.harness.Trial.Outcome;
import io.flyball.jobs.harness.Trial.Step;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Interrupted, moved or rescaled, every operator says and counts what it would have said anyway.
 */
class RestoreAndRescaleTest {
  private static final long BOUND = 5 * MINUTE;
  private static final List<Event> ARRIVALS =
      History.shuffled(History.of(11, 300), 12, BOUND, Integer.MAX_VALUE);
  private static final List<Event> WITH_COPIES =
      History.shuffled(History.of(11, 300), 12, BOUND, 3);

  @Test
  void timelinessKeepsTheClockOfEveryPartitionAndItsCounts() throws Exception {
    FeedbackDecoder decoder = Fixtures.decoder();
    List<Step<Ingested>> steps = new ArrayList<>();
    for (int i = 0; i < ARRIVALS.size(); i++) {
      // One in five arrives after the next forty: late or too late for its partition.
      Event event = ARRIVALS.get(i % 5 == 0 ? Math.max(0, i - 40) : i);
      steps.add(new Step<>(decoder.apply(event.raw(i % 3, i)), event.time()));
    }
    Outcome outcome = Interruptions.changeNothing(Operators.timeliness(config()), steps);
    assertThat(outcome.counts()).containsKeys("READ", "LATE", "DEAD_LETTERS.TOO_LATE");
  }

  @Test
  void deduplicationRemembersEveryId() throws Exception {
    List<PackedEvent> events = timely(WITH_COPIES);
    var steps = Trial.steps(events, PackedEvent::time, BOUND);
    Outcome outcome = Interruptions.changeNothing(Operators.deduplication(config()), steps);
    assertThat(outcome.counts()).containsKey("DUPLICATES");
    assertThat(Trial.play(Operators.deduplication(config()), steps, true, 1, 2, 3))
        .isEqualTo(outcome);
  }

  @Test
  void attributionRemembersEveryExposureAndEverySignalThatWaits() throws Exception {
    var steps = Trial.steps(timely(ARRIVALS), PackedEvent::time, BOUND);
    Outcome outcome = Interruptions.changeNothing(Operators.attribution(config()), steps);
    assertThat(outcome.counts())
        .containsKeys(
            "SIGNALS_ATTRIBUTED",
            "SIGNALS_ORPHANED",
            "EXPOSURES_MATCHED",
            "EXPOSURES_CENSORED",
            "HINDSIGHT_MATCHED",
            "HINDSIGHT_UPDATED",
            "HINDSIGHT_ORPHANED",
            "HINDSIGHT_CENSORED",
            "stage.NONE.SHADOW")
        .doesNotContainKeys("SIGNALS_PENDING", "EXPOSURES_PENDING");
    assertThat(Trial.play(Operators.attribution(config()), steps, true, 1, 2, 3))
        .isEqualTo(outcome);
  }

  @Test
  void burstsGoOnAcrossASnapshot() throws Exception {
    assertAlerts(Operators.pattern(FeedbackPatterns::burst), "burst");
  }

  @Test
  void flipFlopsGoOnAcrossASnapshot() throws Exception {
    // The operator stands behind the filter that lets opinions pass.
    List<PatternEvent> opinions =
        signals(0).stream().filter(e -> e.kind().name().matches("LIKE|LOVE|DISLIKE")).toList();
    assertAlerts(Operators.pattern(FeedbackPatterns::flipFlop), opinions, "flip");
  }

  @Test
  void earlySignalsGoOnAcrossASnapshot() throws Exception {
    var operator =
        Operators.pattern(
            FeedbackPatterns::signalBeforeExposure, "feedback.patterns.early-signals=3");
    assertAlerts(operator, signals(-1), "s");
  }

  @Test
  void repeatedTextsGoOnAcrossASnapshot() throws Exception {
    List<PatternEvent> texts = signals(0).stream().filter(e -> e.text().length() >= 20).toList();
    assertAlerts(Operators.pattern(FeedbackPatterns::repeatedText), texts, "s");
  }

  @Test
  void candidatesAreKeptAcrossASnapshot() throws Exception {
    List<PatternEvent> opinions =
        signals(0).stream().filter(e -> e.kind().name().matches("LIKE|LOVE|DISLIKE")).toList();
    assertCandidates(Operators.candidates(FeedbackPatterns::burst), signals(0));
    assertCandidates(Operators.candidates(FeedbackPatterns::flipFlop), opinions);
    assertCandidates(
        Operators.candidates(
            FeedbackPatterns::repeatedText, "feedback.patterns.repeated-text-within=3 min"),
        signals(0).stream().filter(e -> e.text().length() >= 20).toList());
  }

  @Test
  void theCountOfSignalsTooLateForPatternsMoves() throws Exception {
    List<Step<PatternEvent>> steps = Trial.steps(signals(0), PatternEvent::time, BOUND);
    Outcome outcome = Interruptions.changeNothing(Operators.lateForPatterns(), steps);
    assertThat(outcome.counts()).containsEntry("LATE_FOR_PATTERNS", (long) signals(0).size());
    assertThat(outcome.outputs()).isEmpty();
  }

  private static void assertAlerts(Operator<PatternEvent, ?> operator, String evidence)
      throws Exception {
    assertAlerts(operator, signals(0), evidence);
  }

  private static void assertAlerts(
      Operator<PatternEvent, ?> operator, List<PatternEvent> events, String evidence)
      throws Exception {
    Outcome outcome =
        Interruptions.changeNothing(operator, Trial.steps(events, PatternEvent::time, BOUND));
    assertThat(outcome.outputs()).isNotEmpty().allMatch(alert -> alert.contains(evidence));
  }

  /** Some are handed on, others are not. */
  private static void assertCandidates(
      Operator<PatternEvent, PatternEvent> gate, List<PatternEvent> events) throws Exception {
    var steps = Trial.steps(events, PatternEvent::time, BOUND);
    Outcome outcome = Interruptions.changeNothing(gate, steps);
    assertThat(outcome.outputs()).hasSizeBetween(1, events.size() - 1);
    assertThat(Trial.play(gate, steps, true, 1, 2, 3)).isEqualTo(outcome);
  }

  private static List<PackedEvent> timely(List<Event> arrivals) {
    return arrivals.stream().map(event -> event.timely()).toList();
  }

  private static List<PatternEvent> signals(long delayMs) {
    return ARRIVALS.stream()
        .filter(event -> event.signal() != null)
        .map(event -> PatternEvent.of(event.signal(), delayMs))
        .toList();
  }
}
