package io.flyball.cli.docs;

import io.flyball.cli.CommandRun;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code docs/reference/configuration.md}: what {@code flyball config show} prints, as tables.
 *
 * @param rows sections and keys, in order
 */
record ConfigurationPage(List<Row> rows) {
  static final String PATH = "docs/reference/configuration.md";
  static final String HOW =
      "./mvnw -pl %s -am test -Dtest=ConfigurationPageTest -Dsurefire.failIfNoSpecifiedTests=false"
              .formatted(MarkdownPage.root().relativize(MarkdownPage.module()))
          + " -Dflyball.regenerate=true";

  private static final Pattern KEY = Pattern.compile("^( *)(?:# )?([a-z][a-z0-9-]*):(?: (.*))?$");
  private static final Pattern LIMITS = Pattern.compile("Default: (.*?)\\. Allowed: (.*)\\.");

  /**
   * One section or key.
   *
   * @param path dotted
   * @param meaning a sentence or two
   * @param fallback the default; null for a section
   * @param allowed which values; null for a section
   */
  record Row(String path, String meaning, String fallback, String allowed) {
    boolean isKeyOf(Row section) {
      return fallback != null && section.path.equals(path.substring(0, path.lastIndexOf('.')));
    }

    String cells() {
      return "| `%s` | %s | %s | %s |\n"
          .formatted(path, cell(fallback), cell(allowed), cell(meaning));
    }
  }

  static ConfigurationPage read() {
    List<Row> rows = new ArrayList<>();
    Deque<String> path = new ArrayDeque<>();
    List<String> comments = new ArrayList<>();
    for (String line : CommandRun.of("config", "show").out().lines().toList()) {
      Matcher key = KEY.matcher(line);
      boolean comment = line.strip().startsWith("#");
      if (key.matches() && (!comment || line.endsWith(": (secret)"))) {
        while (path.size() > key.group(1).length() / 2) {
          path.removeLast();
        }
        path.addLast(key.group(2));
        if (!comments.isEmpty()) {
          rows.add(row(String.join(".", path), comments));
          comments.clear();
        }
      } else if (comment) {
        comments.add(line.strip().substring(1).strip());
      }
    }
    return new ConfigurationPage(rows);
  }

  private static Row row(String path, List<String> comments) {
    Matcher limits = LIMITS.matcher(comments.get(comments.size() - 1));
    if (limits.matches()) {
      String meaning = String.join(" ", comments.subList(0, comments.size() - 1));
      return new Row(path, meaning, limits.group(1), limits.group(2));
    }
    return new Row(path, String.join(" ", comments), null, null);
  }

  /** The paths of all keys. */
  Set<String> keys() {
    Set<String> keys = new LinkedHashSet<>();
    rows.stream().filter(row -> row.fallback != null).forEach(row -> keys.add(row.path));
    return keys;
  }

  String markdown() {
    StringBuilder page = new StringBuilder();
    page.append(
        """
        <!-- Generated: %s -->
        # Configuration

        One YAML file has a section for each job. `FLYBALL_…` environment variables override the file, `--set KEY=VALUE` overrides both.
        `./flyball config show` prints these keys as YAML that can be saved and used; `./flyball config check` reports every fault with its key, value, source and what is allowed.

        | source | example |
        |---|---|
        | file | `hold: 2 min` in the section `feedback` |
        | environment | `FLYBALL_FEEDBACK_HOLD="2 min"` |
        | command line | `--set feedback.hold="2 min"` |
        """
            .formatted(HOW));
    for (Row section : rows) {
      if (section.fallback == null) {
        page.append("\n## ").append(section.path).append("\n\n").append(cell(section.meaning));
        page.append("\n\n| key | default | allowed | meaning |\n|---|---|---|---|\n");
        rows.stream().filter(row -> row.isKeyOf(section)).forEach(row -> page.append(row.cells()));
      }
    }
    return page.toString();
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("<", "\\<");
  }
}
