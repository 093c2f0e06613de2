package io.flyball.jobs.deployment;

import io.flyball.jobs.runtime.config.ConfigException;
import io.flyball.jobs.runtime.config.Key;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The {@code gateway} section: HTTP in front of Kafka. */
public record GatewayConfig(
    @Key(
            value = "127.0.0.1",
            meaning = "Address to listen on; other than loopback only with a file of tokens.")
        String host,
    @Key(
            value = "8480",
            min = "0",
            max = "65535",
            meaning = "Port to listen on; 0 takes a free one.")
        int port,
    @Key(
            meaning =
                "Names under which clients reach the gateway, beside the address and localhost; a"
                    + " request for another Host is refused.")
        List<String> hosts,
    @Key(
            meaning =
                "JSON file of tokens with their scopes, read again when it changes; without one"
                    + " whoever reaches the loopback address may do everything.")
        Optional<Path> tokens,
    @Key(meaning = "TLS, and certificates of clients.") GatewayTlsConfig tls,
    @Key(
            meaning =
                "Origins whose pages may read answers, such as https://shop.example; tokens may"
                    + " list more.")
        List<String> origins,
    @Key(
            value = "1048576",
            min = "1",
            unit = "bytes",
            meaning = "A longer record is refused (TOO_LARGE).")
        int maxRecordBytes,
    @Key(
            value = "4194304",
            min = "1",
            unit = "bytes",
            meaning = "A longer body, counted after gzip, is answered 413.")
        int maxBodyBytes,
    @Key(
            value = "10000",
            min = "1",
            unit = "records",
            meaning = "A body of more records is answered 413.")
        int maxRecords,
    @Key(
            value = "8192",
            min = "1024",
            unit = "bytes",
            meaning = "A request with more headers is answered 431.")
        int maxHeaderBytes,
    @Key(
            value = "10 s",
            min = "100 ms",
            meaning = "A connection without a whole request head for so long is closed.")
        Duration headerTimeout,
    @Key(
            value = "10 s",
            min = "100 ms",
            meaning = "A body that is not whole after so long is answered 408.")
        Duration bodyTimeout,
    @Key(
            value = "4096",
            min = "1",
            unit = "connections",
            meaning = "Further connections are closed at once.")
        int maxConnections,
    @Key(
            value = "67108864",
            min = "65536",
            unit = "bytes",
            meaning =
                "Bodies that are being read or not acknowledged yet; beyond it requests are"
                    + " answered 503. One token may take a quarter.")
        long maxInFlightBytes,
    @Key(
            value = "10 s",
            min = "1 s",
            meaning = "A record that brokers have not acknowledged after so long has failed.")
        Duration deliveryTimeout,
    @Key(
            value = "5 s",
            min = "100 ms",
            meaning = "After so long without a sign of a broker requests are answered 503 at once.")
        Duration unavailableAfter,
    @Key(
            value = "50 ms",
            min = "1 ms",
            max = "30 s",
            meaning =
                "How long a decision may take where Flyball-Deadline-Ms does not say, its log"
                    + " included.")
        Duration deadline,
    @Key(
            value = "2 min",
            min = "1 s",
            meaning =
                "A snapshot that was published longer ago is old; it serves on. It is stale, and"
                    + " serves nobody, once a decision that was logged since has waited as long for"
                    + " a newer one: the job has stopped publishing. Above the sum of"
                    + " bandit.publish.at-least, bandit.out-of-orderness and"
                    + " flink.checkpoint-interval.")
        Duration staleAfter,
    @Key(
            value = "uniform",
            meaning =
                "What is shown where there is no snapshot, or a stale one: uniform: any arm with"
                    + " the same probability; baseline: baselineArm of the request, else its first"
                    + " arm; first: its first arm; none: nothing, the answer is 404 or 503.")
        Fallback fallback,
    @Key(
            value = "5 s",
            meaning =
                "How long a stopping gateway serves on, not ready, before it stops accepting.")
        Duration drain,
    @Key(value = "20 s", meaning = "How long a stopping gateway waits for acknowledgements.")
        Duration flush,
    @Key(
            meaning =
                "Addresses of Flink's REST interface, such as http://127.0.0.1:8081, one of each"
                    + " cluster that runs jobs; without one the state of jobs is not shown.")
        List<String> flink,
    @Key(meaning = "What the gateway shows of the topics.") LiveConfig live) {

  /** What is shown where no snapshot serves. */
  public enum Fallback {
    UNIFORM,
    BASELINE,
    FIRST,
    NONE
  }

  public GatewayConfig {
    hosts = List.copyOf(hosts);
    origins = List.copyOf(origins);
    flink = List.copyOf(flink);
    for (String address : flink) {
      requireHttp(address);
    }
    if (maxRecordBytes > maxBodyBytes) {
      throw new ConfigException(
          "max-record-bytes", maxRecordBytes, "at most max-body-bytes, " + maxBodyBytes);
    }
    if (maxBodyBytes > maxInFlightBytes / 4) {
      throw new ConfigException(
          "max-body-bytes", maxBodyBytes, "at most a quarter of max-in-flight-bytes");
    }
    if (tls.clientCa().isPresent() && tokens.isEmpty()) {
      throw new ConfigException(
          "tls.client-ca",
          tls.clientCa().get(),
          "none, unless gateway.tokens names a file of what subjects may do");
    }
    if (tokens.isEmpty() && !host.equals("127.0.0.1") && !host.equals("localhost")) {
      throw new ConfigException(
          "host", host, "127.0.0.1 or localhost, unless gateway.tokens names a file of tokens");
    }
  }

  private static void requireHttp(String address) {
    try {
      URI uri = URI.create(address);
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (web && uri.getHost() != null) {
        return;
      }
    } catch (IllegalArgumentException e) {
      // Told below.
    }
    throw new ConfigException("flink", address, "an http:// or https:// address");
  }
}
