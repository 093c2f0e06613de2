package io.flyball.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.flyball.connectors.codec.Decoded;
import io.flyball.connectors.codec.RawRecord;
import io.flyball.connectors.codec.RecordCodec;
import io.flyball.local.ReadyBroker;
import io.flyball.schemas.Exposure;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A gateway before a real broker for the tests of a class, and the exposures of one test in it. */
abstract class WithGateway {
  private static final String EXPOSURES = "feedback.exposures";
  static final RecordCodec<Exposure> CODEC = RecordCodec.of(Exposure.class);
  static GatewayRun run;

  final String user = "user-" + UUID.randomUUID();

  @BeforeAll
  static void start() {
    run = GatewayRun.ready(SharedBroker.bootstrap());
  }

  @AfterAll
  static void stop() {
    run.close();
  }

  String exposure(String id) {
    return "{\"id\":\"" + id + "\",\"user\":\"" + user + "\",\"item\":\"shoe\"}";
  }

  /** The exposures of this test's user, as they lie in the topic. */
  List<ConsumerRecord<byte[], byte[]>> written() {
    return ReadyBroker.readAll(SharedBroker.bootstrap(), EXPOSURES).stream()
        .filter(record -> new String(record.key(), UTF_8).equals(user))
        .toList();
  }

  static Exposure decode(ConsumerRecord<byte[], byte[]> record) {
    var decoded = CODEC.decode(new RawRecord("t", 0, 0, 0, record.key(), record.value(), Map.of()));
    return ((Decoded.Good<Exposure>) decoded).value();
  }

  List<String> ids() {
    return written().stream().map(record -> decode(record).getId()).toList();
  }
}
