package io.flyball.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * How help is laid out. The top sorts the commands, and one that no group names stands under
 * "More"; below it each is told by the first sentence of its description. Lines that are set in,
 * such as examples, are never broken: a person copies them.
 */
final class CommandGroups {
  private static final String SECTION = UsageMessageSpec.SECTION_KEY_COMMAND_LIST;
  private static final Map<String, List<String>> GROUPS = new LinkedHashMap<>();

  static {
    GROUPS.put("Run it", List.of("run", "import", "replay", "pipe", "gateway", "bench"));
    GROUPS.put("Watch a loop", List.of("analyze", "camera", "loop", "drift", "modes", "gate"));
    GROUPS.put("Try policies", List.of("bandit", "reward"));
    GROUPS.put("Set it up", List.of("config", "topics", "completion"));
    GROUPS.put("Look after it", List.of("control", "verify", "dead-letters"));
  }

  private static final int WIDTH = 80;
  private static final Pattern SENTENCE = Pattern.compile("^.*?\\.(?= |$)");

  private CommandGroups() {}

  static void arrange(CommandLine top) {
    arrangeBelow(top);
    top.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING, help -> "");
    top.getHelpSectionMap().put(SECTION, CommandGroups::render);
  }

  private static void arrangeBelow(CommandLine command) {
    command.getHelpSectionMap().put(SECTION, CommandGroups::list);
    command.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_FOOTER, CommandGroups::footer);
    command.getSubcommands().values().forEach(CommandGroups::arrangeBelow);
  }

  private static String footer(Help help) {
    StringBuilder text = new StringBuilder();
    for (String format : help.commandSpec().usageMessage().footer()) {
      String line = format.replace("%%", "%");
      if (line.isEmpty() || line.startsWith(" ")) {
        text.append(line).append(System.lineSeparator());
      } else {
        Help.TextTable table =
            Help.TextTable.forColumns(
                help.colorScheme(), new Column(WIDTH, 0, Column.Overflow.WRAP));
        table.addRowValues(line);
        text.append(table);
      }
    }
    return text.toString();
  }

  private static String list(Help help) {
    int names = help.subcommands().keySet().stream().mapToInt(String::length).max().orElse(0);
    Help.TextTable table =
        Help.TextTable.forColumns(
            help.colorScheme(),
            new Column(names + 2, 2, Column.Overflow.SPAN),
            new Column(WIDTH - names - 2, 2, Column.Overflow.WRAP));
    help.subcommands().forEach((name, command) -> table.addRowValues(name, sentence(command)));
    return table.toString();
  }

  private static String sentence(Help command) {
    String all = String.join(" ", command.commandSpec().usageMessage().description());
    Matcher first = SENTENCE.matcher(all);
    return first.find() ? first.group() : all;
  }

  private static String render(Help help) {
    Map<String, Help> commands = new LinkedHashMap<>(help.subcommands());
    StringBuilder text = new StringBuilder();
    GROUPS.forEach(
        (title, names) -> {
          List<Help> members = new ArrayList<>();
          names.forEach(
              name -> {
                Help command = commands.remove(name);
                if (command != null) {
                  members.add(command);
                }
              });
          append(text, title, members);
        });
    append(text, "More", new ArrayList<>(commands.values()));
    return text.toString();
  }

  private static void append(StringBuilder text, String title, List<Help> commands) {
    if (commands.isEmpty()) {
      return;
    }
    text.append(String.format(Locale.ROOT, "%n%s:%n", title));
    for (Help command : commands) {
      String[] description = command.commandSpec().usageMessage().description();
      text.append(
          String.format(
              Locale.ROOT,
              "  %-14s%s%n",
              command.commandSpec().name(),
              description.length == 0 ? "" : description[0]));
    }
  }
}
