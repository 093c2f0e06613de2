package io.flyball.local.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.flyball.connectors.codec.kafka.TopicCatalogue;
import io.flyball.local.DataDir;
import io.flyball.local.ReadyBroker;
import io.flyball.tools.UserError;
import io.flyball.tools.kafka.Broker;
import io.flyball.tools.kafka.DeadLetterLog;
import io.flyball.tools.kafka.Topics;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaTest {
  private static final String TOPIC = "feedback.signals";

  @TempDir Path folder;

  private static void send(EmbeddedKafka kafka, String value) {
    ReadyBroker.send(
        kafka.bootstrap(), List.of(new ProducerRecord<>(TOPIC, 0, null, value.getBytes(UTF_8))));
  }

  private static List<String> values(EmbeddedKafka kafka) {
    return ReadyBroker.readAll(kafka.bootstrap(), TOPIC).stream()
        .map(record -> new String(record.value(), UTF_8))
        .toList();
  }

  @Test
  void takenPortIsOneSentenceBeforeAnythingIsStarted() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        DataDir data = DataDir.open(folder.resolve("data"))) {
      OptionalInt port = OptionalInt.of(taken.getLocalPort());

      assertThatExceptionOfType(UserError.class)
          .isThrownBy(() -> EmbeddedKafka.start(data, port))
          .withMessageContaining("port " + taken.getLocalPort());
      assertThat(data.path().resolve("kafka")).doesNotExist();
    }
  }

  @Test
  void recordsOutliveTheBrokerInAGivenFolderAndCtrlCDoesNotReachIt() throws Exception {
    Path path = folder.resolve("data");
    try (DataDir data = DataDir.open(path);
        EmbeddedKafka kafka = EmbeddedKafka.start(data, OptionalInt.empty())) {
      Topics.create(Broker.started(kafka.bootstrap()), TopicCatalogue.load().topics());
      send(kafka, "first");
      new ProcessBuilder("kill", "-INT", Long.toString(kafka.pid())).start().waitFor();
      new ProcessBuilder("kill", "-HUP", Long.toString(kafka.pid())).start().waitFor();
      send(kafka, "second");
      assertThat(ProcessHandle.of(kafka.pid())).isPresent();
    }
    assertThat(path.resolve(".lock")).doesNotExist();
    try (DataDir data = DataDir.open(path);
        EmbeddedKafka kafka = EmbeddedKafka.start(data, OptionalInt.empty())) {
      send(kafka, "third");

      assertThat(values(kafka)).containsExactly("first", "second", "third");
    }
  }

  @Test
  void topicsAreNotCreatedByBeingNamed() {
    try (DataDir data = DataDir.temporary();
        EmbeddedKafka kafka = EmbeddedKafka.start(data, OptionalInt.empty())) {
      Broker broker = Broker.started(kafka.bootstrap());
      try (var admin = broker.admin()) {
        assertThat(broker.await(admin.listTopics().names())).isEmpty();
      }
      assertThatExceptionOfType(UserError.class)
          .isThrownBy(() -> DeadLetterLog.read(broker, letter -> true))
          .withMessageContaining("topics create");
    }
  }

  @Test
  void killedParentLeavesNoBrokerAndNoTemporaryFolder() throws Exception {
    Host host = Host.start();

    host.kill();

    host.awaitNoBroker();
    assertThat(host.folder()).doesNotExist();
  }

  @Test
  void killedParentLeavesAFolderThatTheNextStartTakesUp() throws Exception {
    Host host = Host.start(folder.resolve("data").toString());

    host.kill();

    try (DataDir data = DataDir.open(host.folder());
        EmbeddedKafka kafka = EmbeddedKafka.start(data, OptionalInt.empty())) {
      Topics.create(Broker.started(kafka.bootstrap()), TopicCatalogue.load().topics());
      send(kafka, "after");
      assertThat(values(kafka)).containsExactly("after");
    }
    host.awaitNoBroker();
  }

  private record Host(Process process, ProcessHandle broker, Path folder) {

    static Host start(String... args) throws IOException {
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(List.of("-cp", System.getProperty("java.class.path")));
      command.add(HostMain.class.getName());
      command.addAll(List.of(args));
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      BufferedReader out = process.inputReader(UTF_8);
      String[] line = out.readLine().split(" ", 2);
      ProcessHandle broker = ProcessHandle.of(Long.parseLong(line[0])).orElseThrow();
      return new Host(process, broker, Path.of(line[1]));
    }

    void kill() throws InterruptedException {
      process.destroyForcibly().waitFor();
    }

    void awaitNoBroker() throws Exception {
      broker.onExit().get(60, TimeUnit.SECONDS);
      assertThat(broker.isAlive()).isFalse();
    }
  }
}
