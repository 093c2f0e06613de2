package io.flyball.connectors.text;

import java.nio.file.Path;

/** A text cannot be read as it stands; the message names file and place and what to do next. */
public final class TextException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final long line;

  TextException(Path file, String problem) {
    super(file + ": " + problem);
    line = 0;
  }

  TextException(Path file, long line, String problem) {
    super(file + ", line " + line + ": " + problem);
    this.line = line;
  }

  /** A file that cannot be used, whatever its lines are. */
  public static TextException of(Path file, String problem) {
    return new TextException(file, problem);
  }

  /** The line that the problem is in, counted from 1; 0 when it is in no single line. */
  public long line() {
    return line;
  }
}
