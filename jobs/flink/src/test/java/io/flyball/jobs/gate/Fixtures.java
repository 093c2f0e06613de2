package io.flyball.jobs.gate;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.flyball.connectors.codec.RawRecord;
import io.flyball.core.gate.Critique;
import io.flyball.core.gate.EpisodeEvent;
import io.flyball.core.gate.sim.ActionWorld;
import io.flyball.core.gate.sim.EpisodeWorld;
import io.flyball.core.record.ControlUpdate;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.runtime.ControlRecord;
import io.flyball.jobs.runtime.config.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Records of the gate job as JSON. */
final class Fixtures {
  static final long NOON = 1_700_000_000_000L;

  private Fixtures() {}

  /** The defaults, changed by pairs. */
  static GateConfig config(String... sets) {
    return Settings.load(FlyballConfig.class, Optional.empty(), Map.of(), List.of(sets)).gate();
  }

  static RawRecord raw(String topic, int partition, long offset, String json) {
    return new RawRecord(
        topic, partition, offset, NOON + 400 * 86_400_000L, null, json.getBytes(UTF_8), Map.of());
  }

  private static String text(String form, Object... values) {
    return String.format(Locale.ROOT, form.replace((char) 39, '"'), values);
  }

  static RawRecord proposal(String action, long at, String risk, int attempt, double speed) {
    return raw(
        "gate.proposals",
        0,
        at,
        text(
            "{'actionId':'%s','time':%d,'session':'s','task':'t','attempt':%d,'risk':'%s','fields':{'speed':%s}}",
            action, NOON + at, attempt, risk, speed));
  }

  static RawRecord critique(String action, long at, String critic, Double p) {
    return raw(
        "gate.critiques",
        0,
        at,
        text(
            "{'actionId':'%s','time':%d,'critic':'%s','probability':%s,'suggestion':'wait'}",
            action, NOON + at, critic, p));
  }

  static RawRecord outcome(String action, long at, boolean right) {
    return raw(
        "gate.outcomes",
        0,
        at,
        text("{'actionId':'%s','time':%d,'right':%s}", action, NOON + at, right));
  }

  static RawRecord event(String episode, long at, int subgoal, String kind, String primitive) {
    return raw(
        "gate.events",
        0,
        at,
        text(
            "{'episode':'%s','time':%d,'subgoal':%d,'kind':'%s','primitive':'%s'}",
            episode, NOON + at, subgoal, kind, primitive));
  }

  static ControlRecord control(long version, long at, Map<String, String> parameters) {
    return new ControlRecord(
        new RawRecord("control", 0, version, NOON, null, new byte[0], Map.of()),
        new ControlUpdate("gate", version, NOON + at, parameters, null),
        null);
  }

  /** Tasks of the drawn world; each record in the topic that it belongs to. */
  static List<RawRecord> tasks(long seed, long tasks, ActionWorld world) {
    List<RawRecord> all = new ArrayList<>();
    for (long task = 0; task < tasks; task++) {
      for (int attempt = 1; attempt <= world.attempts(); attempt++) {
        ActionWorld.Drawn d = world.draw(seed, task, attempt, 0);
        String id = d.proposal().action();
        double speed = (Double) d.proposal().fields().get("speed");
        all.add(proposal(id, d.proposal().time(), d.proposal().risk(), attempt, speed));
        for (Critique c : d.critiques()) {
          Double p = c.probability().isPresent() ? c.probability().getAsDouble() : null;
          all.add(critique(id, c.time(), c.critic(), p));
        }
        all.add(outcome(id, d.outcome().time(), d.outcome().right()));
      }
    }
    return all;
  }

  static List<RawRecord> episodes(long seed, long episodes, EpisodeWorld world) {
    List<RawRecord> all = new ArrayList<>();
    for (long episode = 0; episode < episodes; episode++) {
      for (EpisodeEvent e : world.draw(seed, episode, 0)) {
        all.add(event(e.episode(), e.time(), e.subgoal(), e.kind().name(), e.primitive()));
      }
    }
    return all;
  }
}
