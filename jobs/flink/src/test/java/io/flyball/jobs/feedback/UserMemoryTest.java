package io.flyball.jobs.feedback;

import static io.flyball.jobs.feedback.Fixtures.DAY;
import static io.flyball.jobs.feedback.Fixtures.MINUTE;
import static io.flyball.jobs.feedback.Fixtures.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.feedback.AttributedFeedback;
import io.flyball.core.feedback.Attribution;
import io.flyball.core.feedback.AttributionOutput;
import io.flyball.core.feedback.AttributionState;
import io.flyball.core.feedback.FeedbackActor;
import io.flyball.core.feedback.FeedbackCount;
import io.flyball.core.feedback.SignalKind;
import io.flyball.core.state.MapStore;
import io.flyball.jobs.harness.Subtasks;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A user's feedback is the same in one value, entry by entry, and when it moves from there. */
class UserMemoryTest {
  private static final SignalKind[] KINDS = SignalKind.values();
  private static final FeedbackActor[] ACTORS = FeedbackActor.values();
  private static final int WATERMARK_EVERY = 10;

  @ParameterizedTest
  @CsvSource({"60, false, 1", "60, true, 2", "900, false, 3", "900, true, 4"})
  void theRowsAreThoseOfPlainMaps(int events, boolean rocksDb, long seed) throws Exception {
    List<Event> history = history(events, seed);
    InMaps expected = new InMaps();
    try (var operator = new Subtasks<>(Operators.attribution(Fixtures.config()), 1, rocksDb)) {
      int parallelism = 1;
      long reached = Long.MIN_VALUE;
      for (int i = 0; i < events; i++) {
        Event event = history.get(i);
        reached = Math.max(reached, event.time());
        operator.send(event.timely(), event.time());
        expected.sees(event);
        if (i % WATERMARK_EVERY == 0) {
          operator.watermark(reached - 5 * MINUTE);
          expected.until(reached - 5 * MINUTE);
        }
        if (i == events / 3 || i == 2 * events / 3) {
          operator.restoreAt(++parallelism);
          operator.watermark(reached - 5 * MINUTE);
          expected.until(reached - 5 * MINUTE);
        }
      }
      operator.watermark(Long.MAX_VALUE);
      expected.until(Long.MAX_VALUE);
      assertThat(operator.outputs().stream().filter(row -> row.startsWith("Attributed")))
          .containsExactlyInAnyOrderElementsOf(expected.rows);
      assertThat(operator.entries()).isZero();
      assertThat(operator.timers()).isZero();
    }
  }

  @Test
  void aUserIsOneValueUntilThereIsTooMuchOfIt() throws Exception {
    try (var operator = new Subtasks<>(Operators.attribution(Fixtures.config()), 1, false)) {
      for (int i = 0; i < PackedUser.MOST; i++) {
        send(operator, Fixtures.shown("x" + i, i, "ada", "item" + i));
      }
      assertThat(operator.entries()).isOne();
      assertThat(operator.timers()).isOne();
      send(operator, Fixtures.shown("one-more", 1000, "ada", "item"));
      // The note that it is elsewhere, exposures, what names them, and when they end.
      assertThat(operator.entries()).isEqualTo(4);
      operator.watermark(NOON + 15 * DAY);
      assertThat(operator.main()).hasSize(PackedUser.MOST + 1);
      assertThat(operator.entries()).isZero();
      send(operator, Fixtures.shown("again", 20 * DAY, "ada", "item"));
      assertThat(operator.entries()).isOne();
    }
  }

  private static void send(Subtasks<PackedEvent, AttributedFeedback> operator, Event event)
      throws Exception {
    operator.send(event.timely(), event.time());
  }

  /** Three exposures to a signal, some a few minutes in disorder; ids are used once. */
  private static List<Event> history(int events, long seed) {
    Random random = new Random(seed);
    List<Event> history = new ArrayList<>();
    for (int i = 0; i < events; i++) {
      long at = i * (40 * MINUTE) + random.nextLong(5 * MINUTE);
      String some = Integer.toString(random.nextInt(i + 1));
      if (random.nextInt(4) > 0) {
        String id = i % 5 == 0 ? "urn:shop x" + i : "x" + i;
        String decision = i % 3 == 0 ? null : "d" + i / 4;
        history.add(Fixtures.shown(id, at, "ada", "item" + i % 11, decision));
        continue;
      }
      int target = random.nextInt(4);
      history.add(
          Fixtures.signal(
              "s" + i,
              at,
              "ada",
              KINDS[random.nextInt(KINDS.length)],
              target < 2 ? "x" + (target == 0 ? some : Integer.toString(i - 1)) : null,
              target == 2 ? "d" + (i - 1) / 4 : null,
              target == 3 ? "item" + random.nextInt(11) : null,
              ACTORS[random.nextInt(ACTORS.length)],
              "Grüße"));
    }
    return history;
  }

  private static final class InMaps implements AttributionOutput {
    private final List<String> rows = new ArrayList<>();
    private final TreeSet<Long> timers = new TreeSet<>();
    private final Attribution attribution =
        new Attribution(
            Fixtures.config().rules(),
            new AttributionState(
                new MapStore<>(), new MapStore<>(), new MapStore<>(), new MapStore<>()),
            this);
    private long watermark = Long.MIN_VALUE;

    void sees(Event event) {
      if (event.exposure() != null) {
        attribution.onExposure(event.exposure(), watermark);
      } else {
        attribution.onSignal(event.signal(), false, watermark);
      }
    }

    void until(long time) {
      watermark = time;
      while (!timers.isEmpty() && timers.first() <= time) {
        attribution.onTime(timers.pollFirst());
      }
    }

    @Override
    public void emit(AttributedFeedback row) {
      rows.add(row.toString());
    }

    @Override
    public void wakeAt(long time) {
      timers.add(time);
    }

    @Override
    public void count(FeedbackCount count, long delta) {
      // The rows say it all.
    }
  }
}
