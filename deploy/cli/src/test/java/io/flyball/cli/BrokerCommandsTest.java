package io.flyball.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.cli.run.SmallSamples;
import io.flyball.connectors.codec.RecordCodec;
import io.flyball.connectors.codec.kafka.TopicCatalogue;
import io.flyball.connectors.topic.DeadLetterReplay;
import io.flyball.local.ReadyBroker;
import io.flyball.schemas.DeadLetter;
import io.flyball.tools.ExitCode;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerCommandsTest {
  private static final String SOURCE = "feedback.signals";

  @TempDir private Path folder;
  private ReadyBroker kafka;

  @BeforeEach
  void start() {
    kafka = new ReadyBroker();
  }

  @AfterEach
  void stop() {
    kafka.close();
  }

  private CommandRun flyball(String... args) {
    String[] all = new String[args.length + 2];
    System.arraycopy(args, 0, all, 0, args.length);
    all[args.length] = "--bootstrap";
    all[args.length + 1] = kafka.bootstrap();
    CommandRun run = CommandRun.of(all);
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run;
  }

  private static ProducerRecord<byte[], byte[]> letter(String reason, String topic, byte[] value) {
    DeadLetter letter =
        DeadLetter.newBuilder()
            .setJob("feedback")
            .setReason(reason)
            .setField("user")
            .setMessage("a user is required")
            .setTopic(topic)
            .setPartition(3)
            .setOffset(17)
            .setTime(Instant.ofEpochMilli(1_700_000_000_000L))
            .setKey(ByteBuffer.wrap("the key".getBytes(UTF_8)))
            .setValue(value == null ? null : ByteBuffer.wrap(value))
            .setHeaders(Map.of("ce_id", ByteBuffer.wrap("e1".getBytes(UTF_8))))
            .build();
    byte[] encoded = RecordCodec.of(DeadLetter.class).encode(letter);
    return new ProducerRecord<>("dead-letters", topic.getBytes(UTF_8), encoded);
  }

  private List<ConsumerRecord<byte[], byte[]>> replayed() {
    return ReadyBroker.readAll(kafka.bootstrap(), SOURCE);
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }

  @Test
  void topicsAreCreatedOnceAndDescribedAsTheyAre() throws Exception {
    assertThat(flyball("topics", "describe").out().lines()).allMatch(s -> s.contains("ABSENT"));
    try (Admin admin = kafka.broker().admin()) {
      admin.createTopics(List.of(new NewTopic("alerts", 2, (short) 1))).all().get();
    }

    assertThat(flyball("topics", "list").out().lines())
        .singleElement()
        .asString()
        .startsWith("alerts ");

    String created = flyball("topics", "create").out();
    String again = flyball("topics", "create", "--json").out();
    String described = flyball("topics", "describe").out();

    assertThat(created).contains("feedback.signals").contains("CREATED").doesNotContain("SAME");
    assertThat(again).doesNotContain("CREATED").contains("\"status\":\"SAME\"");
    assertThat(described.lines().filter(line -> line.startsWith("alerts")).findFirst())
        .hasValueSatisfying(
            line ->
                assertThat(line)
                    .contains("DIFFERS", "partitions is 2, not 1", "retention.ms is 604800000"));
    assertThat(described.lines().filter(line -> line.contains("SAME")))
        .hasSize(TopicCatalogue.load().topics().size() - 1);
  }

  @Test
  void deadLettersAreListedAndReplayedOnce() {
    flyball("topics", "create");
    byte[] garbage = {1, 2, 3};
    ReadyBroker.send(
        kafka.bootstrap(),
        List.of(
            letter("MISSING_FIELD", SOURCE, garbage),
            letter("BAD_ENUM", SOURCE, null),
            letter("MISSING_FIELD", "stdin", garbage),
            new ProducerRecord<>("dead-letters", "not one of ours".getBytes(UTF_8))));

    CommandRun list = flyball("dead-letters", "list");
    assertThat(list.out().lines())
        .hasSize(3)
        .first()
        .asString()
        .contains("dead-letters/0/0", "MISSING_FIELD:user", SOURCE + "/3/17", "3 bytes")
        .contains("a user is required");
    assertThat(list.err()).contains("1 records that are no dead letters");
    assertThat(flyball("dead-letters", "list", "--limit", "1", "--json").out())
        .contains("\"deadLetter\":\"dead-letters/0/2\"", "\"topic\":\"stdin\"");
    assertThat(flyball("dead-letters", "list", "--reason", "BAD_ENUM").out().lines()).hasSize(1);

    assertThat(flyball("dead-letters", "replay", "--reason", "BAD_ENUM", "--json").out().strip())
        .isEqualTo("{\"replayed\":1,\"noTopic\":{},\"unreadable\":1}");
    assertThat(flyball("dead-letters", "replay").out())
        .contains("1 replayed", "1 left alone: the broker has no topic 'stdin'");
    assertThat(flyball("dead-letters", "replay").out()).contains("0 replayed");

    assertThat(replayed())
        .hasSize(2)
        .allSatisfy(
            record -> {
              assertThat(record.partition()).isEqualTo(3);
              assertThat(record.key()).isEqualTo("the key".getBytes(UTF_8));
              assertThat(header(record, "ce_id")).isEqualTo("e1");
            });
    assertThat(replayed().get(0).value()).isNull();
    assertThat(header(replayed().get(0), DeadLetterReplay.HEADER)).isEqualTo("dead-letters/0/1");
    assertThat(replayed().get(1).value()).isEqualTo(garbage);
    assertThat(header(replayed().get(1), DeadLetterReplay.HEADER)).isEqualTo("dead-letters/0/0");
  }

  @Test
  void logsAreReplayedIntoTopicsThatAreThere() throws Exception {
    Path other = SmallSamples.write(folder, 20, 30);
    CommandRun disguised =
        CommandRun.of("replay", "--samples", other.toString(), "--bootstrap", kafka.bootstrap());
    assertThat(disguised.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(disguised.err()).contains("is not the shipped log");

    Path samples =
        Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolve("../../samples");
    CommandRun early =
        CommandRun.of("replay", "--samples", samples.toString(), "--bootstrap", kafka.bootstrap());
    assertThat(early.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(early.err()).contains("has no topic", "./flyball topics create");

    flyball("topics", "create");
    flyball("replay", "--samples", samples.toString());
    assertThat(ReadyBroker.readAll(kafka.bootstrap(), "feedback.exposures")).hasSize(20_000);
  }
}
