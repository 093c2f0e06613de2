package io.flyball.local.command;

import picocli.CommandLine.Command;

@Command(name = "dead-letters", description = "x")
public final class DeadLettersCommand implements Runnable {
  @Override
  public void run() {}
}
