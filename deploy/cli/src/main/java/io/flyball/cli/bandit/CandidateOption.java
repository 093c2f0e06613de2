package io.flyball.cli.bandit;

import io.flyball.cli.option.UnusedOptions;
import io.flyball.connectors.text.TextOptions;
import io.flyball.core.bandit.Learner;
import io.flyball.core.bandit.PolicyName;
import io.flyball.core.bandit.arms.WarmStart;
import io.flyball.core.bandit.ope.Candidate;
import io.flyball.core.features.Interactions;
import io.flyball.core.features.JointFeatures;
import io.flyball.tools.UserError;
import io.flyball.tools.bandit.ActionsFile;
import io.flyball.tools.bandit.DecisionLog;
import io.flyball.tools.bandit.LogFormat;
import io.flyball.tools.bandit.PriorCounts;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Which candidate is evaluated, and on which rows of what log. */
public final class CandidateOption {
  private static final String COLUMNS = "columns:";
  private static final String SHOWN = "shown:";
  private static final String ACTIONS = "actions:";

  @Option(
      names = "--target",
      required = true,
      paramLabel = "CANDIDATE",
      description = {
        "The candidate: uniform, for every arm alike; a policy as bandit simulate takes it;"
            + " columns:PREFIX* for its probabilities in the log, a column an arm; columns:NAME for"
            + " all of them in one column, with | between; shown:NAME for its probability of the arm"
            + " shown alone; actions:FILE for its actions, a row a decision."
      })
  private String target;

  @Option(
      names = "--counts",
      paramLabel = "FILE[#NAME]",
      description =
          "Counts that a policy begins with, as bandit warm-start takes them (default: none).")
  private Optional<String> counts = Optional.empty();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "Format of the log: table, dsjson, dsjson-slates, vw, open-bandit or flyball (default: by"
              + " its first line; vw has to be named).")
  private Optional<String> format = Optional.empty();

  @Option(
      names = "--position",
      paramLabel = "P",
      description = "Only rows of this position of an Open Bandit log.")
  private Integer position;

  @Option(
      names = "--actions",
      defaultValue = "0",
      paramLabel = "K",
      description =
          "Number of actions of vw examples that have no line for each action (default: a line for"
              + " each).")
  private int actions;

  @Option(
      names = "--bits",
      defaultValue = "18",
      paramLabel = "B",
      description =
          "Bits of the indices of features by name, as bandit.features.bits (default:"
              + " ${DEFAULT-VALUE}).")
  private int bits;

  @Option(
      names = "--interactions",
      paramLabel = "TERMS",
      description =
          "Products of namespaces by their first letters, such as UA or UA/UAT, as"
              + " bandit.features.interactions (default: none).")
  private String interactions = "";

  String target() {
    return target;
  }

  /** The space of features by name; null where a log has none. */
  JointFeatures space(DecisionLog log) {
    try {
      return log.named() ? new JointFeatures(bits, Interactions.parse(interactions)) : null;
    } catch (IllegalArgumentException e) {
      throw UserError.usage(e.getMessage());
    }
  }

  /** Whether only the candidate's probability of the arm shown is known. */
  boolean shownOnly() {
    return target.startsWith(SHOWN);
  }

  /** Whether it is a policy by name, which may ask for the number of rows. */
  boolean byName() {
    return column() == null && !target.startsWith(ACTIONS) && !target.equals("uniform");
  }

  /** Refuses what a log of slates has no use for. */
  void requireForSlates(CommandSpec spec, Path path) {
    UnusedOptions.refuse(
        spec, "for decisions for one arm, and " + path + " holds slates", "--counts", "--map");
    if (!byName() && !target.equals("uniform")) {
      throw UserError.usage(
          "--target "
              + target
              + " is for decisions for one arm, and "
              + path
              + " holds slates: name a policy, or uniform");
    }
  }

  LogFormat.Options options(TextOptions text) {
    if (actions != 0 && !format.equals(Optional.of("vw"))) {
      throw UserError.usage("--actions is for --format vw");
    }
    return new LogFormat.Options(
        format.map(LogFormat::parse).orElse(null),
        text,
        column(),
        shownOnly(),
        position == null ? OptionalInt.empty() : OptionalInt.of(position),
        actions);
  }

  private String column() {
    return target.startsWith(COLUMNS)
        ? target.substring(COLUMNS.length())
        : shownOnly() ? target.substring(SHOWN.length()) : null;
  }

  /** A fresh candidate for a log of so many rows. */
  Candidate of(DecisionLog log, long rows) {
    if (counts.isPresent() && (column() != null || target.startsWith(ACTIONS))) {
      throw UserError.usage("--counts is for policies by name, not for --target " + target);
    }
    if (column() != null) {
      return Candidate.carried(!shownOnly());
    } else if (target.startsWith(ACTIONS)) {
      return ActionsFile.open(Path.of(target.substring(ACTIONS.length())));
    } else if (target.equals("uniform") && counts.isEmpty()) {
      return Candidate.uniform();
    }
    return Candidate.learning(learner(log, rows));
  }

  private Learner learner(DecisionLog log, long rows) {
    Map<String, double[]> begin = counts.map(PriorCounts::read).orElse(Map.of());
    try {
      String named = target.equals("uniform") ? "random" : target;
      String name = PolicyName.withFeatureSpace(named, bits, interactions);
      Learner learner =
          new Learner(PolicyName.parse(name, log.dimension(), 0, log.arms().size(), rows));
      begin.forEach((arm, count) -> WarmStart.add(learner.arms(arm)[0], count[0], count[1]));
      return learner;
    } catch (IllegalArgumentException e) {
      throw UserError.usage(
          String.format(
              Locale.ROOT,
              "--target '%s' on a log with contexts of %d values: %s",
              target,
              log.dimension(),
              e.getMessage()));
    }
  }
}
