package io.flyball.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.cli.CommandRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Every {@code ./flyball} line of README and docs is one that the command line takes; sessions with
 * output are played, and their output is what the command prints.
 */
class DocumentationCommandsTest {

  @Test
  void everyCommandLineIsOneThatFlyballTakes() {
    List<String> faults = new ArrayList<>();
    int lines = 0;
    for (MarkdownPage page : MarkdownPage.all()) {
      for (ShownCommand command : ShownCommand.of(page)) {
        for (ShellLine.Stage stage : command.line().stages()) {
          if (stage.flyball().isPresent()) {
            lines++;
            String fault = fault(stage.flyball().get(), command);
            if (fault != null) {
              faults.add(command.where() + ": " + command.text() + ": " + fault);
            }
          }
        }
      }
    }
    assertThat(faults).isEmpty();
    assertThat(lines).isGreaterThan(100);
  }

  private static String fault(List<String> args, ShownCommand command) {
    boolean named = !command.session() && args.stream().allMatch(arg -> arg.matches("[a-z-]+"));
    try {
      CommandRun.commandLine().parseArgs(args.toArray(String[]::new));
      return null;
    } catch (CommandLine.MissingParameterException e) {
      // The name of a command, in a sentence or a list, is no command line.
      return named ? null : e.getMessage();
    } catch (ParameterException e) {
      return e.getMessage();
    }
  }

  @Test
  void everyCommandStandsOnThePageOfCommands() {
    List<String> named =
        MarkdownPage.read(MarkdownPage.root().resolve("docs/reference/commands.md")).code();
    assertThat(leaves(CommandRun.commandLine(), ShellLine.LAUNCHER)).isSubsetOf(named);
  }

  private static List<String> leaves(CommandLine command, String path) {
    if (command.getSubcommands().isEmpty()) {
      return List.of(path);
    }
    List<String> leaves = new ArrayList<>();
    command.getSubcommands().forEach((name, sub) -> leaves.addAll(leaves(sub, path + " " + name)));
    return leaves;
  }

  static Stream<String> pagesWithSessions() {
    return MarkdownPage.all().stream()
        .filter(page -> ShownCommand.of(page).stream().anyMatch(ShownCommand::session))
        .map(MarkdownPage::name);
  }

  @ParameterizedTest
  @MethodSource("pagesWithSessions")
  void aSessionPrintsWhatThePageShows(String page, @TempDir Path folder) throws Exception {
    List<ShownCommand> commands =
        ShownCommand.of(MarkdownPage.read(MarkdownPage.root().resolve(page))).stream()
            .filter(ShownCommand::session)
            .toList();
    try (Sandbox sandbox = new Sandbox(folder)) {
      for (int i = 0; i < commands.size(); i++) {
        ShownCommand command = commands.get(i);
        if (!sandbox.creates(command) && offline(command)) {
          check(command, sandbox.play(command.line()), expectedCode(commands, i));
        }
      }
    }
  }

  private static void check(ShownCommand command, Sandbox.Outcome outcome, int code) {
    assertThat(outcome.exitCode())
        .as("%s: exit code, after: %s", command.where(), outcome.printed())
        .isEqualTo(code);
    for (String line : command.output()) {
      assertThat(outcome.printed())
          .as("%s prints: %s", command.where(), line)
          .anyMatch(pattern(line).asMatchPredicate());
    }
  }

  /** 0, unless the session goes on with {@code echo $?}. */
  private static int expectedCode(List<ShownCommand> commands, int index) {
    if (index + 1 < commands.size() && commands.get(index + 1).text().equals("echo $?")) {
      return Integer.parseInt(commands.get(index + 1).output().get(0));
    }
    return 0;
  }

  /** An ellipsis stands for anything. */
  private static Pattern pattern(String shown) {
    return Pattern.compile(
        Stream.of(shown.stripTrailing().split("…", -1))
            .map(Pattern::quote)
            .collect(Collectors.joining(".*", "", "\\s*")));
  }

  /**
   * Whether it needs no broker and ends in seconds. A line that needs a broker names it; running,
   * verifying and measuring take minutes.
   */
  private static boolean offline(ShownCommand command) {
    if (command.text().equals("echo $?")) {
      return false;
    }
    return command.line().stages().stream()
        .flatMap(stage -> stage.flyball().stream())
        .allMatch(DocumentationCommandsTest::offline);
  }

  private static boolean offline(List<String> args) {
    ParseResult parsed = CommandRun.commandLine().parseArgs(args.toArray(String[]::new));
    while (parsed.hasSubcommand()) {
      parsed = parsed.subcommand();
    }
    return !parsed.hasMatchedOption("--bootstrap")
        && !List.of("run", "replay", "verify", "bench").contains(args.get(0));
  }
}
