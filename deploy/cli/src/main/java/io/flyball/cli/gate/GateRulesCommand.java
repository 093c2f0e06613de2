package io.flyball.cli.gate;

import io.flyball.core.gate.GateRules;
import io.flyball.core.gate.RiskClass;
import io.flyball.jobs.gate.RulesDocument;
import io.flyball.tools.ExitCode;
import io.flyball.tools.gate.RulesFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gate rules}: files of rules. */
@Command(
    name = "rules",
    description = "Check a file of rules before it is used.",
    subcommands = GateRulesCommand.Check.class)
public final class GateRulesCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "gate rules: check?");
  }

  /** {@code gate rules check}: types, limits and examples. */
  @Command(
      name = "check",
      description = {
        "Check a file of rules: types, limits, and the examples in it.",
        "",
        "Expressions are CEL without loops: fields, numbers, texts, + - * / %% == != < <= > >="
            + " && || ! ?: startsWith endsWith contains size double int. An example says what the"
            + " rules give for some fields; examples are tried in their order as actions of one"
            + " session. Exit code 1 when anything is refused or an example gives something else."
      },
      footer = {
        "",
        "A file:",
        "  version: 1",
        "  risks:",
        "    reversible: {miss: 4, block: 1}",
        "    irreversible: {miss: 19, block: 1, irreversible: true}",
        "  critics: 2            # verdicts need this many, or the deadline",
        "  deadline: 2 s",
        "  fields: {speed: double}",
        "  values:",
        "    - {name: fast, value: 'speed > 2.0 ? 1.0 : speed < 1.0 ? 0.0 : previous'}",
        "  rules:",
        "    - {name: brake, when: fast > 0.5, then: block, suggestion: slow down}",
        "  examples:",
        "    - {given: {speed: 2.5}, expect: {rule: brake, fast: 1}}",
        "",
        "Example:",
        "  ./flyball gate rules check samples/gate/rules.yaml"
      })
  static final class Check implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "YAML file of rules.")
    private Path file;

    @Override
    public Integer call() {
      RulesDocument read = RulesFile.check(file);
      PrintWriter out = spec.commandLine().getOut();
      if (!read.faults().isEmpty()) {
        read.faults().forEach(fault -> out.println(file + ": " + fault));
        out.flush();
        return ExitCode.FAILED;
      }
      GateRules rules = read.rules();
      for (RiskClass risk : rules.policy().risks().values()) {
        out.printf(
            Locale.ROOT,
            "%-16s runs from a probability of %.4f%s%n",
            risk.name(),
            risk.threshold(),
            risk.irreversible() ? ", fails closed" : ", fails open");
      }
      out.printf(
          Locale.ROOT,
          "version %d: %,d values and rules of %,d terms, %,d examples hold%n",
          rules.version(),
          rules.rules().size(),
          rules.rules().terms(),
          read.examples());
      out.flush();
      return ExitCode.OK;
    }
  }
}
