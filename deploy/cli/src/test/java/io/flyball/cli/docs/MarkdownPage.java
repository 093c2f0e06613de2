package io.flyball.cli.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One Markdown page of the repository.
 *
 * @param file where it is
 * @param lines its lines
 */
record MarkdownPage(Path file, List<String> lines) {
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("^#{1,6} +(.*?)\\s*$");

  /** A fenced block: the number of its first line, counted from 1, and its lines. */
  record Block(int line, List<String> lines) {}

  static MarkdownPage read(Path file) {
    try {
      return new MarkdownPage(file, Files.readAllLines(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The folder of the module whose tests run. */
  static Path module() {
    return Path.of(System.getProperty("basedir", "")).toAbsolutePath();
  }

  /** The checkout's root. */
  static Path root() {
    Path folder = module();
    while (!Files.exists(folder.resolve("mvnw"))) {
      folder = folder.getParent();
    }
    return folder;
  }

  /** README, CONTRIBUTING and everything in {@code docs}. */
  static List<MarkdownPage> all() {
    Path root = root();
    try (Stream<Path> docs = Files.walk(root.resolve("docs"))) {
      return Stream.concat(
              Stream.of(root.resolve("README.md"), root.resolve("CONTRIBUTING.md")),
              docs.filter(file -> file.toString().endsWith(".md")).sorted())
          .map(MarkdownPage::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String name() {
    return root().relativize(file).toString();
  }

  /** The fenced blocks. */
  List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    List<String> block = null;
    int start = 0;
    int indent = 0;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.stripLeading().startsWith("```")) {
        if (block != null) {
          blocks.add(new Block(start, block));
          block = null;
        } else {
          block = new ArrayList<>();
          start = i + 2;
          indent = line.indexOf('`');
        }
      } else if (block != null) {
        block.add(line.isBlank() ? "" : line.substring(indent));
      }
    }
    return blocks;
  }

  /** The lines outside of fenced blocks; those inside are empty. */
  List<String> prose() {
    List<String> prose = new ArrayList<>();
    boolean fenced = false;
    for (String line : lines) {
      boolean fence = line.stripLeading().startsWith("```");
      prose.add(fenced || fence ? "" : line);
      fenced ^= fence;
    }
    return prose;
  }

  /** What stands between backticks outside of fenced blocks. */
  List<String> code() {
    return prose().stream().flatMap(MarkdownPage::code).toList();
  }

  static Stream<String> code(String line) {
    return CODE.matcher(line).results().map(found -> found.group(1));
  }

  /** The targets of links and pictures. */
  List<String> links() {
    return prose().stream()
        .map(line -> CODE.matcher(line).replaceAll("code"))
        .flatMap(line -> LINK.matcher(line).results().map((MatchResult found) -> found.group(1)))
        .toList();
  }

  /** The anchors of the headings, as GitHub makes them. */
  Set<String> anchors() {
    Set<String> anchors = new HashSet<>();
    Map<String, Integer> seen = new HashMap<>();
    for (String line : prose()) {
      var heading = HEADING.matcher(line);
      if (heading.matches()) {
        String slug =
            heading
                .group(1)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
        int times = seen.merge(slug, 1, Integer::sum) - 1;
        anchors.add(times == 0 ? slug : slug + "-" + times);
      }
    }
    return anchors;
  }
}
