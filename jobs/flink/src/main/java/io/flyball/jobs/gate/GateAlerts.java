package io.flyball.jobs.gate;

import io.flyball.core.gate.CriticReliability;
import io.flyball.core.gate.RollbackGuard;
import io.flyball.core.record.Alert;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The alerts of the gate job. */
final class GateAlerts {
  private GateAlerts() {}

  static Alert unreliable(Judgement judged, CriticReliability critic) {
    String name = judged.subject().substring(Judgement.CRITIC.length());
    Map<String, Double> values = new TreeMap<>();
    finite(values, "onRight", critic.accuracyOnRight());
    finite(values, "onWrong", critic.accuracyOnWrong());
    finite(values, "brier", critic.brier());
    finite(values, "unreadable", critic.formatErrorRate());
    values.put("answers", (double) critic.answers());
    return of(
        "CRITIC_UNRELIABLE",
        judged.subject(),
        name + "/" + judged.time() + "/" + judged.action(),
        Alert.Severity.WARNING,
        judged.time(),
        judged.time(),
        text(
            "critic %s does not tell right from wrong: after %d answers it accepts %.2f of the"
                + " right actions and rejects %.2f of the wrong ones; it no longer counts in"
                + " verdicts",
            name,
            critic.answers(),
            values.getOrDefault("onRight", 0.0),
            values.getOrDefault("onWrong", 0.0)),
        List.of(judged.action()),
        values);
  }

  static Alert failing(String critic, CriticCall call) {
    return of(
        "CRITIC_FAILING",
        Judgement.CRITIC + critic,
        critic + "/" + call.time() + "/" + call.action(),
        Alert.Severity.WARNING,
        call.time(),
        call.time(),
        text(
            "critic %s failed again and again and is not called for a while: %s",
            critic, call.fault()),
        List.of(call.action()),
        Map.of());
  }

  static Alert unreadable(String critic, CriticCall call) {
    return of(
        "CRITIC_UNREADABLE",
        Judgement.CRITIC + critic,
        critic + "/" + call.time() + "/" + call.action(),
        Alert.Severity.WARNING,
        call.time(),
        call.time(),
        text(
            "critic %s %s; the answer counts as a wrong one, and verdicts go on without it",
            critic, call.fault()),
        List.of(call.action()),
        Map.of());
  }

  private static void finite(Map<String, Double> values, String name, double value) {
    if (Double.isFinite(value)) {
      values.put(name, value);
    }
  }

  /** The tries of a loop. */
  static Alert looping(List<GateSign> tries) {
    GateSign last = tries.get(tries.size() - 1);
    return ofSigns(
        "LOOPING",
        last.session(),
        tries,
        text(
            "session %s failed %d times in a row at %s in episode %s; follow the moves of"
                + " gate.next",
            last.session(), tries.size(), last.name(), last.about()));
  }

  /** A block, a proposal, a block. */
  static Alert blockedAgain(List<GateSign> signs) {
    GateSign last = signs.get(signs.size() - 1);
    return ofSigns(
        "BLOCKED_AGAIN",
        last.session(),
        signs,
        text(
            "task %s of session %s was blocked as %s, proposed anew as %s and blocked again",
            last.about(), last.session(), signs.get(0).id(), last.id()));
  }

  /** A verdict that lets an action run, and a critique. */
  static Alert rejectedAfterExecution(List<GateSign> signs) {
    GateSign executed = signs.get(0);
    GateSign critique = signs.get(1);
    return ofSigns(
        "REJECTED_AFTER_EXECUTION",
        critique.session(),
        signs,
        text(
            "action %s runs since a verdict %d ms ago, and critic %s gives it %.3f, below the"
                + " threshold of %.3f",
            critique.id(),
            critique.time() - executed.time(),
            critique.name(),
            critique.probability(),
            executed.probability()));
  }

  private static Alert ofSigns(String kind, String scope, List<GateSign> signs, String summary) {
    GateSign first = signs.get(0);
    GateSign last = signs.get(signs.size() - 1);
    return of(
        kind,
        scope,
        last.id(),
        Alert.Severity.WARNING,
        last.time(),
        first.time(),
        summary,
        signs.stream().map(GateSign::id).distinct().toList(),
        Map.of("spanMs", (double) (last.time() - first.time())));
  }

  static Alert silentFailure(FailureRow row) {
    return of(
        "SILENT_FAILURE",
        row.episode(),
        row.id(),
        Alert.Severity.WARNING,
        row.time(),
        row.time(),
        text(
            "subgoal %d of episode %s failed without an exception; it was noticed at subgoal %d",
            row.subgoal(), row.episode(), row.noticedAt()),
        List.of(row.id()),
        Map.of("subgoal", (double) row.subgoal(), "noticedAt", (double) row.noticedAt()));
  }

  static Alert rolledBack(long time, long version, long before, RollbackGuard guard) {
    return of(
        "RULE_ROLLED_BACK",
        "gate",
        version + "/" + time,
        Alert.Severity.WARNING,
        time,
        time,
        text(
            "rules version %d is rolled back to version %d: the share of right verdicts fell from"
                + " %.3f to %.3f",
            version, before, guard.baseline(), guard.mean()),
        List.of(String.valueOf(version)),
        Map.of(
            "version",
            (double) version,
            "before",
            (double) before,
            "baseline",
            guard.baseline(),
            "mean",
            guard.mean()));
  }

  static Alert compared(
      long start, long end, long inForce, long version, GuardMemory.Difference d) {
    return of(
        "RULES_COMPARED",
        "gate",
        version + "/" + end,
        Alert.Severity.INFO,
        end,
        start,
        text(
            "rules version %d would have blocked %d of %d actions that ran (%d of them right) and"
                + " run %d that were blocked (%d of them right)",
            version, d.ran, d.actions, d.ranRight, d.blocked, d.blockedRight),
        List.of(String.valueOf(version)),
        Map.of(
            "version", (double) version,
            "inForce", (double) inForce,
            "actions", (double) d.actions,
            "ran", (double) d.ran,
            "ranRight", (double) d.ranRight,
            "blocked", (double) d.blocked,
            "blockedRight", (double) d.blockedRight));
  }

  private static Alert of(
      String kind,
      String scope,
      String about,
      Alert.Severity severity,
      long time,
      long since,
      String summary,
      List<String> evidence,
      Map<String, Double> values) {
    return new Alert(
        "gate/" + kind + "/" + about,
        time,
        GateTopology.JOB,
        kind,
        scope,
        severity,
        since,
        summary,
        evidence,
        values);
  }

  private static String text(String form, Object... values) {
    return String.format(Locale.ROOT, form, values);
  }
}
