package io.flyball.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleFilesTest {
  private static final Pattern USES =
      Pattern.compile("(?:from '\\./|(?:src|href)=\"/console/)([a-z0-9.-]+)['\"]");
  private static final Pattern CODE_IN_PAGE =
      Pattern.compile("<script>|<style| style=| on[a-z]+=\"");

  private final ConsoleFiles files = new ConsoleFiles();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "../x.js",
        "%2e%2e",
        "a/b.js",
        "application.properties",
        "Index.html",
        "nothing.js",
        "nothing",
        "index.html\0"
      })
  void aNameThatIsNoFileOfTheConsoleFindsNothing(String name) {
    assertThat(files.find(name)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"overview", "bandit", "camera", "loop", "modes", "feedback", "control"})
  void everyPageIsTheSameDocument(String page) {
    ConsoleFile document = files.find(page).orElseThrow();
    assertThat(document.mediaType()).startsWith("text/html");
    assertThat(document.tag()).isEqualTo(files.find("index.html").orElseThrow().tag());
  }

  @Test
  void whatPagesLoadIsThereAndComesFromTheConsoleItself() {
    Set<String> seen = new HashSet<>();
    Deque<String> next = new ArrayDeque<>(Set.of("index.html"));
    while (!next.isEmpty()) {
      String name = next.pop();
      if (seen.add(name)) {
        String text = new String(files.find(name).orElseThrow().content(), UTF_8);
        Matcher uses = USES.matcher(text);
        while (uses.find()) {
          next.push(uses.group(1));
        }
      }
    }
    assertThat(seen).contains("uplot.js", "uplot.css", "preact.js", "app.js", "control.js");
  }

  @Test
  void theDocumentHoldsNeitherScriptNorStyle() {
    String document = new String(files.find("index.html").orElseThrow().content(), UTF_8);
    assertThat(CODE_IN_PAGE.matcher(document).find()).isFalse();
    assertThat(document).doesNotContain("http:", "https:", "//");
  }

  @Test
  void equalContentHasAnEqualTag() {
    assertThat(new ConsoleFile("text/css", new byte[] {1}).tag())
        .isEqualTo(new ConsoleFile("text/css", new byte[] {1}).tag())
        .isNotEqualTo(new ConsoleFile("text/css", new byte[] {2}).tag())
        .matches("\"[0-9a-f]{16}\"");
  }
}
