package io.flyball.cli.registry;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A real Apicurio Registry from its published distribution, in a process of its own. */
final class ApicurioServer implements AutoCloseable {
  private final HttpClient http = HttpClient.newHttpClient();
  private final Process server;
  private final int port;

  ApicurioServer(Path log) throws IOException, InterruptedException {
    this(log, freePort());
  }

  /** One that comes back where another was; it knows nothing of what was registered there. */
  ApicurioServer(Path log, int port) throws IOException, InterruptedException {
    this.port = port;
    server =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + port,
                "-Dapicurio.storage.kind=sql",
                "-Dapicurio.storage.sql.kind=h2",
                "-jar",
                jar().toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    while (!answers()) {
      if (!server.isAlive()) {
        throw new IllegalStateException(Files.readString(log));
      }
      LockSupport.parkNanos(100_000_000);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }

  int port() {
    return port;
  }

  /** Where the build has unpacked it. */
  private static Path jar() throws IOException {
    Path folder = Path.of(System.getProperty("basedir", ""), "target", "apicurio").toAbsolutePath();
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> runners =
          files.filter(file -> file.toString().endsWith("-runner.jar")).sorted().toList();
      return runners.get(0);
    }
  }

  /** Where Confluent's API begins. */
  String url() {
    return "http://127.0.0.1:" + port + "/apis/ccompat/v7";
  }

  private boolean answers() throws InterruptedException {
    try {
      HttpRequest subjects = HttpRequest.newBuilder(URI.create(url() + "/subjects")).build();
      return http.send(subjects, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    server.destroy();
    try {
      if (!server.waitFor(10, TimeUnit.SECONDS)) {
        server.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      server.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
