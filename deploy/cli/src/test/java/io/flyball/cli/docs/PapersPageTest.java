package io.flyball.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.cli.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each row of the page of papers names classes, keys, commands and tests that are there. */
class PapersPageTest {
  private static final int CLASSES = 2;
  private static final int WAYS = 3;
  private static final int TESTS = 4;

  /** The cells of each row that begins with a number: of papers that are carried, six. */
  private static List<List<String>> rows() {
    return MarkdownPage.read(MarkdownPage.root().resolve("docs/papers.md")).prose().stream()
        .filter(line -> line.matches("\\| [0-9]+ \\|.*"))
        .map(line -> Arrays.stream(line.substring(1).split("\\|", -1)).map(String::strip).toList())
        .map(cells -> cells.subList(0, cells.size() - 1))
        .toList();
  }

  private static List<List<String>> carried() {
    return rows().stream().filter(row -> row.size() == 6).toList();
  }

  private static Set<String> sources(String kind) throws IOException {
    Path folder = Path.of("src", kind, "java");
    try (Stream<Path> files = Files.walk(MarkdownPage.root())) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> file.toString().contains("/" + folder + "/"))
          .map(file -> file.getFileName().toString().replace(".java", ""))
          .collect(Collectors.toSet());
    }
  }

  @Test
  void everyPaperHasOneRow() {
    List<Integer> numbers =
        rows().stream().map(row -> Integer.valueOf(row.get(0))).sorted().toList();
    assertThat(numbers).isEqualTo(IntStream.rangeClosed(1, 43).boxed().toList());
    assertThat(rows()).allSatisfy(row -> assertThat(row.size()).isIn(4, 6));
  }

  @Test
  void everyRowNamesClassesThatAreThere() throws IOException {
    Set<String> main = sources("main");
    for (List<String> row : carried()) {
      List<String> named = MarkdownPage.code(row.get(CLASSES)).toList();
      assertThat(named).as("classes of %s", row.get(1)).isNotEmpty();
      assertThat(main).as("classes of %s", row.get(1)).containsAll(named);
    }
  }

  @Test
  void everyRowNamesTestsThatAreThere() throws IOException {
    Set<String> tests = sources("test");
    for (List<String> row : carried()) {
      List<String> named = MarkdownPage.code(row.get(TESTS)).toList();
      assertThat(named).as("tests of %s", row.get(1)).isNotEmpty();
      assertThat(tests).as("tests of %s", row.get(1)).containsAll(named);
    }
  }

  /** What is no command is a key, or stands on a reference page. */
  @Test
  void everyRowNamesAWayToSeeItThatIsThere() {
    String reference =
        MarkdownPage.all().stream()
            .filter(page -> page.name().startsWith("docs/reference/"))
            .flatMap(page -> page.lines().stream())
            .collect(Collectors.joining("\n"));
    List<String> missing = new ArrayList<>();
    for (List<String> row : carried()) {
      List<String> named = MarkdownPage.code(row.get(WAYS)).toList();
      assertThat(named).as("keys and commands of %s", row.get(1)).isNotEmpty();
      for (String way : named) {
        boolean there =
            way.startsWith("./flyball ") ? isCommand(way) : reference.contains(bare(way));
        if (!there) {
          missing.add(row.get(1) + ": " + way);
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  /** Of a metric its name, of a key all but its value. */
  private static String bare(String way) {
    return way.replaceAll("=.*", "").replaceAll("^[a-z]+\\.(?=[A-Z_]+$)", "");
  }

  /** Whether its words up to the first option are a command that explains itself. */
  private static boolean isCommand(String line) {
    List<String> words =
        Arrays.stream(line.split(" ")).skip(1).takeWhile(word -> !word.startsWith("--")).toList();
    List<String> help = new ArrayList<>(words);
    help.add("--help");
    return CommandRun.of(help.toArray(String[]::new)).exitCode() == 0;
  }
}
