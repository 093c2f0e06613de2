package io.flyball.cli.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A command line of a shell, as far as the documentation uses it: a pipeline of stages with
 * redirections.
 *
 * @param stages what stands between the pipes
 */
record ShellLine(List<Stage> stages) {
  static final String LAUNCHER = "./flyball";

  /**
   * One stage of a pipeline.
   *
   * @param text as it is written, without redirections
   * @param words its words, without quotes
   * @param input file that is read from, if any
   * @param output file that is written to, if any
   */
  record Stage(String text, List<String> words, Optional<String> input, Optional<String> output) {

    /** The arguments of Flyball, when the stage starts it; variables before it are left out. */
    Optional<List<String>> flyball() {
      int launcher = words.indexOf(LAUNCHER);
      boolean starts =
          launcher >= 0 && words.subList(0, launcher).stream().allMatch(w -> w.matches("\\w+=.*"));
      return starts ? Optional.of(words.subList(launcher + 1, words.size())) : Optional.empty();
    }
  }

  static ShellLine parse(String line) {
    List<Stage> stages = new ArrayList<>();
    for (String text : split(line)) {
      stages.add(stage(text.strip()));
    }
    return new ShellLine(List.copyOf(stages));
  }

  /** At pipes outside of quotes and parentheses. */
  private static List<String> split(String line) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    char quote = 0;
    int depth = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quote == 0 && c == '|' && depth == 0) {
        parts.add(part.toString());
        part.setLength(0);
        continue;
      }
      if (quote == 0 && (c == '\'' || c == '"')) {
        quote = c;
      } else if (c == quote) {
        quote = 0;
      } else if (quote == 0) {
        depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      }
      part.append(c);
    }
    parts.add(part.toString());
    return parts;
  }

  private static Stage stage(String text) {
    List<String> words = words(text);
    Optional<String> input = Optional.empty();
    Optional<String> output = Optional.empty();
    List<String> kept = new ArrayList<>();
    boolean group = text.startsWith("(");
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (!group && word.equals("<")) {
        input = Optional.of(words.get(++i));
      } else if (!group && word.equals(">")) {
        output = Optional.of(words.get(++i));
      } else {
        kept.add(word);
      }
    }
    return new Stage(text, List.copyOf(kept), input, output);
  }

  /** Words at blanks outside of quotes, up to a comment. */
  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = null;
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote == 0 && c == '#' && word == null) {
        break;
      }
      if (quote == 0 && Character.isWhitespace(c)) {
        if (word != null) {
          words.add(word.toString());
          word = null;
        }
        continue;
      }
      if (word == null) {
        word = new StringBuilder();
      }
      if (quote == 0 && (c == '\'' || c == '"')) {
        quote = c;
      } else if (c == quote) {
        quote = 0;
      } else {
        word.append(c);
      }
    }
    if (word != null) {
      words.add(word.toString());
    }
    return words;
  }
}
