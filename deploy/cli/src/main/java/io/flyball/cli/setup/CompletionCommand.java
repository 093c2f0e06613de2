package io.flyball.cli.setup;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the completion script of the whole command line. */
@Command(
    name = "completion",
    description = "Print the completion script for bash and zsh.",
    footer = {"", "Take it up in this shell: source <(./flyball completion)"})
public final class CompletionCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    CommandLine top = spec.root().commandLine();
    spec.commandLine().getOut().print(AutoComplete.bash(top.getCommandName(), top));
    spec.commandLine().getOut().flush();
  }
}
