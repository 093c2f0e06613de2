package io.flyball.jobs.loop;

import io.flyball.core.record.Alert;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.util.OutputTag;

/** Tells, once for each trace or episode, that no more of it is kept. */
final class FullAlert {
  static final OutputTag<Alert> ALERTS = new OutputTag<>("full", TypeInformation.of(Alert.class));

  static final String TRACE_FULL = "TRACE_FULL";
  static final String EPISODE_FULL = "EPISODE_FULL";

  private FullAlert() {}

  /** A record of a trace, named by {@code id}, was dropped. */
  static Alert trace(String trace, String id, long time) {
    return of(TRACE_FULL, trace, id, time, TraceFunction.MOST, "spans and pieces of feedback");
  }

  /** A turn of an episode was dropped. */
  static Alert episode(String episode, int turn, long time) {
    String id = Integer.toString(turn);
    return of(EPISODE_FULL, episode, id, time, EpisodeFunction.MOST, "turns");
  }

  private static Alert of(
      String kind, String scope, String dropped, long time, int most, String what) {
    return new Alert(
        "loop/" + kind + "/" + scope,
        time,
        LoopTopology.JOB,
        kind,
        scope,
        Alert.Severity.WARNING,
        time,
        String.format(
            Locale.ROOT, "at most %d %s are kept; what comes beyond is dropped", most, what),
        List.of(dropped),
        Map.of("most", (double) most));
  }
}
