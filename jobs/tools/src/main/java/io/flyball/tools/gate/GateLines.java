package io.flyball.tools.gate;

import io.flyball.core.gate.ActionOutcome;
import io.flyball.core.gate.Critique;
import io.flyball.core.gate.EpisodeEvent;
import io.flyball.core.gate.Proposal;
import io.flyball.core.gate.sim.ActionWorld;
import io.flyball.core.gate.sim.EpisodeWorld;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** A drawn log as lines that {@link GateLog} reads. */
public final class GateLines {
  /** Where drawn time begins: 2026-01-01T00:00:00Z. */
  private static final long START = 1_767_225_600_000L;

  private GateLines() {}

  /** Draws tasks and episodes; one map to a line. */
  public static void draw(long seed, long tasks, long episodes, Consumer<Map<String, Object>> out) {
    ActionWorld actions = ActionWorld.standard();
    for (long task = 0; task < tasks; task++) {
      for (int attempt = 1; attempt <= actions.attempts(); attempt++) {
        ActionWorld.Drawn drawn = actions.draw(seed, task, attempt, START);
        out.accept(line(drawn.proposal()));
        drawn.critiques().forEach(critique -> out.accept(line(critique)));
        out.accept(line(drawn.outcome()));
      }
    }
    EpisodeWorld world = EpisodeWorld.standard();
    for (long episode = 0; episode < episodes; episode++) {
      world.draw(seed, episode, START).forEach(event -> out.accept(line(event)));
    }
  }

  private static Map<String, Object> line(String type, long time) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("type", type);
    map.put("time", Instant.ofEpochMilli(time).toString());
    return map;
  }

  private static Map<String, Object> line(Proposal p) {
    Map<String, Object> map = line("GateProposal", p.time());
    map.put("actionId", p.action());
    map.put("session", p.session());
    map.put("task", p.task());
    map.put("attempt", p.attempt());
    map.put("risk", p.risk());
    map.put("fields", p.fields());
    return map;
  }

  private static Map<String, Object> line(Critique c) {
    Map<String, Object> map = line("GateCritique", c.time());
    map.put("actionId", c.action());
    map.put("critic", c.critic());
    map.put("probability", c.probability().isPresent() ? c.probability().getAsDouble() : null);
    if (!c.suggestion().isEmpty()) {
      map.put("suggestion", c.suggestion());
    }
    return map;
  }

  private static Map<String, Object> line(ActionOutcome o) {
    Map<String, Object> map = line("GateOutcome", o.time());
    map.put("actionId", o.action());
    map.put("right", o.right());
    return map;
  }

  private static Map<String, Object> line(EpisodeEvent e) {
    Map<String, Object> map = line("GateEvent", e.time());
    map.put("episode", e.episode());
    map.put("subgoal", e.subgoal());
    map.put("kind", e.kind().name());
    map.put("primitive", e.primitive());
    if (!e.detail().isEmpty()) {
      map.put("detail", e.detail());
    }
    return map;
  }
}
