package io.flyball.jobs.runtime.config;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A value that is never printed: its text is {@code (secret)}, and a component of this type is
 * hidden wherever a configuration is shown. What is given may stand elsewhere: {@code ${NAME}},
 * alone or inside other text, is an environment variable, and {@code file:PATH} is what that file
 * holds, without the line feed at its end.
 */
public final class Secret implements Serializable {
  private static final long serialVersionUID = 1;

  /** What is shown instead. */
  static final String HIDDEN = "(secret)";

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");
  private static final String FILE = "file:";

  private final String value;

  public Secret(String value) {
    this.value = value;
  }

  /** What must not be seen. */
  public String value() {
    return value;
  }

  /**
   * The secret that a text is or points to.
   *
   * @throws IllegalArgumentException naming the variable that is not set or the file that cannot be
   *     read; never what they hold
   */
  static Secret resolve(String text, Map<String, String> env) {
    if (text.startsWith(FILE)) {
      String path = text.substring(FILE.length());
      try {
        return new Secret(Files.readString(Path.of(path)).replaceFirst("\\R\\z", ""));
      } catch (IOException | IllegalArgumentException e) {
        throw new IllegalArgumentException("the file " + path + " cannot be read", e);
      }
    }
    StringBuilder resolved = new StringBuilder();
    Matcher matcher = VARIABLE.matcher(text);
    while (matcher.find()) {
      String value = env.get(matcher.group(1));
      if (value == null) {
        throw new IllegalArgumentException(
            "the environment variable " + matcher.group(1) + " is not set");
      }
      matcher.appendReplacement(resolved, Matcher.quoteReplacement(value));
    }
    return new Secret(matcher.appendTail(resolved).toString());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && secret.value.equals(value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return HIDDEN;
  }
}
