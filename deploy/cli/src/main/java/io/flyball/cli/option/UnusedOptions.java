package io.flyball.cli.option;

import io.flyball.tools.UserError;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Options that are right by themselves and do nothing beside the others that were given. */
public final class UnusedOptions {
  private UnusedOptions() {}

  /**
   * Refuses options that were given although nothing looks at them.
   *
   * @param why when they count, as the end of the sentence "it counts ..."
   * @param names of options
   * @throws UserError naming the option, its value and when it counts; exit code 2
   */
  public static void refuse(CommandSpec spec, String why, String... names) {
    ParseResult given = spec.commandLine().getParseResult();
    for (String name : names) {
      if (given.hasMatchedOption(name)) {
        String value = String.join(",", given.matchedOption(name).originalStringValues());
        throw UserError.usage(
            String.format(
                Locale.ROOT,
                "%s%s does nothing here: it counts %s",
                name,
                value.isEmpty() ? "" : " " + value,
                why));
      }
    }
  }
}
