package io.flyball.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.tools.UserError;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.apache.logging.log4j.core.config.Configurator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class FlyballTest {

  @Command(name = "stumble")
  private static final class Stumble implements Runnable {
    @Override
    public void run() {
      throw new IllegalStateException("a bug");
    }
  }

  @Command(name = "overflow")
  private static final class Overflow implements Runnable {
    @Override
    public void run() {
      throw new OutOfMemoryError("Java heap space");
    }
  }

  private static CommandLine withABug() {
    return Flyball.commandLine().addSubcommand(new Stumble());
  }

  @Test
  void noCommandIsAUsageErrorThatShowsTheHelp() {
    CommandRun run = CommandRun.of();

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("Missing command. Choose one:").contains("Examples:");
  }

  @Test
  void helpNamesEveryCommandAndGoesToStdout() {
    CommandRun run = CommandRun.of("--help");

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains(Flyball.commandLine().getSubcommands().keySet());
    assertThat(run.out()).contains("Examples:", "Exit codes: 0 done, 1 failed, 2");
    assertThat(run.out().lines()).allMatch(line -> line.length() <= 80);
  }

  /** Whoever copies an example has it whole. */
  @Test
  void anExampleIsNotBroken() {
    for (List<String> path : paths(Flyball.commandLine(), List.of())) {
      CommandLine command = Flyball.commandLine();
      for (String name : path) {
        command = command.getSubcommands().get(name);
      }
      List<String> args = new ArrayList<>(path);
      args.add("--help");
      List<String> lines = CommandRun.of(args.toArray(String[]::new)).out().lines().toList();
      for (String format : command.getCommandSpec().usageMessage().footer()) {
        String line = format.replace("%%", "%");
        if (line.startsWith(" ")) {
          assertThat(lines).as("%s", path).contains(line);
        } else if (!line.isEmpty()) {
          assertThat(String.join("", lines).replace(" ", ""))
              .as("%s", path)
              .contains(line.replace(" ", ""));
        }
      }
    }
  }

  @Test
  void aListOfCommandsCutsNoSentence() {
    for (String group : List.of("camera", "bench", "reward")) {
      String help = CommandRun.of(group, "--help").out();
      String list = help.substring(help.indexOf("Commands:")).split("\n\n")[0];
      String text = list.replaceAll("\\s+", " ");
      Flyball.commandLine()
          .getSubcommands()
          .get(group)
          .getSubcommands()
          .forEach(
              (name, command) -> {
                String all =
                    String.join(" ", command.getCommandSpec().usageMessage().description());
                String first = all.substring(0, all.indexOf('.') + 1);
                assertThat(text).as("%s %s", group, name).contains(name + " " + first);
              });
    }
  }

  @Test
  void everyCommandHasHelpThatDescribesItself() {
    for (List<String> path : paths(Flyball.commandLine(), List.of())) {
      List<String> args = new ArrayList<>(path);
      args.add("--help");
      CommandRun run = CommandRun.of(args.toArray(String[]::new));

      assertThat(run.exitCode()).as("%s", path).isZero();
      assertThat(run.out()).as("%s", path).contains("Usage: flyball " + String.join(" ", path));
      assertThat(run.out().lines().count()).as("%s", path).isGreaterThan(3);
    }
  }

  private static List<List<String>> paths(CommandLine line, List<String> prefix) {
    List<List<String>> paths = new ArrayList<>();
    line.getSubcommands()
        .forEach(
            (name, child) -> {
              List<String> path = new ArrayList<>(prefix);
              path.add(name);
              paths.add(path);
              paths.addAll(paths(child, path));
            });
    return paths;
  }

  @Test
  void versionIsTheOneOfTheBuild() {
    CommandRun run = CommandRun.of("--version");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).containsPattern("^flyball \\d+\\.\\d+\\.\\d+").contains("java 17");
  }

  @Test
  void completionKnowsTheCommands() {
    CommandRun run = CommandRun.of("completion");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).startsWith("#!/usr/bin/env bash").contains("dead-letters", "topics");
  }

  @Test
  void unknownCommandIsAUsageError() {
    CommandRun run = CommandRun.of("topic");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("flyball: ").contains("'topic'").contains("topics");
  }

  @Test
  void unknownFlagShowsTheUsageOfItsCommand() {
    CommandRun run = CommandRun.of("topics", "list", "--jsn");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("'--jsn'").contains("Usage: flyball topics list");
  }

  @Test
  void unknownReasonIsRefusedWithWhatIsAllowed() {
    CommandRun run = CommandRun.of("dead-letters", "list", "--reason", "BAD_LUCK");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--reason").contains("BAD_LUCK").contains("MISSING_FIELD");
  }

  @Test
  void limitOfZeroIsRefused() {
    CommandRun run = CommandRun.of("dead-letters", "replay", "--limit", "0");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--limit is at least 1, not 0");
  }

  @Test
  void addressThatIsNoneIsOneSentence() {
    CommandRun run = CommandRun.of("topics", "describe", "--bootstrap", "nonsense");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).contains("'nonsense'").contains("HOST:PORT");
  }

  @Test
  void unreachableBrokerIsOneSentence() throws IOException {
    int port;
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = probe.getLocalPort();
    }
    String nobody = "127.0.0.1:" + port;

    for (List<String> args :
        List.of(
            List.of("topics", "list"),
            List.of("topics", "describe"),
            List.of("topics", "create"),
            List.of("dead-letters", "list"),
            List.of("dead-letters", "replay"))) {
      List<String> all = new ArrayList<>(args);
      all.addAll(List.of("--bootstrap", nobody));
      CommandRun run = CommandRun.of(all.toArray(String[]::new));

      assertThat(run.exitCode()).as("%s", args).isEqualTo(1);
      assertThat(run.out()).isEmpty();
      assertThat(run.err().lines()).hasSize(1);
      assertThat(run.err()).contains("no Kafka broker answers at " + nobody);
    }
  }

  @AfterEach
  void quietAgain() {
    Configurator.reconfigure();
  }

  @Test
  void bugIsOneLineAndItsStackTraceOnRequest() {
    CommandRun quiet = CommandRun.of(withABug(), "stumble");
    CommandRun verbose = CommandRun.of(withABug(), "stumble", "--verbose");

    assertThat(quiet.exitCode()).isEqualTo(1);
    assertThat(quiet.err()).contains("a bug").contains("--verbose").doesNotContain("\tat ");
    assertThat(verbose.exitCode()).isEqualTo(1);
    assertThat(verbose.err()).contains("\tat ").contains("FlyballTest");
  }

  @Test
  void tooLittleMemoryIsOneSentence() {
    CommandRun run = CommandRun.of(Flyball.commandLine().addSubcommand(new Overflow()), "overflow");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .isEqualToIgnoringNewLines(
            "flyball: there is not enough memory (Java heap space): give Java more, as"
                + " FLYBALL_JAVA_OPTS=-Xmx4g does");
    assertThat(UserError.causedBy("the job failed", new OutOfMemoryError("Metaspace")))
        .hasMessageStartingWith("the job failed: there is not enough memory (Metaspace)");
  }

  @Test
  void topicListNeedsNoBroker() {
    CommandRun run = CommandRun.of("topics", "list", "--json");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines()).allMatch(line -> line.startsWith("{\"name\":\""));
    assertThat(run.out()).contains("feedback.exposures", "dead-letters");
  }
}
