package io.flyball.cli.camera;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Event cameras: their recordings, and the loops that are closed over them. */
@Command(
    name = "camera",
    description = "Event cameras: read, convert, view, replay, control, places.",
    subcommands = {
      InfoCommand.class,
      ConvertCommand.class,
      RatesCommand.class,
      ViewCommand.class,
      SimulateCommand.class,
      PlacesCommand.class,
      ReplayCommand.class,
      SensorsCommand.class,
      BiasesCommand.class,
      DriveCommand.class,
      BridgeCommand.class
    },
    footer = {
      "",
      "Formats read: Prophesee RAW (EVT 2.0, 2.1, 3.0) and DAT, AEDAT 2.0, 3.1 and 4,",
      "ES, N-MNIST, ROS 1 bags, MCAP and SQLite of ROS 2, HDF5 (DSEC, Metavision),",
      "NumPy (.npy, .npz), tables (CSV), each also packed by gzip or Zstandard. A",
      "format is told by the content of a file, never by its name."
    })
public final class CameraCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "camera: "
            + String.join(", ", spec.subcommands().keySet()).replaceFirst(", ([^,]*)$", " or $1")
            + "?");
  }
}
