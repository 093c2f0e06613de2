package io.flyball.cli.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.cli.FlyballProcess;
import io.flyball.cli.run.Report;
import io.flyball.cli.run.SmallSamples;
import io.flyball.connectors.codec.Decoded;
import io.flyball.connectors.codec.RawRecord;
import io.flyball.connectors.codec.RecordCodec;
import io.flyball.local.ReadyBroker;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * {@code flyball run --serve} in a process of its own, with what is read from it.
 *
 * @param gateway its address
 * @param broker its address
 * @param file of the report
 */
record ServedRun(FlyballProcess process, String gateway, String broker, Path file) {
  private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+");
  private static final Pattern BROKER = Pattern.compile("Kafka at (127\\.0\\.0\\.1:\\d+)");

  /**
   * Returns once the logs are read.
   *
   * @param rows of each log
   * @param settings further arguments
   */
  static ServedRun start(Path folder, int rows, List<String> settings) throws IOException {
    Path samples = SmallSamples.write(folder.resolve("samples"), rows, rows);
    Path report = folder.resolve("report.json");
    List<String> args =
        new ArrayList<>(
            List.of(
                "run",
                "--serve",
                "--samples",
                samples.toString(),
                "--camera-seconds=10",
                "--report",
                report.toString()));
    args.addAll(settings);
    FlyballProcess run = FlyballProcess.start(args.toArray(String[]::new));
    try {
      String said =
          run.err().await(line -> line.contains("gateway at") || line.contains("console at"));
      String kafka = run.err().await(line -> line.contains("Kafka at"));
      run.err().await(line -> line.contains("serving"));
      return new ServedRun(run, found(ADDRESS, said, 0), found(BROKER, kafka, 1), report);
    } catch (RuntimeException | Error e) {
      run.close();
      throw e;
    }
  }

  static String found(Pattern pattern, String text, int group) {
    Matcher matcher = pattern.matcher(text);
    assertThat(matcher.find()).as(text).isTrue();
    return matcher.group(group);
  }

  Report report() throws IOException {
    return Report.parse(Files.readString(file));
  }

  void post(String path, String body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(gateway + path))
            .headers("Content-Type", "application/json", "If-Match", "\"0\"")
            .POST(BodyPublishers.ofString(body))
            .build();
    var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
  }

  /** Lines for Prometheus. */
  Stream<String> metrics() {
    String line = process.err().await(any -> any.startsWith("metrics at "));
    try (InputStream in = URI.create(line.substring("metrics at ".length())).toURL().openStream()) {
      return new String(in.readAllBytes(), UTF_8).lines().filter(each -> !each.startsWith("#"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<ConsumerRecord<byte[], byte[]>> records(String topic) {
    return ReadyBroker.readAll(broker, topic);
  }

  /** All records of a topic, decoded. */
  <T extends SpecificRecord> List<T> topic(String name, Class<T> type) {
    RecordCodec<T> codec = RecordCodec.of(type, 16 << 20);
    return records(name).stream()
        .map(r -> codec.decode(new RawRecord(name, 0, 0, 0, r.key(), r.value(), Map.of())))
        .map(decoded -> ((Decoded.Good<T>) decoded).value())
        .toList();
  }

  void endAndAssertThatNothingIsLeft() throws InterruptedException {
    try (FlyballProcess ending = process) {
      Path data = Path.of(ending.err().await(s -> s.contains("data in ")).split("data in ")[1]);
      List<ProcessHandle> children = ending.children();

      ending.process().destroy();

      assertThat(ending.exitCode()).isEqualTo(128 + 15);
      assertThat(children).isNotEmpty().noneMatch(ProcessHandle::isAlive);
      assertThat(data).doesNotExist();
      assertThat(ending.err().all()).noneMatch(line -> line.startsWith("\tat "));
    }
  }
}
