package io.flyball.cli.gate;

import io.flyball.core.gate.BetaCount;
import io.flyball.core.gate.ChainSuccess;
import io.flyball.core.gate.CriticReliability;
import io.flyball.core.gate.EpisodeReplay;
import io.flyball.core.gate.GateReplay;
import io.flyball.core.gate.GateReport;
import io.flyball.core.gate.GateRules;
import io.flyball.core.gate.GateTally;
import io.flyball.core.gate.RiskClass;
import io.flyball.core.gate.RulesTrial;
import io.flyball.core.gate.StageStatistics;
import io.flyball.core.gate.TaskTally;
import io.flyball.core.loop.JudgeInfluence;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A report of a replayed gate for people. */
final class GateReportText {
  private final PrintWriter out;
  private final GateReplay gate;
  private final EpisodeReplay episodes;
  private final GateRules rules;
  private final GateReport report;

  GateReportText(PrintWriter out, GateReplay gate, EpisodeReplay episodes, GateRules rules) {
    this.out = out;
    this.gate = gate;
    this.episodes = episodes;
    this.rules = rules;
    this.report = new GateReport(gate);
  }

  void print() {
    trial(gate.first());
    gate.second().ifPresent(this::second);
    critics();
    if (episodes.episodes() > 0) {
      stages();
    }
    GateAlerts.of(gate, episodes)
        .forEach(
            (kind, scopes) ->
                line("%-18s %,6d  %s", kind, scopes.size(), shortened(List.copyOf(scopes))));
  }

  private void trial(RulesTrial trial) {
    line("Rules, version %d", trial.rules().version());
    tallies(report.tallies(trial), trial.rules().policy().risks());
    TaskTally tasks = report.tasks(trial);
    line(
        "tasks %,d: %,d succeeded, %,d failed, %,d without an action that ran",
        tasks.tasks(), tasks.succeeded(), tasks.failed(), tasks.blocked());
    trial.faults().forEach((fault, times) -> line("%,d times: %s", times, fault));
    line("");
  }

  private void tallies(Map<String, GateTally> tallies, Map<String, RiskClass> risks) {
    line(
        "%-16s %9s %9s %9s %9s %9s %9s %9s %9s %9s",
        "RISK",
        "EXECUTED",
        "BLOCKED",
        "TIMED OUT",
        "SAVED",
        "WRONGLY",
        "MISSED",
        "UNKNOWN",
        "COST",
        "NO GATE");
    tallies.forEach(
        (name, t) -> {
          RiskClass risk = risks.get(name);
          line(
              "%-16s %,9d %,9d %,9d %,9d %,9d %,9d %,9d %9s %9s",
              name,
              t.executed(),
              t.blocked(),
              t.timeoutOpen() + t.timeoutClosed(),
              t.saved(),
              t.blockedWrongly(),
              t.missed(),
              t.unknown(),
              risk == null ? "-" : text(t.cost(risk), "%,.0f"),
              risk == null ? "-" : text(t.costWithoutGate(risk), "%,.0f"));
        });
  }

  private void second(RulesTrial second) {
    trial(second);
    line("Where version %d differs", second.rules().version());
    List<GateReport.Difference> differences = report.differences();
    if (differences.isEmpty()) {
      line("nowhere");
    }
    for (GateReport.Difference d : differences) {
      line(
          "%-14s -> %-14s %,6d actions, %,d of them right, such as %s",
          d.first(), d.second(), d.actions(), d.right(), d.example());
    }
    if (!Double.isNaN(gate.guard().baseline())) {
      line("");
      line("As run, with version %d from its activation on", second.rules().version());
      tallies(report.talliesAsRun(), rules.policy().risks());
      line(
          "right verdicts: %.4f before the change%s",
          gate.guard().baseline(),
          gate.rolledBackAt().isPresent()
              ? ", rolled back at " + Instant.ofEpochMilli(gate.rolledBackAt().getAsLong())
              : String.format(Locale.ROOT, ", %.4f at the end", gate.guard().mean()));
    }
    line("");
  }

  private void critics() {
    line(
        "%-16s %9s %9s %9s %9s %9s %9s %9s %9s  %s",
        "CRITIC",
        "ANSWERS",
        "ON RIGHT",
        "ON WRONG",
        "BRIER",
        "UNREAD",
        "TRUST",
        "REPAIRED",
        "CORRUPTED",
        "INTENT");
    Map<String, JudgeInfluence> influences = report.influences();
    gate.critics()
        .forEach(
            (name, critic) -> {
              if (critic.answers() > 0) {
                critic(name, critic, influences.get(name));
              }
            });
    long[] again = report.duplicatesAndConflicts();
    line(
        "critiques: %,d late, %,d of unknown actions; given again: %,d records, %,d of them differ",
        report.late(), report.orphans(), again[0], again[1]);
    line("");
  }

  private void critic(String name, CriticReliability critic, JudgeInfluence influence) {
    line(
        "%-16s %,9d %9s %9s %9s %9s %9s %9s %9s  %s",
        name,
        critic.answers(),
        text(critic.accuracyOnRight(), "%.4f"),
        text(critic.accuracyOnWrong(), "%.4f"),
        text(critic.brier(), "%.4f"),
        text(critic.formatErrorRate(), "%.4f"),
        text(critic.trust(), "%.4f"),
        text(influence.repairRate(), "%.4f"),
        text(influence.corruptionRate(), "%.4f"),
        critic.intent().name().toLowerCase(Locale.ROOT));
  }

  private void stages() {
    StageStatistics statistics = episodes.statistics();
    line("%-16s %9s %9s %9s %9s %9s", "SUBGOAL", "TRIES", "FIRST", "RETRY", "RECOVERED", "CHECK");
    for (int k = 0; k < statistics.stages(); k++) {
      double tries = 0;
      List<String> means = new ArrayList<>();
      for (StageStatistics.Try how : StageStatistics.Try.values()) {
        BetaCount count = statistics.of(k, how);
        tries += count.observed();
        means.add(count.observed() == 0 ? "-" : text(count.mean(), "%.4f"));
      }
      line(
          "%-16d %,9.0f %9s %9s %9s %9s",
          k,
          tries,
          means.get(0),
          means.get(1),
          means.get(2),
          k < episodes.looks().size()
              ? text(rules.supervision().checks().of(episodes.looks().get(k)), "%.4f")
              : "-");
    }
    double[] success = statistics.success();
    line(
        "episodes %,d, failures located %,d; a chain succeeds in %.4f without retries, %.4f with"
            + " one; bottleneck: subgoal %d",
        episodes.episodes(),
        episodes.failures().size(),
        ChainSuccess.of(success, 0),
        ChainSuccess.of(success, 1),
        ChainSuccess.bottleneck(success));
    EpisodeReplay.Looks looks = episodes.looked();
    line(
        "looks %,d, %,d of them failed; at the rates of CHECK %,d would have been taken and %,d"
            + " failed ones left out",
        looks.all(), looks.failed(), looks.taken(), looks.failedNotTaken());
    if (episodes.refused() > 0) {
      line("%,d events of subgoals beyond the thousandth are left out", episodes.refused());
    }
    line("");
  }

  private static String shortened(List<String> names) {
    return names.size() <= 3
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, 3)) + ", ...";
  }

  private static String text(double value, String format) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, format, value);
  }

  private void line(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values).stripTrailing());
  }
}
