package io.flyball.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.cli.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Classes, tests and configuration keys that the documentation names exist. */
class DocumentationNamesTest {
  /** A class name, as opposed to a count or an alert, which are all in capitals. */
  private static final Pattern CLASS = Pattern.compile("[A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*");

  private static final Pattern KEY =
      Pattern.compile(
          "(?:kafka|flink|feedback|reward|bandit|bias|loop|modes|dataloop|gate)(?:\\.[a-z][a-z0-9-]*)+");

  private static Set<String> classes() throws IOException {
    try (Stream<Path> files = Files.walk(MarkdownPage.root())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".java"))
          .map(name -> name.substring(0, name.length() - ".java".length()))
          .collect(Collectors.toSet());
    }
  }

  @Test
  void everyTestOfThePromisesExists() throws IOException {
    List<String> promises = new ArrayList<>();
    for (String line : MarkdownPage.read(MarkdownPage.root().resolve("README.md")).prose()) {
      if (line.startsWith("|")) {
        MarkdownPage.code(line)
            .filter(name -> CLASS.matcher(name).matches())
            .forEach(promises::add);
      }
    }
    assertThat(promises).hasSizeGreaterThan(10);
    assertThat(classes()).containsAll(promises);
  }

  @Test
  void everyClassInThePageOfPapersExists() throws IOException {
    List<String> named =
        MarkdownPage.read(MarkdownPage.root().resolve("docs/papers.md")).code().stream()
            .filter(name -> CLASS.matcher(name).matches())
            .toList();
    assertThat(named).hasSizeGreaterThan(40);
    assertThat(classes()).containsAll(named);
  }

  @Test
  void everyTestThatAPageNamesExists() throws IOException {
    Set<String> classes = classes();
    for (MarkdownPage page : MarkdownPage.all()) {
      assertThat(page.code())
          .filteredOn(name -> name.matches("[A-Z][A-Za-z0-9]+(Test|Properties)"))
          .as(page.name())
          .allSatisfy(name -> assertThat(classes).contains(name));
    }
  }

  @Test
  void everyConfigurationKeyThatAPageNamesExists() {
    Set<String> keys = ConfigurationPage.read().keys();
    Set<String> topics =
        CommandRun.of("topics", "list", "--json")
            .out()
            .lines()
            .map(line -> line.replaceAll("^\\{\"name\":\"([^\"]+)\".*", "$1"))
            .collect(Collectors.toSet());
    assertThat(topics).contains("feedback.exposures", "loop.metrics");
    List<String> unknown = new ArrayList<>();
    for (MarkdownPage page : MarkdownPage.all()) {
      for (String code : page.code()) {
        Matcher key = KEY.matcher(code.replaceAll("[.=][A-Z…].*|=.*|: .*", ""));
        if (key.matches() && !topics.contains(key.group()) && !known(keys, key.group())) {
          unknown.add(page.name() + ": " + code);
        }
      }
    }
    assertThat(unknown).isEmpty();
  }

  /** Whether it is a key, or a section or map of keys; what a map holds is free. */
  private static boolean known(Set<String> keys, String name) {
    Set<String> sections = new TreeSet<>(keys);
    for (String key : keys) {
      for (int dot = key.indexOf('.'); dot > 0; dot = key.indexOf('.', dot + 1)) {
        sections.add(key.substring(0, dot));
      }
    }
    return sections.contains(name);
  }
}
