package io.flyball.cli.camera;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code camera places}: which places a camera recognises. */
@Command(
    name = "places",
    description = "Place recognition with event frames: simulate, evaluate, map.",
    subcommands = {
      PlacesSimulateCommand.class,
      PlacesEvaluateCommand.class,
      PlacesMapCommand.class
    })
final class PlacesCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "camera places: simulate, evaluate or map?");
  }
}
