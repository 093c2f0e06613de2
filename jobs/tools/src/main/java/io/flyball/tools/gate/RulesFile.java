package io.flyball.tools.gate;

import io.flyball.core.gate.GateRules;
import io.flyball.jobs.gate.RulesDocument;
import io.flyball.tools.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalLong;

/** A file of a gate's rules. */
public final class RulesFile {
  private RulesFile() {}

  /**
   * Reads a file that is to be used.
   *
   * @throws UserError when anything in it is wrong
   */
  public static GateRules use(Path file) {
    try {
      return RulesDocument.use(file.toString(), text(file), OptionalLong.empty());
    } catch (IllegalArgumentException e) {
      throw new UserError(e.getMessage(), e);
    }
  }

  /**
   * Reads and tries a file.
   *
   * @throws UserError when it is not there or is no rules file
   */
  public static RulesDocument check(Path file) {
    try {
      return RulesDocument.check(file.toString(), text(file), OptionalLong.empty());
    } catch (IllegalArgumentException e) {
      throw new UserError(e.getMessage(), e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      String why = UserError.why(e).lines().findFirst().orElse("");
      throw new UserError(
          String.format(Locale.ROOT, "cannot read rules from %s: %s", file, why), e);
    }
  }
}
