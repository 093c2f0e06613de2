package io.flyball.jobs.gate;

import io.flyball.core.gate.GateRules;
import io.flyball.core.gate.RollbackGuard;
import io.flyball.jobs.runtime.RecordLimits;
import io.flyball.jobs.runtime.config.ConfigException;
import io.flyball.jobs.runtime.config.Inline;
import io.flyball.jobs.runtime.config.Key;
import java.io.Serializable;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;

/** The {@code gate} section. */
public record GateConfig(
    @Key(value = "gate.proposals", meaning = "Topic of GateProposal records.")
        String proposalsTopic,
    @Key(value = "gate.critiques", meaning = "Topic of GateCritique records.")
        String critiquesTopic,
    @Key(value = "gate.outcomes", meaning = "Topic of GateOutcome records.") String outcomesTopic,
    @Key(value = "gate.events", meaning = "Topic of GateEvent records.") String eventsTopic,
    @Key(
            value = "",
            meaning =
                "Topic of the loop job's metrics, such as loop.metrics: a critic weighs as much less"
                    + " as the judge of its name is trusted there (TRUST_WEIGHT). Empty: not read.")
        String trustTopic,
    @Key(value = "gate.verdicts", meaning = "Topic that verdicts are written to.")
        String verdictsTopic,
    @Key(value = "gate.failures", meaning = "Topic that failures of episodes are written to.")
        String failuresTopic,
    @Key(value = "gate.next", meaning = "Topic of what sessions do next.") String nextTopic,
    @Inline RecordLimits records,
    @Key(
            value = "100 ms",
            meaning =
                "How far behind the newest record of its partition a record may come; records wait"
                    + " so long to be put in order. Later events of episodes are dead letters"
                    + " (TOO_LATE); what is later of an action is taken when it comes.")
        Duration outOfOrderness,
    @Key(
            value = "2 s",
            meaning =
                "A partition from which nothing newer came for so long goes on with the clock, so"
                    + " that deadlines pass; 0 s waits for its next record.")
        Duration silence,
    @Key(
            value = "10 ms",
            min = "1 ms",
            max = "10 s",
            meaning =
                "How often event time and records are passed from operator to operator. A verdict"
                    + " waits for it at every exchange; shorter costs processor time.")
        Duration flushEvery,
    @Key(
            value = "1 h",
            min = "1 s",
            meaning =
                "How long an action is remembered after the last record of it, and how late a"
                    + " record of it may come; later ones are dead letters (TOO_LATE).")
        Duration keep,
    @Key(
            value = "30 d",
            min = "1 s",
            meaning = "How long a silent session, episode or critic is remembered.")
        Duration forget,
    @Key(
            value = "1 s",
            min = "1 ms",
            meaning = "How often verdicts learn how reliable critics are, in event time.")
        Duration beliefsEvery,
    @Key(
            meaning =
                "A rules file as text, YAML or JSON; empty for the classes reversible and"
                    + " irreversible without rules. Control updates replace its rules and costs,"
                    + " not its reliability and supervision.")
        String rules,
    @Key(meaning = "Whether new rules are rolled back.") GuardConfig guard,
    @Key(meaning = "Patterns of actions and tries that raise alerts.") GatePatternConfig patterns,
    @Key(meaning = "A critic that is called.") HttpCriticConfig httpCritic)
    implements Serializable {

  private static final String PLACE = "gate.rules";

  public GateConfig {
    List<String> topics = List.of(proposalsTopic, critiquesTopic, outcomesTopic, eventsTopic);
    if (new HashSet<>(topics).size() < topics.size()) {
      throw new ConfigException("proposals-topic", proposalsTopic, "a topic of its own");
    }
    if (!rules.isBlank()) {
      try {
        RulesDocument.use(PLACE, rules, OptionalLong.of(0));
      } catch (IllegalArgumentException e) {
        throw new ConfigException("rules", "a text", "a rules file: " + e.getMessage());
      }
    }
  }

  /** The topics that the job reads. */
  public List<String> topics() {
    return List.of(proposalsTopic, critiquesTopic, outcomesTopic, eventsTopic);
  }

  /** The rules that hold until an update comes: version 0. */
  GateRules configured() {
    return rules.isBlank()
        ? RulesDocument.standard()
        : RulesDocument.use(PLACE, rules, OptionalLong.of(0));
  }

  /** The {@code gate.guard} section. */
  public record GuardConfig(
      @Key(
              value = "0.02",
              min = "0.0001",
              max = "0.9999",
              meaning = "Weight of a new verdict in the mean share of right verdicts.")
          double rate,
      @Key(
              value = "0.05",
              min = "0.0001",
              max = "1",
              meaning = "Rules are rolled back where the mean is lower by so much.")
          double drop,
      @Key(
              value = "25",
              min = "1",
              max = "1000000",
              meaning = "Outcomes for which it must stay lower.")
          int patience,
      @Key(
              value = "1 h",
              min = "1 s",
              meaning = "How often versions of the rules are compared (RULES_COMPARED).")
          Duration report)
      implements Serializable {

    RollbackGuard.Config guard() {
      return new RollbackGuard.Config(rate, drop, patience);
    }
  }
}
