package io.flyball.cli;

import io.flyball.cli.bandit.BanditCommand;
import io.flyball.cli.bench.BenchCommand;
import io.flyball.cli.camera.CameraCommand;
import io.flyball.cli.gate.GateCommand;
import io.flyball.cli.gateway.GatewayCommand;
import io.flyball.cli.importing.AnalyzeCommand;
import io.flyball.cli.importing.ImportCommand;
import io.flyball.cli.kafka.ControlCommand;
import io.flyball.cli.kafka.DeadLettersCommand;
import io.flyball.cli.kafka.TopicsCommand;
import io.flyball.cli.loop.DriftCommand;
import io.flyball.cli.loop.LoopCommand;
import io.flyball.cli.modes.ModesCommand;
import io.flyball.cli.pipe.PipeCommand;
import io.flyball.cli.reward.RewardCommand;
import io.flyball.cli.run.ReplayCommand;
import io.flyball.cli.run.RunCommand;
import io.flyball.cli.setup.CompletionCommand;
import io.flyball.cli.setup.ConfigCommand;
import io.flyball.cli.verify.VerifyCommand;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.runtime.config.ConfigException;
import io.flyball.tools.ExitCode;
import io.flyball.tools.UserError;
import java.io.PrintWriter;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.config.Configurator;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;

/**
 * The command line: {@code flyball COMMAND …}.
 *
 * <p>Results go to stdout, everything else to stderr. Exit codes: {@value ExitCode#OK} done,
 * {@value ExitCode#FAILED} not done, {@value ExitCode#USAGE} invalid usage. A {@link UserError} is
 * one sentence; any other failure is one line, and its stack trace with {@code --verbose}.
 */
@Command(
    name = "flyball",
    versionProvider = Version.class,
    subcommands = {
      RunCommand.class,
      ReplayCommand.class,
      PipeCommand.class,
      GatewayCommand.class,
      BenchCommand.class,
      VerifyCommand.class,
      ImportCommand.class,
      AnalyzeCommand.class,
      LoopCommand.class,
      DriftCommand.class,
      ModesCommand.class,
      GateCommand.class,
      CameraCommand.class,
      BanditCommand.class,
      RewardCommand.class,
      ControlCommand.class,
      TopicsCommand.class,
      DeadLettersCommand.class,
      CompletionCommand.class
    },
    header = {
      "Flink jobs update policies, reward weights and camera settings online, monitor",
      "the feedback loop this creates, and publish decisions, commands and alerts to",
      "Kafka."
    },
    synopsisHeading = "%n",
    synopsisSubcommandLabel = "COMMAND",
    optionListHeading = "%nOptions:%n",
    footer = {
      "",
      "Examples:",
      "  ./flyball run",
      "      a real broker, a real Flink, real logs, and a report that adds up",
      "  ./flyball pipe feedback < events.jsonl | grep ATTRIBUTED",
      "      the feedback job between two pipes",
      "  ./flyball dead-letters list --reason MISSING_FIELD --limit 10 --json",
      "      the newest refused records: where from, and why",
      "",
      "Shell completion: source <(./flyball completion)",
      "Exit codes: 0 done, 1 failed, 2 invalid usage."
    })
public final class Flyball implements Runnable {

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @SuppressWarnings("unused") // picocli acts on it
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help and exit.")
  private boolean help;

  @SuppressWarnings("unused") // picocli acts on it
  @Option(names = "--version", versionHelp = true, description = "Show the version and exit.")
  private boolean version;

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Log more, on stderr, and show stack traces.")
  private boolean verbose;

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  /** The whole command line, ready to execute. */
  static CommandLine commandLine() {
    Flyball top = new Flyball();
    CommandLine line = new CommandLine(top);
    line.addSubcommand(new ConfigCommand(FlyballConfig.class, System.getenv()));
    CommandGroups.arrange(line);
    line.setExecutionStrategy(top::execute);
    line.setExecutionExceptionHandler(top::report);
    line.setParameterExceptionHandler(Flyball::refuse);
    return line;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command. Choose one:");
  }

  private int execute(ParseResult parsed) {
    if (verbose) {
      Configurator.setAllLevels(LogManager.ROOT_LOGGER_NAME, Level.INFO);
    }
    try {
      return new CommandLine.RunLast().execute(parsed);
    } catch (OutOfMemoryError e) {
      return report(new UserError(UserError.why(e), e), spec.commandLine(), parsed);
    }
  }

  private int report(Exception failure, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    if (failure instanceof UserError || failure instanceof ConfigException) {
      err.println("flyball: " + failure.getMessage());
    } else {
      err.println("flyball: unexpected " + failure);
      if (!verbose) {
        err.println("Run it again with --verbose for the stack trace.");
      }
    }
    if (verbose) {
      failure.printStackTrace(err);
    }
    err.flush();
    return failure instanceof UserError mistake ? mistake.exitCode() : ExitCode.FAILED;
  }

  private static int refuse(ParameterException mistake, String[] args) {
    CommandLine command = mistake.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("flyball: " + mistake.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(mistake, err);
    command.usage(err);
    err.flush();
    return ExitCode.USAGE;
  }
}
