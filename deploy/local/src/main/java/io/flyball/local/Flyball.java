package io.flyball.local;

import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.runtime.config.ConfigException;
import io.flyball.local.bandit.BanditCommand;
import io.flyball.local.camera.CameraCommand;
import io.flyball.local.command.BenchCommand;
import io.flyball.local.command.CompletionCommand;
import io.flyball.local.command.ConfigCommand;
import io.flyball.local.command.ControlCommand;
import io.flyball.local.command.DeadLettersCommand;
import io.flyball.local.command.PipeCommand;
import io.flyball.local.command.ReplayCommand;
import io.flyball.local.command.RunCommand;
import io.flyball.local.command.TopicsCommand;
import io.flyball.local.command.VerifyCommand;
import io.flyball.local.loop.DriftCommand;
import io.flyball.local.loop.LoopCommand;
import io.flyball.local.reward.RewardCommand;
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
 * <p>Results go to stdout, everything else to stderr. Exit codes: {@value #OK} done, {@value
 * #FAILED} not done, {@value #USAGE} the command line makes no sense. A {@link UserError} is one
 * sentence; any other failure is one line, and its stack trace with {@code --verbose}.
 */
@Command(
    name = "flyball",
    versionProvider = Version.class,
    subcommands = {
      RunCommand.class,
      ReplayCommand.class,
      PipeCommand.class,
      BenchCommand.class,
      VerifyCommand.class,
      LoopCommand.class,
      DriftCommand.class,
      CameraCommand.class,
      BanditCommand.class,
      RewardCommand.class,
      ControlCommand.class,
      TopicsCommand.class,
      DeadLettersCommand.class,
      CompletionCommand.class
    },
    header = {
      "Flyball is a governor for live systems: streams of feedback come in, operators",
      "on Apache Flink adapt something while it runs, and tell it so through Kafka."
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
      "Exit codes: 0 done, 1 failed, 2 the command line makes no sense."
    })
public final class Flyball implements Runnable {
  public static final int OK = 0;
  public static final int FAILED = 1;
  public static final int USAGE = 2;

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
    throw new ParameterException(spec.commandLine(), "Which command? One of those below.");
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
    return failure instanceof UserError mistake ? mistake.exitCode() : FAILED;
  }

  private static int refuse(ParameterException mistake, String[] args) {
    CommandLine command = mistake.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("flyball: " + mistake.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(mistake, err);
    command.usage(err);
    err.flush();
    return USAGE;
  }
}
