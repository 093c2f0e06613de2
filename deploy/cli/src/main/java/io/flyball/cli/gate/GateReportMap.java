package io.flyball.cli.gate;

import io.flyball.core.gate.ChainSuccess;
import io.flyball.core.gate.CriticReliability;
import io.flyball.core.gate.EpisodeReplay;
import io.flyball.core.gate.FailureReport;
import io.flyball.core.gate.GateReplay;
import io.flyball.core.gate.GateReport;
import io.flyball.core.gate.GateRules;
import io.flyball.core.gate.GateTally;
import io.flyball.core.gate.RiskClass;
import io.flyball.core.gate.RulesTrial;
import io.flyball.core.gate.TaskTally;
import io.flyball.core.loop.JudgeInfluence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A report of a replayed gate for programs. */
final class GateReportMap {
  private final GateReplay gate;
  private final EpisodeReplay episodes;
  private final GateRules rules;
  private final GateReport report;

  GateReportMap(GateReplay gate, EpisodeReplay episodes, GateRules rules) {
    this.gate = gate;
    this.episodes = episodes;
    this.rules = rules;
    this.report = new GateReport(gate);
  }

  Map<String, Object> map() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("rules", trial(gate.first()));
    gate.second()
        .ifPresent(
            second -> {
              map.put("compared", trial(second));
              map.put("differences", report.differences());
              if (!Double.isNaN(gate.guard().baseline())) {
                Map<String, Object> run = new LinkedHashMap<>();
                run.put("risks", tallies(report.talliesAsRun(), rules.policy().risks()));
                run.put("rightBefore", gate.guard().baseline());
                run.put("rightAtEnd", gate.guard().mean());
                run.put(
                    "rolledBackAt",
                    gate.rolledBackAt().isPresent()
                        ? Instant.ofEpochMilli(gate.rolledBackAt().getAsLong()).toString()
                        : null);
                map.put("asRun", run);
              }
            });
    map.put("critics", critics());
    long[] again = report.duplicatesAndConflicts();
    map.put("lateCritiques", report.late());
    map.put("critiquesOfUnknownActions", report.orphans());
    map.put("duplicates", again[0]);
    map.put("conflicts", again[1]);
    map.put("failures", failures());
    double[] success = episodes.statistics().success();
    map.put("stageSuccess", success);
    map.put("chainSuccess", ChainSuccess.of(success, 0));
    map.put("chainSuccessWithRetry", ChainSuccess.of(success, 1));
    map.put("bottleneck", success.length == 0 ? null : ChainSuccess.bottleneck(success));
    map.put(
        "checkRates",
        episodes.looks().stream().map(look -> rules.supervision().checks().of(look)).toList());
    map.put("looks", episodes.looked());
    map.put("eventsLeftOut", episodes.refused());
    map.put("alerts", GateAlerts.of(gate, episodes));
    return map;
  }

  private Map<String, Object> trial(RulesTrial trial) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("version", trial.rules().version());
    map.put("risks", tallies(report.tallies(trial), trial.rules().policy().risks()));
    TaskTally tasks = report.tasks(trial);
    map.put("tasks", tasks.tasks());
    map.put("succeeded", tasks.succeeded());
    map.put("failed", tasks.failed());
    map.put("blocked", tasks.blocked());
    map.put("faults", trial.faults());
    return map;
  }

  private static Map<String, Object> tallies(
      Map<String, GateTally> tallies, Map<String, RiskClass> risks) {
    Map<String, Object> all = new TreeMap<>();
    tallies.forEach(
        (name, t) -> {
          Map<String, Object> map = new LinkedHashMap<>();
          RiskClass risk = risks.get(name);
          map.put("threshold", risk == null ? null : risk.threshold());
          map.put("executed", t.executed());
          map.put("blocked", t.blocked());
          map.put("timeoutOpen", t.timeoutOpen());
          map.put("timeoutClosed", t.timeoutClosed());
          map.put("saved", t.saved());
          map.put("blockedWrongly", t.blockedWrongly());
          map.put("missed", t.missed());
          map.put("executedRight", t.executedRight());
          map.put("unknown", t.unknown());
          map.put("cost", risk == null ? null : t.cost(risk));
          map.put("costWithoutGate", risk == null ? null : t.costWithoutGate(risk));
          all.put(name, map);
        });
    return all;
  }

  private Map<String, Object> critics() {
    Map<String, Object> critics = new TreeMap<>();
    Map<String, JudgeInfluence> influences = report.influences();
    gate.critics()
        .forEach(
            (name, critic) -> {
              if (critic.answers() > 0) {
                critics.put(name, critic(critic, influences.get(name)));
              }
            });
    return critics;
  }

  private static Map<String, Object> critic(CriticReliability critic, JudgeInfluence influence) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("answers", critic.answers());
    map.put("accuracy", finite(critic.accuracy()));
    map.put("accuracyOnRight", finite(critic.accuracyOnRight()));
    map.put("accuracyOnWrong", finite(critic.accuracyOnWrong()));
    map.put("brier", finite(critic.brier()));
    map.put("formatErrorRate", finite(critic.formatErrorRate()));
    map.put("trust", critic.trust());
    map.put("intent", critic.intent().name());
    map.put("unreliable", critic.unreliable());
    map.put("repairRate", finite(influence.repairRate()));
    map.put("corruptionRate", finite(influence.corruptionRate()));
    map.put("calibration", critic.curve());
    return map;
  }

  private List<Map<String, Object>> failures() {
    List<Map<String, Object>> failures = new ArrayList<>();
    for (FailureReport f : episodes.failures()) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("episode", f.episode());
      map.put("time", Instant.ofEpochMilli(f.time()).toString());
      map.put("subgoal", f.subgoal());
      map.put("cause", f.cause().name());
      map.put("noticedAt", f.noticedAt());
      map.put("evidence", f.evidence());
      map.put("repair", f.repair());
      map.put("abort", f.abort());
      failures.add(map);
    }
    return failures;
  }

  /** JSON has no NaN. */
  private static Double finite(double value) {
    return Double.isNaN(value) ? null : value;
  }
}
