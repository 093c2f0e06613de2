package io.flyball.jobs.feedback;

import static io.flyball.core.feedback.FeedbackCount.ACCEPTED_EXPOSURES;
import static io.flyball.core.feedback.FeedbackCount.ACCEPTED_SIGNALS;
import static io.flyball.core.feedback.FeedbackCount.CONFLICTS;
import static io.flyball.core.feedback.FeedbackCount.DEAD_LETTERS;
import static io.flyball.core.feedback.FeedbackCount.DUPLICATES;
import static io.flyball.core.feedback.FeedbackCount.EXPOSURES_CENSORED;
import static io.flyball.core.feedback.FeedbackCount.EXPOSURES_MATCHED;
import static io.flyball.core.feedback.FeedbackCount.EXPOSURES_PENDING;
import static io.flyball.core.feedback.FeedbackCount.HINDSIGHT_CENSORED;
import static io.flyball.core.feedback.FeedbackCount.HINDSIGHT_MATCHED;
import static io.flyball.core.feedback.FeedbackCount.HINDSIGHT_ORPHANED;
import static io.flyball.core.feedback.FeedbackCount.HINDSIGHT_UPDATED;
import static io.flyball.core.feedback.FeedbackCount.LATE;
import static io.flyball.core.feedback.FeedbackCount.READ;
import static io.flyball.core.feedback.FeedbackCount.SIGNALS_ATTRIBUTED;
import static io.flyball.core.feedback.FeedbackCount.SIGNALS_ORPHANED;
import static io.flyball.core.feedback.FeedbackCount.SIGNALS_PENDING;
import static io.flyball.jobs.feedback.Fixtures.HOUR;
import static io.flyball.jobs.feedback.Fixtures.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.connectors.codec.RawRecord;
import io.flyball.core.feedback.AttributedFeedback.Subject;
import io.flyball.core.feedback.FeedbackSignal;
import io.flyball.core.random.Draws;
import io.flyball.core.record.DeadLetter;
import io.flyball.core.record.Reason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Nothing is lost and nothing is made up, whatever is wrong with the input. */
class ConservationTest {
  private static final long SEED = 5;
  private static final int PARTITIONS = 3;

  private record Delivery(long at, RawRecord raw) {}

  private final List<Delivery> deliveries = new ArrayList<>();
  private int garbage;
  private int future;
  private int conflicts;

  @Test
  void everyRecordIsExactlyOneOfAcceptedDuplicateConflictAndDeadLetter() throws Exception {
    List<List<RawRecord>> partitions = faultyStream();
    long read = partitions.stream().mapToLong(List::size).sum();
    LocalRun run = LocalRun.of(2, partitions);

    assertThat(run.count(READ)).isEqualTo(read);
    assertThat(
            run.count(ACCEPTED_SIGNALS)
                + run.count(ACCEPTED_EXPOSURES)
                + run.count(DUPLICATES)
                + run.count(CONFLICTS)
                + run.count(DEAD_LETTERS))
        .isEqualTo(read);
    assertThat(run.count(SIGNALS_ATTRIBUTED) + run.count(SIGNALS_ORPHANED))
        .isEqualTo(run.count(ACCEPTED_SIGNALS));
    assertThat(run.count(EXPOSURES_MATCHED) + run.count(EXPOSURES_CENSORED))
        .isEqualTo(run.count(ACCEPTED_EXPOSURES));
    assertThat(run.count(SIGNALS_PENDING)).isZero();
    assertThat(run.count(EXPOSURES_PENDING)).isZero();
    assertThatRowsMatchCounts(run);
    assertThatDeadLettersMatchCounts(run);
  }

  private static void assertThatRowsMatchCounts(LocalRun run) {
    Map<Subject, Long> rows =
        run.rows().stream()
            .collect(Collectors.groupingBy(row -> row.subject(), Collectors.counting()));
    assertThat(rows)
        .containsEntry(Subject.SIGNAL, run.count(ACCEPTED_SIGNALS))
        .containsEntry(Subject.EXPOSURE, run.count(EXPOSURES_CENSORED))
        .containsEntry(
            Subject.HINDSIGHT,
            run.count(HINDSIGHT_MATCHED)
                + run.count(HINDSIGHT_UPDATED)
                + run.count(HINDSIGHT_ORPHANED)
                + run.count(HINDSIGHT_CENSORED));
    assertThat(run.rows()).extracting(row -> row.id()).doesNotHaveDuplicates();
  }

  private void assertThatDeadLettersMatchCounts(LocalRun run) {
    Map<Reason, Long> letters =
        run.deadLetters().stream()
            .collect(Collectors.groupingBy(DeadLetter::reason, Collectors.counting()));
    letters.forEach(
        (reason, count) -> {
          if (reason != Reason.DUP_CONFLICT) {
            assertThat(run.count("DEAD_LETTERS." + reason)).as("%s", reason).isEqualTo(count);
          }
        });
    assertThat(run.deadLetters()).hasSize((int) (run.count(DEAD_LETTERS) + run.count(CONFLICTS)));
    assertThat(run.deadLetters())
        .extracting(letter -> letter.topic() + letter.partition() + "/" + letter.offset())
        .doesNotHaveDuplicates();
    assertThat(letters)
        .containsEntry(Reason.UNKNOWN_FORMAT, (long) garbage)
        .containsEntry(Reason.TOMBSTONE, (long) garbage)
        .containsEntry(Reason.MALFORMED_JSON, (long) garbage)
        .containsEntry(Reason.FUTURE_TIME, (long) future)
        .containsEntry(Reason.DUP_CONFLICT, (long) conflicts)
        .containsKey(Reason.TOO_LATE);
    assertThat(run.count(LATE)).isPositive();
    assertThat(run.count(DUPLICATES)).isPositive();
  }

  /** A seeded history and, one in a few, every fault that a record can have. */
  private List<List<RawRecord>> faultyStream() {
    List<Event> history = History.of(SEED, 400);
    for (int i = 0; i < history.size(); i++) {
      Event event = history.get(i);
      deliver(event, delay(i));
      if (i % 6 == 0) {
        deliver(event, MINUTE);
      }
      if (i % 11 == 0 && i % 7 != 3 && event.signal() != null) {
        conflicts++;
        deliver(Event.of(withText(event.signal(), "changed")), 2 * MINUTE);
      }
      if (i % 13 == 0) {
        future++;
        add(event.time(), event.raw(i % PARTITIONS, 0, event.time() - 10 * MINUTE - 1));
      }
      if (i % 17 == 0) {
        garbage++;
        broken(i, event.time(), "no record");
        broken(i, event.time(), null);
        broken(i, event.time(), "{\"id\":");
      }
    }
    return partitions();
  }

  /** Mostly within the bound, sometimes late, sometimes too late. */
  private static long delay(int i) {
    if (i % 7 == 3) {
      return i % 2 == 0 ? 2 * HOUR : 40 * HOUR;
    }
    return (long) (5 * MINUTE * Draws.uniform(SEED, 77, i));
  }

  private void deliver(Event event, long delay) {
    // By user, as producers do: a copy finds its first in the same partition.
    int partition = Math.floorMod(event.user().hashCode(), PARTITIONS);
    add(event.time() + delay, event.raw(partition, 0, event.time() + delay));
  }

  private void broken(int i, long at, String value) {
    byte[] bytes = value == null ? null : value.getBytes(StandardCharsets.UTF_8);
    add(at, new RawRecord("feedback.signals", i % PARTITIONS, 0, at, null, bytes, Map.of()));
  }

  private void add(long at, RawRecord raw) {
    deliveries.add(new Delivery(at, raw));
  }

  private List<List<RawRecord>> partitions() {
    List<List<RawRecord>> partitions = new ArrayList<>();
    for (int i = 0; i < PARTITIONS; i++) {
      partitions.add(new ArrayList<>());
    }
    deliveries.sort(Comparator.comparingLong(Delivery::at));
    for (Delivery delivery : deliveries) {
      RawRecord raw = delivery.raw();
      List<RawRecord> partition = partitions.get(raw.partition());
      partition.add(
          new RawRecord(
              raw.topic(),
              raw.partition(),
              partition.size(),
              raw.ingestTime(),
              raw.key(),
              raw.value(),
              raw.headers()));
    }
    return partitions;
  }

  private static FeedbackSignal withText(FeedbackSignal s, String text) {
    return new FeedbackSignal(
        s.id(),
        s.time(),
        s.user(),
        s.kind(),
        s.exposureId(),
        s.decisionId(),
        s.item(),
        s.value(),
        s.stage(),
        s.actor(),
        s.traceId(),
        s.spanId(),
        text,
        s.shift());
  }
}
