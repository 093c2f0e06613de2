package io.flyball.local.kafka;

import io.flyball.local.ChildJvm;
import io.flyball.local.DataDir;
import io.flyball.local.Ports;
import io.flyball.tools.UserError;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * A real Kafka broker in a child process, on 127.0.0.1 alone.
 *
 * <p>The child ends with {@link #close} and also when this process dies in any way, because it
 * watches the pipe to it. Its data and its log ({@code broker.log}) are in {@code kafka} below the
 * data folder; a folder that held a broker before is taken up again, topics, records and offsets.
 * No topic is ever created by being named.
 */
public final class EmbeddedKafka implements AutoCloseable {
  /** How long a broker may take to answer. */
  public static final Duration UP_WITHIN = Duration.ofSeconds(90);

  private static final int LOG_LINES_SHOWN = 15;

  private final Process child;
  private final int port;
  private final Path log;

  private EmbeddedKafka(Process child, int port, Path log) {
    this.child = child;
    this.port = port;
    this.log = log;
  }

  /**
   * Starts a broker and returns when it answers.
   *
   * @param data where it lives; one broker to a folder
   * @param port the port to listen on, empty for a free one
   * @throws UserError when the port is taken (nothing was started), or the broker does not come up
   *     (it is stopped, and the message ends with the last lines of its log)
   */
  public static EmbeddedKafka start(DataDir data, OptionalInt port) {
    return start(data, port, properties -> {});
  }

  /** The same with other settings of the broker. */
  public static EmbeddedKafka start(DataDir data, OptionalInt port, Consumer<Properties> change) {
    int listen = port.isPresent() ? Ports.freeOr(port.getAsInt()) : Ports.free();
    EmbeddedKafka broker = launch(data, "kafka", listen, change);
    broker.awaitUp(UP_WITHIN);
    return broker;
  }

  /**
   * Starts one broker of several and returns at once.
   *
   * @param folder of this broker, below the data folder
   */
  public static EmbeddedKafka launch(
      DataDir data, String folder, int port, Consumer<Properties> change) {
    try {
      Path home = Files.createDirectories(data.path().resolve(folder));
      Path properties = home.resolve("server.properties");
      try (OutputStream out = Files.newOutputStream(properties)) {
        Properties settings = BrokerProperties.of(home.resolve("logs"), port, Ports.free());
        change.accept(settings);
        settings.store(out, null);
      }
      Path log = home.resolve("broker.log");
      return new EmbeddedKafka(launch(data, properties, log), port, log);
    } catch (IOException e) {
      throw new UserError(
          String.format(Locale.ROOT, "cannot start the broker in %s: %s", data.path(), e), e);
    }
  }

  private static Process launch(DataDir data, Path properties, Path log) throws IOException {
    List<String> args = new ArrayList<>(List.of(properties.toString()));
    if (data.isTemporary()) {
      args.add(data.path().toString());
    }
    return ChildJvm.start(List.of("-Xmx512m"), BrokerMain.class, args, log);
  }

  /**
   * Returns when it answers.
   *
   * @throws UserError when it does not; it is stopped then
   */
  public void awaitUp(Duration within) {
    try {
      awaitAnswer(within);
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  private void awaitAnswer(Duration within) {
    long deadline = System.nanoTime() + within.toNanos();
    while (System.nanoTime() - deadline < 0) {
      try {
        if (child.waitFor(50, TimeUnit.MILLISECONDS)) {
          throw notUp("ended with exit code " + child.exitValue());
        }
        if (listening() && answers(deadline)) {
          return;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new UserError("interrupted while the broker was starting", e);
      }
    }
    throw notUp("did not answer within " + within.toSeconds() + " s");
  }

  private boolean listening() {
    try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return probe.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private boolean answers(long deadline) throws InterruptedException {
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap()))) {
      long left = Math.max(1, deadline - System.nanoTime());
      return !admin.describeCluster().nodes().get(left, TimeUnit.NANOSECONDS).isEmpty();
    } catch (ExecutionException | TimeoutException e) {
      return false;
    }
  }

  private UserError notUp(String what) {
    return new UserError(
        String.format(
            Locale.ROOT,
            "the broker %s; the last lines of its log:%n  %s",
            what,
            String.join(System.lineSeparator() + "  ", lastLines())));
  }

  private List<String> lastLines() {
    try {
      List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
      return lines.subList(Math.max(0, lines.size() - LOG_LINES_SHOWN), lines.size());
    } catch (IOException e) {
      return List.of(e.toString());
    }
  }

  /** {@code host:port} for clients. */
  public String bootstrap() {
    return "127.0.0.1:" + port;
  }

  /** The port it listens on. */
  public int port() {
    return port;
  }

  /** The child's process id. */
  public long pid() {
    return child.pid();
  }

  /**
   * SIGKILL: the broker has no time for anything. Another one may then start in the same folder and
   * on the same port.
   */
  public void kill() {
    ChildJvm.kill(child);
  }

  /** Stops the child: asked, then told, then killed, with ten seconds for each. */
  @Override
  public void close() {
    try (OutputStream stdin = child.getOutputStream()) {
      stdin.write('q');
    } catch (IOException e) {
      // The pipe is broken: the child is ending or has ended, which the wait below finds out.
    }
    try {
      if (!child.waitFor(10, TimeUnit.SECONDS)) {
        child.destroy();
        if (!child.waitFor(10, TimeUnit.SECONDS)) {
          child.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
      }
    } catch (InterruptedException e) {
      child.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
