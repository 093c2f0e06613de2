package io.flyball.connectors.file;

import java.nio.file.Path;

/** A file holds something that its reader cannot use; the message names file, line and column. */
public final class BrokenRowException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  BrokenRowException(Path file, long line, String column, String problem) {
    super(file + ", line " + line + ", column '" + column + "': " + problem);
  }

  BrokenRowException(Path file, long line, String problem) {
    super(file + ", line " + line + ": " + problem);
  }
}
