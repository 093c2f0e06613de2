package io.flyball.jobs.feedback;

import static io.flyball.jobs.feedback.Fixtures.MINUTE;
import static io.flyball.jobs.feedback.Fixtures.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.connectors.codec.RawRecord;
import io.flyball.core.feedback.AttributedFeedback;
import io.flyball.core.feedback.FeedbackCount;
import io.flyball.core.feedback.SignalKind;
import io.flyball.core.random.Draws;
import io.flyball.core.record.Alert;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Input within the out-of-order bound gives the same answers however it is shuffled, split over
 * partitions, interleaved, and computed.
 */
class OrderingTest {
  private static final long BOUND = 5 * MINUTE;
  private static final List<Event> HISTORY = History.of(42, 500);
  // Several early signals to a match, so that it matters which of them are counted together.
  private static final String[] SETS = {
    "feedback.patterns.early-signals=2", "feedback.patterns.burst-signals=12"
  };

  @Test
  void outputsDependNeitherOnParallelismNorOnInterleaving() throws Exception {
    List<Event> inOrder = History.shuffled(HISTORY, 0, 0, 5);
    LocalRun reference = LocalRun.of(1, split(inOrder, 0, 1), SETS);
    assertThat(reference.deadLetters()).isEmpty();
    assertThat(reference.count(FeedbackCount.DUPLICATES)).isEqualTo(HISTORY.size() / 5);
    assertThat(reference.alerts())
        .extracting(Alert::kind)
        .contains("BURST", "FLIP_FLOP", "SIGNAL_BEFORE_EXPOSURE", "REPEATED_TEXT");
    assertThat(reference.rows())
        .extracting(AttributedFeedback::status)
        .contains(AttributedFeedback.Status.values());

    for (int run = 1; run <= 3; run++) {
      List<Event> shuffled = History.shuffled(HISTORY, run, BOUND, 5);
      LocalRun other = LocalRun.of(1 + run % 3, split(shuffled, run, run + 1), SETS);
      assertThat(other.deadLetters()).isEmpty();
      assertThat(other.count("LATE_FOR_PATTERNS")).isZero();
      assertThat(rows(other)).as("rows of run %d", run).isEqualTo(rows(reference));
      assertThat(alerts(other)).as("alerts of run %d", run).isEqualTo(alerts(reference));
    }
  }

  @Test
  void earlySignalsAreCountedTogetherInTheSameOrderWhateverArrivesFirst() throws Exception {
    Event s1 = Fixtures.onExposure("s1", 10 * SECOND, "ada", SignalKind.CLICK, "x1");
    Event s2 = Fixtures.onExposure("s2", 20 * SECOND, "ada", SignalKind.CLICK, "x2");
    Event s3 = Fixtures.onExposure("s3", 60 * SECOND, "ada", SignalKind.CLICK, "x3");
    Event x1 = Fixtures.shown("x1", 100 * SECOND, "ada", "item1");
    Event x2 = Fixtures.shown("x2", 50 * SECOND, "ada", "item2");
    Event x3 = Fixtures.shown("x3", 61 * SECOND, "ada", "item3");
    LocalRun signalsFirst = LocalRun.of(1, split(List.of(s1, s2, s3, x1, x2, x3), 0, 1), SETS);
    LocalRun exposuresFirst = LocalRun.of(1, split(List.of(x1, x2, x3, s1, s2, s3), 0, 1), SETS);
    assertThat(signalsFirst.alerts()).hasSize(1);
    assertThat(alerts(exposuresFirst)).isEqualTo(alerts(signalsFirst));
  }

  private static List<AttributedFeedback> rows(LocalRun run) {
    return run.rows().stream().sorted(Comparator.comparing(AttributedFeedback::id)).toList();
  }

  private static List<Alert> alerts(LocalRun run) {
    return run.alerts().stream().sorted(Comparator.comparing(Alert::id)).toList();
  }

  private static List<List<RawRecord>> split(List<Event> arrivals, long seed, int partitions) {
    List<List<RawRecord>> split = new ArrayList<>();
    for (int i = 0; i < partitions; i++) {
      split.add(new ArrayList<>());
    }
    for (int i = 0; i < arrivals.size(); i++) {
      int partition = (int) (Draws.uniform(seed, 9, i) * partitions);
      List<RawRecord> records = split.get(partition);
      records.add(arrivals.get(i).raw(partition, records.size()));
    }
    return split;
  }
}
