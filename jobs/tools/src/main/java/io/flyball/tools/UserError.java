package io.flyball.tools;

import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;

/**
 * A mistake of the person at the keyboard, or of the machine around them: printed as one sentence
 * (what, where, what is allowed, what to do next) without a stack trace.
 */
public final class UserError extends RuntimeException {
  private final int exitCode;

  private UserError(int exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  /** The command was understood and could not be done: exit code 1. */
  public UserError(String message) {
    this(ExitCode.FAILED, message, null);
  }

  /** As {@link #UserError(String)}; the cause is shown with {@code --verbose} only. */
  public UserError(String message, Throwable cause) {
    this(ExitCode.FAILED, message, cause);
  }

  /** {@code what}, and the message of the deepest cause, which says why. */
  public static UserError causedBy(String what, Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return new UserError(what + ": " + why(root), failure);
  }

  /** The Java library tells of some failures by the name of a class and a path only. */
  public static String why(Throwable failure) {
    String message = failure.getMessage();
    if (failure instanceof OutOfMemoryError) {
      return String.format(
          Locale.ROOT,
          "there is not enough memory (%s): give Java more, as FLYBALL_JAVA_OPTS=-Xmx4g does",
          message == null ? "" : message.split("\\. ", 2)[0]);
    }
    if (message == null) {
      return failure.getClass().getSimpleName();
    }
    if (failure instanceof NoSuchFileException) {
      return "there is no such file or folder: " + message;
    }
    return failure instanceof AccessDeniedException ? "permission denied: " + message : message;
  }

  /** Invalid usage of the command line: exit code 2. */
  public static UserError usage(String message) {
    return new UserError(ExitCode.USAGE, message, null);
  }

  public int exitCode() {
    return exitCode;
  }
}
