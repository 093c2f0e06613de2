package io.flyball.local;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** What one command line did. */
record CommandRun(int exitCode, String out, String err) {

  static CommandRun of(String... args) {
    return of(Flyball.commandLine(), args);
  }

  static CommandRun of(CommandLine line, String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return new CommandRun(line.execute(args), out.toString(), err.toString());
  }
}
