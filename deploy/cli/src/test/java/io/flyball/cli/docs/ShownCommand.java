package io.flyball.cli.docs;

import io.flyball.cli.docs.MarkdownPage.Block;
import java.util.ArrayList;
import java.util.List;

/**
 * A command line that a page shows.
 *
 * @param where page and line
 * @param text the line, continuations joined
 * @param session whether it stands behind a prompt, with its output below
 * @param output the lines below, up to the next prompt
 */
record ShownCommand(String where, String text, boolean session, List<String> output) {
  private static final String PROMPT = "$ ";

  ShellLine line() {
    return ShellLine.parse(text);
  }

  /** Every command of the fenced blocks of a page, and those in its prose that have arguments. */
  static List<ShownCommand> of(MarkdownPage page) {
    List<ShownCommand> commands = new ArrayList<>();
    for (Block block : page.blocks()) {
      boolean session = block.lines().stream().anyMatch(line -> line.startsWith(PROMPT));
      for (int i = 0; i < block.lines().size(); i++) {
        int first = i;
        String line = block.lines().get(i);
        StringBuilder text = new StringBuilder(line);
        while (text.toString().endsWith("\\") && i + 1 < block.lines().size()) {
          text.setLength(text.length() - 1);
          text.append(block.lines().get(++i).strip());
        }
        String where = page.name() + ":" + (block.line() + first);
        if (session && line.startsWith(PROMPT)) {
          List<String> output =
              block.lines().subList(i + 1, block.lines().size()).stream()
                  .takeWhile(next -> !next.startsWith(PROMPT))
                  .toList();
          commands.add(
              new ShownCommand(where, text.substring(PROMPT.length()), true, List.copyOf(output)));
        } else if (!session && line.contains(ShellLine.LAUNCHER + " ")) {
          commands.add(new ShownCommand(where, text.toString().strip(), false, List.of()));
        }
      }
    }
    List<String> prose = page.prose();
    for (int i = 0; i < prose.size(); i++) {
      String where = page.name() + ":" + (i + 1);
      MarkdownPage.code(prose.get(i))
          .filter(code -> code.startsWith(ShellLine.LAUNCHER + " "))
          .forEach(code -> commands.add(new ShownCommand(where, code, false, List.of())));
    }
    return commands;
  }
}
