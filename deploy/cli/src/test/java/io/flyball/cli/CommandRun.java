package io.flyball.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** What one command line did. */
public record CommandRun(int exitCode, String out, String err) {

  public static CommandRun of(String... args) {
    return of(commandLine(), args);
  }

  /** The whole command line. */
  public static CommandLine commandLine() {
    return Flyball.commandLine();
  }

  public static CommandRun of(CommandLine line, String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return new CommandRun(line.execute(args), out.toString(), err.toString());
  }
}
