package io.flyball.local.command;

import picocli.CommandLine.Command;

@Command(name = "topics", description = "x")
public final class TopicsCommand implements Runnable {
  @Override
  public void run() {}
}
