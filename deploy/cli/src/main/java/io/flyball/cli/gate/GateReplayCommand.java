package io.flyball.cli.gate;

import io.flyball.cli.option.JsonOutput;
import io.flyball.connectors.codec.Timestamps;
import io.flyball.core.gate.EpisodeReplay;
import io.flyball.core.gate.GateReplay;
import io.flyball.core.gate.GateRules;
import io.flyball.core.gate.RollbackGuard;
import io.flyball.jobs.gate.RulesDocument;
import io.flyball.tools.ExitCode;
import io.flyball.tools.Progress;
import io.flyball.tools.UserError;
import io.flyball.tools.gate.GateLog;
import io.flyball.tools.gate.RulesFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gate replay}: what the gate would have done on a log. */
@Command(
    name = "replay",
    description = {
      "What a gate would have done on a log: saved, blocked wrongly, missed.",
      "",
      "The log is JSON lines of GateProposal, GateCritique, GateOutcome and GateEvent. SAVED are"
          + " wrong actions that are blocked, WRONGLY right ones that are blocked, MISSED wrong ones"
          + " that run. COST adds miss for each missed and block for each wrongly blocked action;"
          + " NO GATE is the cost of running everything. Critics are judged by the outcomes before a"
          + " verdict, never by later ones.",
      "",
      "--compare tries other rules in the shadow of the first and names the differences."
          + " --activate-at lets them decide from a time on; when the share of right verdicts drops"
          + " by more than .05 for 25 outcomes, they are rolled back."
    },
    footer = {
      "",
      "Examples:",
      "  ./flyball gate replay samples/gate/drawn.jsonl.gz",
      "  ./flyball gate replay samples/gate/drawn.jsonl.gz --rules samples/gate/rules.yaml \\",
      "      --compare samples/gate/rules-b.yaml --activate-at 2026-01-01T01:30:00Z"
    })
public final class GateReplayCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The log, plain or compressed.")
  private Path file;

  @Option(
      names = "--rules",
      paramLabel = "FILE",
      description =
          "Rules in YAML, see gate rules check --help; else one critic, 2 s, reversible at 4 to 1"
              + " and irreversible at 9 to 1.")
  private Path rules;

  @Option(names = "--compare", paramLabel = "FILE", description = "Other rules, as their shadow.")
  private Path compare;

  @Option(
      names = "--activate-at",
      paramLabel = "TIME",
      description = "When the other rules begin to decide, such as 2026-01-01T01:30:00Z.")
  private String activateAt;

  @Option(names = "--json", description = "Write one JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    if (activateAt != null && compare == null) {
      throw UserError.usage("--activate-at needs --compare: which rules?");
    }
    GateRules first = rules == null ? RulesDocument.standard() : RulesFile.use(rules);
    Optional<GateRules> second = Optional.ofNullable(compare).map(RulesFile::use);
    if (second.isPresent() && second.get().version() == first.version()) {
      throw new UserError(
          String.format(
              Locale.ROOT,
              "%s has the version %d of the first rules: give it a version of its own",
              compare,
              first.version()));
    }
    GateReplay gate = new GateReplay(first, second, activation(), RollbackGuard.Config.standard());
    EpisodeReplay episodes = new EpisodeReplay(first.supervision());
    GateLog log;
    try (Progress progress = Progress.onStderr("reading", OptionalLong.empty())) {
      log = GateLog.read(file, progress);
    }
    try (Progress progress =
        Progress.onStderr("replaying", OptionalLong.of(log.records().size()))) {
      log.replay(gate, episodes, progress);
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      JsonOutput.print(out, new GateReportMap(gate, episodes, first).map());
    } else {
      new GateReportText(out, gate, episodes, first).print();
    }
    out.flush();
    PrintWriter err = spec.commandLine().getErr();
    log.refused().forEach(err::println);
    if (log.passedOver() > 0) {
      err.printf(Locale.ROOT, "passed over %,d lines that cannot be read%n", log.passedOver());
    }
    err.flush();
    return ExitCode.OK;
  }

  private long activation() {
    if (activateAt == null) {
      return Long.MAX_VALUE;
    }
    try {
      return Timestamps.parse(activateAt);
    } catch (DateTimeException | ArithmeticException e) {
      throw UserError.usage(
          "--activate-at is a time such as 2026-01-01T01:30:00Z, not '" + activateAt + "'");
    }
  }
}
