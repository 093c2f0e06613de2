package io.flyball.tools;

/** What a command returns to the shell. */
public final class ExitCode {
  /** Done. */
  public static final int OK = 0;

  /** Understood, and not done. */
  public static final int FAILED = 1;

  /** Invalid usage: the command line was not understood. */
  public static final int USAGE = 2;

  private ExitCode() {}
}
