package io.flyball.jobs.gate;

import io.flyball.core.gate.ChainSuccess;
import io.flyball.core.gate.EpisodeEvent;
import io.flyball.core.gate.StageController;
import java.util.List;
import org.apache.flink.util.Collector;

/**
 * Answers the end and the exception of each subgoal with what the session does next, by {@link
 * StageController}; how its stages fare is counted for each session by itself.
 *
 * <p>State: the events that wait, and {@link SessionMemory} until {@code gate.forget} after the
 * last one.
 */
final class SessionFunction extends StepFunction<NextRow> {
  private static final long serialVersionUID = 1;

  SessionFunction(GateConfig config) {
    super(config, "session-steps", "stages");
  }

  @Override
  public void processElement(StepEvent step, Context context, Collector<NextRow> out) {
    waiting().keep(step.time(), step, context.timerService());
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<NextRow> out) throws Exception {
    SessionMemory memory = SessionMemory.of(packed(), supervision());
    List<StepEvent> due = waiting().take(time);
    if (due.isEmpty() && memory.last == Long.MIN_VALUE) {
      return;
    }
    for (StepEvent step : due) {
      if (step.kind().fromProgram()) {
        move(step, memory, out);
      } else if (step.kind() == EpisodeEvent.Kind.SEEN_OK
          || step.kind() == EpisodeEvent.Kind.SEEN_FAIL) {
        memory.look(step.subgoal()).add(step.kind() == EpisodeEvent.Kind.SEEN_FAIL);
      }
    }
    keep(memory, !due.isEmpty(), time, context.timerService());
  }

  private void move(StepEvent step, SessionMemory memory, Collector<NextRow> out) {
    SessionMemory.Episode episode = memory.episode(step.episode());
    StageController.Step next =
        episode.controller.outcome(
            step.subgoal(),
            step.primitive(),
            step.kind() == EpisodeEvent.Kind.END,
            memory.statistics);
    episode.moves++;
    tally().add(GateCount.MOVES, 1);
    double[] success = memory.statistics.success();
    out.collect(
        new NextRow(
            step.sessionName(),
            step.episode(),
            step.time(),
            episode.moves,
            next.move().name(),
            next.stage(),
            next.looping(),
            ChainSuccess.of(success, 0),
            ChainSuccess.of(success, 1),
            ChainSuccess.bottleneck(success),
            supervision().checks().of(memory.look(next.stage())),
            step.primitive()));
  }
}
