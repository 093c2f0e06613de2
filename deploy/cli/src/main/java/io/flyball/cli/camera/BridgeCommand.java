package io.flyball.cli.camera;

import io.flyball.cli.option.BootstrapOption;
import io.flyball.tools.UserError;
import io.flyball.tools.camera.JaerBridge;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Joins a live camera to its topics. */
@Command(
    name = "bridge",
    description = {
      "Join a live DAVIS346 under jAER to its topics: events in, bias commands out.",
      "jAER must send its events to this port (AEUnicastOutput) and take remote",
      "control. Runs until interrupted, or for --seconds."
    },
    footer = {
      "",
      "Only this machine can reach it, unless --listen says otherwise. UDP knows no",
      "sender: let nobody else reach the port.",
      "",
      "Example:",
      "  ./flyball camera bridge --jaer --camera left --bootstrap localhost:9092"
    })
final class BridgeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @SuppressWarnings("unused") // picocli demands it; there is no other kind of camera yet
  @Option(names = "--jaer", required = true, description = "Speak jAER's UDP.")
  private boolean jaer;

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
      defaultValue = "127.0.0.1:" + JaerBridge.EVENTS_PORT,
      description = "Where events come in (default: ${DEFAULT-VALUE}).")
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
    InetSocketAddress from = address("--listen", listen);
    InetSocketAddress to = address("--commands", commands);
    AtomicBoolean stopped = new AtomicBoolean();
    long until = seconds == null ? Long.MAX_VALUE : System.nanoTime() + (long) (seconds * 1e9);
    JaerBridge.Counts counts;
    try (JaerBridge bridge = new JaerBridge(bootstrap.broker(), camera, from, to)) {
      PrintWriter err = spec.commandLine().getErr();
      if (!bridge.address().isLoopbackAddress()) {
        err.println("flyball: other machines can send to " + listen);
      }
      err.println(
          "flyball: camera " + camera + " listens on " + listen + ", commands to " + commands);
      err.flush();
      Thread main = Thread.currentThread();
      Thread onExit = new Thread(() -> stop(stopped, main));
      Runtime.getRuntime().addShutdownHook(onExit);
      counts =
          bridge.run(
              () -> !stopped.get() && (seconds == null || System.nanoTime() - until < 0),
              System::currentTimeMillis);
      if (!stopped.get()) {
        Runtime.getRuntime().removeShutdownHook(onExit);
      }
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
