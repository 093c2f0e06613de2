package io.flyball.jobs.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.loop.PanePart;
import io.flyball.core.record.Alert;
import io.flyball.jobs.harness.Subtasks;
import io.flyball.schemas.EpisodeTurn;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What does not fit into a trace or an episode is counted, and told once. */
class FullTraceTest {
  private static final LoopConfig CONFIG = Events.config();

  /** All at noon but for those about the last place: every time looks through the whole trace. */
  private static TraceSeen span(String trace, int number) {
    long time = Events.NOON + Math.max(0, number - TraceFunction.MOST + 10);
    return new TraceSeen(time, trace, "s" + number, List.of(), false, null, null, 0, false);
  }

  private static TurnSeen turn(String episode, int number) {
    EpisodeTurn turn =
        EpisodeTurn.newBuilder()
            .setId(episode + "/" + number)
            .setTime(Instant.ofEpochMilli(Events.NOON + number))
            .setEpisode(episode)
            .setModel("m")
            .setTurn(number)
            .setAnswer("a")
            .build();
    return Events.in(CONFIG, turn, 0, 0).turn();
  }

  @Test
  void spansBeyondTheLastPlaceAreCountedAndToldOnceForEachTrace() throws Exception {
    try (Subtasks<TraceSeen, StageFeedbackRow> traces =
        new Subtasks<>(Operators.traces(CONFIG), 1, false)) {
      for (int i = 0; i < TraceFunction.MOST + 3; i++) {
        traces.send(span("long", i), Events.NOON);
      }
      traces.send(span("long", 0), Events.NOON);
      traces.send(span("short", 0), Events.NOON);
      assertThat(traces.counts()).isEqualTo(Map.of("TRACED_WAITING", TraceFunction.MOST + 5L));
      traces.watermark(Events.NOON + TraceFunction.MOST + 10);

      assertThat(traces.counts())
          .isEqualTo(
              Map.of(
                  "TRACED_KEPT",
                  TraceFunction.MOST + 1L,
                  "TRACED_DROPPED",
                  3L,
                  "TRACED_REPEATED",
                  1L));
      assertThat(traces.side(FullAlert.ALERTS))
          .singleElement()
          .satisfies(
              alert -> {
                assertThat(alert.kind()).isEqualTo(FullAlert.TRACE_FULL);
                assertThat(alert.scope()).isEqualTo("long");
                assertThat(alert.evidence()).containsExactly("span/s" + TraceFunction.MOST);
              });
      traces.restoreAt(1);
      traces.send(span("long", TraceFunction.MOST + 17), Events.NOON);
      traces.watermark(Long.MAX_VALUE);
      assertThat(traces.side(FullAlert.ALERTS)).isEmpty();
      assertThat(traces.entries()).isZero();
      assertThat(traces.timers()).isZero();
    }
  }

  @Test
  void turnsBeyondTheLastPlaceAreCountedAndToldOnceForEachEpisode() throws Exception {
    try (Subtasks<TurnSeen, PanePart> episodes =
        new Subtasks<>(Operators.episodes(CONFIG), 1, false)) {
      for (int i = 1; i <= EpisodeFunction.MOST + 2; i++) {
        episodes.send(turn("long", i), Events.NOON);
      }
      episodes.send(turn("long", 1), Events.NOON);
      assertThat(episodes.counts())
          .isEqualTo(Map.of("TURNS_WAITING", EpisodeFunction.MOST + 1L, "TURNS_DROPPED", 2L));
      episodes.send(turn("odd", Integer.MAX_VALUE), Events.NOON);
      episodes.watermark(Events.NOON + EpisodeFunction.MOST + 10);

      assertThat(episodes.counts())
          .isEqualTo(
              Map.of(
                  "TURNS_KEPT",
                  (long) EpisodeFunction.MOST,
                  "TURNS_DROPPED",
                  3L,
                  "TURNS_REPEATED",
                  1L));
      assertThat(episodes.side(FullAlert.ALERTS))
          .extracting(Alert::scope)
          .containsExactly("long", "odd");
      episodes.watermark(Long.MAX_VALUE);
      assertThat(episodes.entries()).isZero();
      assertThat(episodes.timers()).isZero();
    }
  }
}
