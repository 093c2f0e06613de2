package io.flyball.cli.camera;

import io.flyball.cli.option.BootstrapOption;
import io.flyball.cli.option.JsonOutput;
import io.flyball.core.camera.Geometry;
import io.flyball.core.control.SensorProfile;
import io.flyball.core.control.sim.DrivenCamera;
import io.flyball.core.control.sim.MovingScene;
import io.flyball.core.control.sim.PixelSettings;
import io.flyball.core.control.sim.PlantCamera;
import io.flyball.core.control.sim.RatePlant;
import io.flyball.core.control.sim.SimulatedCamera;
import io.flyball.schemas.RateWindow;
import io.flyball.tools.Progress;
import io.flyball.tools.UserError;
import io.flyball.tools.camera.DeviceTime;
import io.flyball.tools.camera.Pace;
import io.flyball.tools.camera.SimulatedCameraLoop;
import io.flyball.tools.kafka.Broker;
import io.flyball.tools.plot.LineChart;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Closes the loop of a modelled camera through Kafka. */
@Command(
    name = "drive",
    description = {
      "Drive a modelled camera in closed loop through Kafka: publish its packets, do",
      "what the bias job commands. The job runs elsewhere, as under ./flyball run."
    },
    footer = {
      "",
      "Plants: smooth, cliff, evk4, light-step, motion-stop, flicker, packet-loss.",
      "A pixel model of fewer pixels than its sensor has a band as much smaller: set",
      "it by a control update for the camera, as the command says.",
      "",
      "Examples:",
      "  ./flyball camera drive --plant smooth --seconds 30 --bootstrap localhost:9092",
      "  ./flyball camera drive --plant cliff --lock-step 300ms --speed max",
      "  ./flyball camera drive --pixels 48x36 --seconds 20 --plot loop.png"
    })
final class DriveCommand implements Callable<Integer> {
  /** The model to drive. */
  private static final class Model {
    @Option(names = "--plant", required = true, paramLabel = "P", description = "A rate model.")
    private String plant;

    @Option(
        names = "--pixels",
        required = true,
        paramLabel = "WxH",
        description = "A DAVIS346 of so many pixels, each modelled.")
    private String pixels;
  }

  @Spec private CommandSpec spec;

  @ArgGroup(multiplicity = "1")
  private Model model;

  @Mixin private BootstrapOption bootstrap;

  @Option(
      names = "--camera",
      paramLabel = "ID",
      defaultValue = "simulated",
      description = "Id of the camera (default: ${DEFAULT-VALUE}).")
  private String camera;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "30",
      description = "Device time to run for (default: ${DEFAULT-VALUE}).")
  private double seconds;

  @Option(
      names = "--speed",
      paramLabel = "X|max",
      defaultValue = "1",
      description = "Seconds of device time in a second (default: ${DEFAULT-VALUE}).")
  private String speed;

  @Option(
      names = "--lock-step",
      paramLabel = "WINDOW",
      description =
          "Wait for the job's answer to every window of so much device time, such as 300ms: the"
              + " same result on any machine.")
  private String lockStep;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Seed of the noise (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(names = "--json", description = "One JSON object.")
  private boolean json;

  @Option(names = "--plot", paramLabel = "PNG", description = "Draw the rate over time.")
  private Path plot;

  @Override
  public Integer call() {
    if (!(seconds > 0 && seconds <= 86_400)) {
      throw UserError.usage("--seconds is " + seconds + ", not above 0 and at most 86400.");
    }
    DrivenCamera driven = model.plant != null ? plant() : pixels();
    double pace = Pace.parse(speed);
    OptionalLong window =
        lockStep == null
            ? OptionalLong.empty()
            : OptionalLong.of(DeviceTime.micros("--lock-step", lockStep, 1));
    long totalMs = Math.round(seconds * 1000);
    Broker broker = bootstrap.broker();
    SimulatedCameraLoop.Result result;
    try (Progress progress = Progress.onStderr("driving (ms)", OptionalLong.of(totalMs));
        SimulatedCameraLoop loop = new SimulatedCameraLoop(broker, camera, driven, pace, window)) {
      result =
          loop.run(
              seconds,
              () -> {
                progress.update(driven.nowUs() / 1000);
                return !Thread.currentThread().isInterrupted();
              },
              System::currentTimeMillis);
    }
    print(result);
    if (plot != null) {
      draw(result);
    }
    if (result.windows().isEmpty()) {
      throw new UserError(
          String.format(
              Locale.ROOT,
              "no window of camera %s came back: is the bias job running at %s?",
              camera,
              broker));
    }
    return 0;
  }

  private DrivenCamera plant() {
    List<RatePlant> plants = Arrays.asList(RatePlant.values());
    return plants.stream()
        .filter(p -> name(p).equals(model.plant))
        .findFirst()
        .map(p -> (DrivenCamera) new PlantCamera(p, seed))
        .orElseThrow(
            () ->
                UserError.usage(
                    String.format(
                        Locale.ROOT,
                        "--plant is '%s', not one of %s.",
                        model.plant,
                        String.join(", ", plants.stream().map(p -> name(p)).toList()))));
  }

  private DrivenCamera pixels() {
    Geometry geometry;
    try {
      geometry = Geometry.parse(model.pixels);
    } catch (IllegalArgumentException e) {
      throw UserError.usage("--pixels: " + e.getMessage());
    }
    return pixels(geometry, seed);
  }

  /** A DAVIS346 of some pixels before a moving grating. */
  static DrivenCamera pixels(Geometry geometry, long seed) {
    SensorProfile davis = SensorProfile.named("davis346");
    double share = geometry.pixels() / (double) davis.geometry().pixels();
    return DrivenCamera.of(
        "davis346",
        new SimulatedCamera(
            davis,
            geometry,
            new MovingScene(100, 0.4, 24, 120),
            new PixelSettings(0.2, 0.2, 0.03, 300, 0.5e-3, 0.1, 0.03),
            12e6 * share,
            seed));
  }

  private static String name(RatePlant plant) {
    return plant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private void print(SimulatedCameraLoop.Result r) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("camera", camera);
      map.put("packets", r.packets());
      map.put("lost_packets", r.lostPackets());
      map.put("events", r.events());
      map.put("commands", r.commands());
      map.put("settings", r.settings());
      map.put("windows", r.windows().size());
      map.put("in_band", r.windows().isEmpty() ? null : r.inBand());
      map.put("seconds_to_band", Double.isNaN(r.secondsToBand()) ? null : r.secondsToBand());
      map.put("rates", r.windows().stream().map(RateWindow::getRate).toList());
      JsonOutput.print(out, map);
    } else {
      out.printf(
          Locale.ROOT,
          "camera %s, in this model: %,d packets, %,d events, %,d commands, %,d windows%n",
          camera,
          r.packets(),
          r.events(),
          r.commands(),
          r.windows().size());
      if (!Double.isNaN(r.secondsToBand())) {
        out.printf(
            Locale.ROOT,
            "in band %.0f%% of the windows, first after %.1f s%n",
            100 * r.inBand(),
            r.secondsToBand());
      } else if (!r.windows().isEmpty()) {
        out.println("never in band");
      }
    }
    out.flush();
  }

  private void draw(SimulatedCameraLoop.Result r) {
    LineChart chart =
        new LineChart(camera + ": event rate in closed loop, in this model", "s", "events/s")
            .line(
                "rate",
                r.windows().stream().mapToDouble(w -> w.getEndUs() / 1e6).toArray(),
                r.windows().stream().mapToDouble(RateWindow::getRate).toArray());
    r.windows().stream()
        .findFirst()
        .ifPresent(w -> chart.range(w.getBandLow(), w.getBandHigh(), "band"));
    chart.write(plot);
  }
}
