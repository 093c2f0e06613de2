package io.flyball.core.gate;

import io.flyball.core.loop.JudgeInfluence;
import io.flyball.core.loop.Polarity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a {@link GateReplay} shows, once it has finished. */
public final class GateReport {
  private static final Comparator<ActionGate> BY_ATTEMPT =
      Comparator.comparingInt((ActionGate g) -> g.proposal().orElseThrow().attempt())
          .thenComparing(g -> g.proposal().orElseThrow().action());

  private final GateReplay replay;

  /**
   * @param replay that has finished
   */
  public GateReport(GateReplay replay) {
    this.replay = replay;
  }

  /** Tallies by risk class, of one version. */
  public Map<String, GateTally> tallies(RulesTrial trial) {
    Map<String, GateTally> tallies = new TreeMap<>();
    trial.gates().values().forEach(gate -> add(gate, tallies));
    return tallies;
  }

  /** Tallies by risk class, of each action under the version that was active at its proposal. */
  public Map<String, GateTally> talliesAsRun() {
    Map<String, GateTally> tallies = new TreeMap<>();
    replay
        .first()
        .gates()
        .keySet()
        .forEach(
            id -> replay.decidedBy(id).ifPresent(trial -> add(trial.gates().get(id), tallies)));
    return tallies;
  }

  private void add(ActionGate gate, Map<String, GateTally> tallies) {
    gate.verdict()
        .ifPresent(
            verdict ->
                tallies
                    .computeIfAbsent(gate.proposal().orElseThrow().risk(), r -> new GateTally())
                    .add(verdict.kind(), replay.right(verdict.action()).orElse(null)));
  }

  /** Tasks by their first action that ran and whose outcome is known. */
  public TaskTally tasks(RulesTrial trial) {
    long succeeded = 0;
    long failed = 0;
    long blocked = 0;
    Map<String, List<ActionGate>> tasks = tasksOf(trial);
    for (List<ActionGate> attempts : tasks.values()) {
      ActionGate ran =
          attempts.stream()
              .filter(g -> g.verdict().orElseThrow().kind().executes())
              .findFirst()
              .orElse(null);
      if (ran == null) {
        blocked++;
      } else {
        Boolean right = replay.right(ran.proposal().orElseThrow().action()).orElse(null);
        succeeded += right != null && right ? 1 : 0;
        failed += right != null && !right ? 1 : 0;
      }
    }
    return new TaskTally(tasks.size(), succeeded, failed, blocked);
  }

  private static Map<String, List<ActionGate>> tasksOf(RulesTrial trial) {
    Map<String, List<ActionGate>> tasks = new TreeMap<>();
    for (ActionGate gate : trial.gates().values()) {
      if (gate.proposal().isPresent()) {
        tasks.computeIfAbsent(gate.proposal().get().task(), t -> new ArrayList<>()).add(gate);
      }
    }
    tasks.values().forEach(attempts -> attempts.sort(BY_ATTEMPT));
    return tasks;
  }

  /** What each critic's answers did to the attempts of tasks: repairs and corruptions. */
  public Map<String, JudgeInfluence> influences() {
    Map<String, JudgeInfluence> influences = new TreeMap<>();
    replay.critics().keySet().forEach(critic -> influences.put(critic, new JudgeInfluence()));
    for (List<ActionGate> attempts : tasksOf(replay.first()).values()) {
      influences.forEach((critic, influence) -> influence.add(rounds(critic, attempts)));
    }
    return influences;
  }

  private List<JudgeInfluence.Round> rounds(String critic, List<ActionGate> attempts) {
    List<JudgeInfluence.Round> rounds = new ArrayList<>();
    for (int i = 0; i < attempts.size(); i++) {
      ActionGate gate = attempts.get(i);
      Polarity polarity =
          gate.critiques().stream()
              .filter(c -> c.critic().equals(critic))
              .findFirst()
              .map(GateReport::polarity)
              .orElse(Polarity.NONE);
      JudgeInfluence.Truth truth =
          replay
              .right(gate.proposal().orElseThrow().action())
              .map(r -> r ? JudgeInfluence.Truth.RIGHT : JudgeInfluence.Truth.WRONG)
              .orElse(JudgeInfluence.Truth.UNKNOWN);
      rounds.add(new JudgeInfluence.Round(i, truth, polarity));
    }
    return rounds;
  }

  private static Polarity polarity(Critique critique) {
    if (critique.probability().isEmpty()) {
      return Polarity.OTHER;
    }
    return critique.accepts() ? Polarity.GOOD : Polarity.BAD;
  }

  /**
   * A difference between the two versions.
   *
   * @param first kind of verdict under the first version
   * @param second under the second
   * @param actions how many
   * @param right how many of them were right
   * @param example id of the first action
   */
  public record Difference(
      Verdict.Kind first, Verdict.Kind second, long actions, long right, String example) {}

  /** Where the versions differ in whether an action runs, by kinds of verdict. */
  public List<Difference> differences() {
    Map<String, Difference> found = new LinkedHashMap<>();
    RulesTrial second = replay.second().orElseThrow();
    replay
        .first()
        .gates()
        .forEach(
            (id, gate) -> {
              if (gate.verdict().isPresent()) {
                compare(
                    gate.verdict().get(), second.gates().get(id).verdict().orElseThrow(), found);
              }
            });
    return found.values().stream()
        .sorted(Comparator.comparing(Difference::first).thenComparing(Difference::second))
        .toList();
  }

  private void compare(Verdict a, Verdict b, Map<String, Difference> found) {
    if (a.kind().executes() != b.kind().executes()) {
      long right = replay.right(a.action()).orElse(false) ? 1 : 0;
      found.merge(
          a.kind() + " " + b.kind(),
          new Difference(a.kind(), b.kind(), 1, right, a.action()),
          (x, y) ->
              new Difference(
                  x.first(), x.second(), x.actions() + 1, x.right() + y.right(), x.example()));
    }
  }

  /** Critiques of actions that nobody proposed. */
  public long orphans() {
    return replay.first().gates().values().stream()
        .filter(gate -> gate.proposal().isEmpty())
        .mapToLong(gate -> gate.critiques().size())
        .sum();
  }

  /** Proposals and critiques given again, and how many of them differed. */
  public long[] duplicatesAndConflicts() {
    long[] counts = new long[2];
    for (ActionGate gate : replay.first().gates().values()) {
      counts[0] += gate.duplicates();
      counts[1] += gate.conflicts();
    }
    return counts;
  }

  /** Critiques after their verdict. */
  public long late() {
    return replay.first().gates().values().stream().mapToLong(ActionGate::late).sum();
  }
}
