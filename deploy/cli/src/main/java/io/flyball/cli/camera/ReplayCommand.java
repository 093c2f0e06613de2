package io.flyball.cli.camera;

import io.flyball.cli.option.BootstrapOption;
import io.flyball.cli.option.UnusedOptions;
import io.flyball.connectors.codec.JsonWriter;
import io.flyball.core.camera.packet.EventPacket;
import io.flyball.jobs.bias.BiasMapping;
import io.flyball.tools.Progress;
import io.flyball.tools.UserError;
import io.flyball.tools.camera.CameraTopics;
import io.flyball.tools.camera.Pace;
import io.flyball.tools.camera.RecordingPackets;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Publishes a recording as the packets of a camera. */
@Command(
    name = "replay",
    description = {
      "Publish a recording as the packets of a camera, in time with its clock. Each",
      "replay is a session of its own, so that it may be repeated."
    },
    footer = {
      "",
      "Examples:",
      "  ./flyball camera replay recording.raw --bootstrap localhost:9092 --camera left",
      "  ./flyball camera replay recording.aedat4 --speed max --json | ./flyball pipe bias"
    })
final class ReplayCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The recording.")
  private Path file;

  @Mixin private RecordingFile recording;

  @Mixin private BootstrapOption bootstrap;

  @Option(names = "--json", description = "Print the packets as JSON lines instead.")
  private boolean json;

  @Option(
      names = "--camera",
      paramLabel = "ID",
      description = "Id of the camera (default: the file's name).")
  private String camera;

  @Option(
      names = "--sensor",
      paramLabel = "NAME",
      description =
          "Sensor profile, see camera sensors (default: by the pixels, generic where none fits).")
  private String sensor;

  @Mixin private OwnSensor own;

  @Option(
      names = "--speed",
      paramLabel = "X|max",
      defaultValue = "1",
      description = "Seconds of device time in a second (default: ${DEFAULT-VALUE}).")
  private String speed;

  @Option(
      names = "--packet-bytes",
      paramLabel = "N",
      defaultValue = "131072",
      description = "About how large a packet may be (default: ${DEFAULT-VALUE}).")
  private int packetBytes;

  @Override
  public Integer call() {
    if (packetBytes < 4 || packetBytes > 2 << 20) {
      throw UserError.usage("--packet-bytes is " + packetBytes + ", not 4 to 2097152.");
    }
    if (json) {
      UnusedOptions.refuse(
          spec, "without --json, which reaches no broker", "--bootstrap", "--config");
    }
    String profile = own.chosen(sensor);
    String id = camera == null ? file.getFileName().toString() : camera;
    Pace pace = new Pace(Pace.parse(speed), System::nanoTime);
    return recording.read(
        file,
        (path, options) -> {
          PrintWriter err = spec.commandLine().getErr();
          try (RecordingPackets packets =
                  new RecordingPackets(
                      path,
                      options,
                      id,
                      profile,
                      packetBytes,
                      System::currentTimeMillis,
                      note -> {
                        err.println(note);
                        err.flush();
                      });
              Progress progress = Progress.onStderr("replaying", RecordingFile.size(path));
              CameraTopics topics = json ? null : new CameraTopics(bootstrap.broker(), id)) {
            PrintWriter out = spec.commandLine().getOut();
            long sent = 0;
            long bytes = 0;
            for (EventPacket p = packets.next(); p != null; p = packets.next()) {
              pace.await(p.endUs());
              if (topics == null) {
                out.println(JsonWriter.write(BiasMapping.toAvro(p)));
                out.flush();
              } else {
                topics.publish(p);
              }
              sent++;
              bytes += p.events().length;
              progress.update(packets.bytesRead());
            }
            if (topics != null) {
              topics.flush();
              out.printf(
                  Locale.ROOT, "%,d packets of camera %s, %,d bytes of events%n", sent, id, bytes);
              out.flush();
            }
            return 0;
          }
        });
  }
}
