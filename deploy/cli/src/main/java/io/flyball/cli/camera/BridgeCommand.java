package io.flyball.cli.camera;

import io.flyball.cli.option.BootstrapOption;
import io.flyball.cli.option.UnusedOptions;
import io.flyball.core.camera.Geometry;
import io.flyball.core.camera.SensorEncoding;
import io.flyball.core.control.SensorProfile;
import io.flyball.tools.UserError;
import io.flyball.tools.camera.JaerBridge;
import io.flyball.tools.camera.StreamBridge;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Joins a live camera to its topics. */
@Command(
    name = "bridge",
    description = {
      "Join a live camera to its topics: events in, bias commands out. Either a DAVIS346",
      "under jAER, which must send its events to this port (AEUnicastOutput) and take",
      "remote control, or a program at any camera that sends the bytes of its software",
      "over TCP or UDP and gets commands back as lines of JSON. Runs until interrupted,",
      "or for --seconds."
    },
    footer = {
      "",
      "Only this machine can reach it, unless --listen says otherwise. Neither way asks",
      "who sends: let nobody else reach the port.",
      "",
      "Examples:",
      "  ./flyball camera bridge --jaer --camera left --bootstrap localhost:9092",
      "  ./flyball camera bridge --tcp --camera left --sensor evk4 --encoding EVT3"
    })
final class BridgeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  /** How the camera is spoken to. */
  private static final class Speech {
    @Option(names = "--jaer", required = true, description = "Speak jAER's UDP.")
    private boolean jaer;

    @Option(
        names = "--tcp",
        required = true,
        description = "Take a connection that sends Prophesee RAW or AEDAT 4.")
    private boolean tcp;

    @Option(
        names = "--udp",
        required = true,
        description = "Take datagrams of a u32 number and such bytes.")
    private boolean udp;
  }

  @ArgGroup(multiplicity = "1")
  private Speech speech;

  @Option(
      names = "--sensor",
      paramLabel = "NAME",
      description = "Sensor profile, see camera sensors; with --tcp and --udp.")
  private String sensor;

  @Mixin private OwnSensor own;

  @Option(
      names = "--encoding",
      paramLabel = "E",
      description = "Words that come without a header: ${COMPLETION-CANDIDATES}.")
  private SensorEncoding encoding;

  @Option(
      names = "--geometry",
      paramLabel = "WxH",
      description = "The pixel array, where neither the bytes nor the profile say it.")
  private String geometry;

  @Mixin private BootstrapOption bootstrap;

  @Option(
      names = "--camera",
      paramLabel = "ID",
      defaultValue = "jaer",
      description = "Id of the camera (default: ${DEFAULT-VALUE}).")
  private String camera;

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      description =
          "Where events come in (default: 127.0.0.1:"
              + JaerBridge.EVENTS_PORT
              + " for jAER, else 127.0.0.1:"
              + StreamBridge.PORT
              + ").")
  private String listen;

  @Option(
      names = "--commands",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:" + JaerBridge.COMMANDS_PORT,
      description = "Where jAER takes commands (default: ${DEFAULT-VALUE}).")
  private String commands;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description = "End after so long (default: when interrupted).")
  private Double seconds;

  @Override
  public Integer call() {
    if (!speech.jaer && (speech.tcp || speech.udp)) {
      UnusedOptions.refuse(spec, "with --jaer", "--commands");
      return stream();
    }
    UnusedOptions.refuse(
        spec, "with --tcp and --udp", "--sensor", "--profile", "--encoding", "--geometry");
    String at = listen == null ? "127.0.0.1:" + JaerBridge.EVENTS_PORT : listen;
    InetSocketAddress from = address("--listen", at);
    InetSocketAddress to = address("--commands", commands);
    JaerBridge.Counts counts;
    try (JaerBridge bridge = new JaerBridge(bootstrap.broker(), camera, from, to)) {
      PrintWriter err = spec.commandLine().getErr();
      if (!bridge.address().isLoopbackAddress()) {
        err.println("flyball: other machines can send to " + at);
      }
      err.println("flyball: camera " + camera + " listens on " + at + ", commands to " + commands);
      err.flush();
      counts = untilStopped(goOn -> bridge.run(goOn, System::currentTimeMillis));
    }
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        Locale.ROOT,
        "%,d datagrams (%,d lost, %,d dropped), %,d packets, %,d commands%n",
        counts.datagrams(),
        counts.lost(),
        counts.dropped(),
        counts.packets(),
        counts.commands());
    out.flush();
    return 0;
  }

  private int stream() {
    String told = own.chosen(sensor);
    String profile = told == null ? SensorProfile.GENERIC : told;
    String at = listen == null ? "127.0.0.1:" + StreamBridge.PORT : listen;
    Geometry size = null;
    try {
      size =
          geometry == null
              ? own.profile().map(SensorProfile::geometry).orElse(null)
              : Geometry.parse(geometry);
    } catch (IllegalArgumentException e) {
      throw UserError.usage("--geometry: " + e.getMessage());
    }
    PrintWriter err = spec.commandLine().getErr();
    Consumer<String> notes =
        note -> {
          err.println("flyball: " + note);
          err.flush();
        };
    StreamBridge.Counts counts;
    try (StreamBridge bridge =
        new StreamBridge(
            bootstrap.broker(),
            camera,
            profile,
            address("--listen", at),
            speech.udp,
            encoding,
            size,
            notes)) {
      notes.accept("camera " + camera + ", a " + profile + ", is expected on " + at);
      counts = untilStopped(goOn -> bridge.run(goOn, System::currentTimeMillis));
    }
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        Locale.ROOT,
        "%,d sessions, %,d bytes, %,d packets, %,d commands%n",
        counts.sessions(),
        counts.bytes(),
        counts.packets(),
        counts.commands());
    out.flush();
    return 0;
  }

  /** Runs until interrupted, or for the seconds that are told. */
  private <T> T untilStopped(Function<BooleanSupplier, T> work) {
    AtomicBoolean stopped = new AtomicBoolean();
    long until = seconds == null ? Long.MAX_VALUE : System.nanoTime() + (long) (seconds * 1e9);
    Thread main = Thread.currentThread();
    Thread onExit = new Thread(() -> stop(stopped, main));
    Runtime.getRuntime().addShutdownHook(onExit);
    T result =
        work.apply(() -> !stopped.get() && (seconds == null || System.nanoTime() - until < 0));
    if (!stopped.get()) {
      Runtime.getRuntime().removeShutdownHook(onExit);
    }
    return result;
  }

  /** Lets the bridge publish what it holds before the machine goes. */
  private static void stop(AtomicBoolean stopped, Thread main) {
    stopped.set(true);
    try {
      main.join(3_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static InetSocketAddress address(String option, String text) {
    int colon = text.lastIndexOf(':');
    try {
      int port = Integer.parseInt(text.substring(colon + 1));
      if (colon > 0 && port >= 0 && port <= 65_535) {
        InetSocketAddress address = new InetSocketAddress(text.substring(0, colon), port);
        if (!address.isUnresolved()) {
          return address;
        }
      }
    } catch (NumberFormatException e) {
      // falls through to the one sentence that says what is allowed
    }
    throw UserError.usage(option + " is '" + text + "'; give HOST:PORT, such as 127.0.0.1:8991");
  }
}
