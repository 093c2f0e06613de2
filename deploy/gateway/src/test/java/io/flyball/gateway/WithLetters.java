package io.flyball.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.flyball.gateway.GatewayRun.Answer;
import io.flyball.schemas.DeadLetter;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A gateway before a real broker, and the dead letters of one test in it. */
abstract class WithLetters {
  static final String BROKER = SharedBroker.bootstrap();
  static final String EXPOSURES = "feedback.exposures";
  static GatewayRun run;

  /** Letters of this test: no job has this name. */
  final String job = "job-" + UUID.randomUUID();

  @BeforeAll
  static void start() {
    run = GatewayRun.ready(BROKER);
  }

  @AfterAll
  static void stop() {
    run.close();
  }

  DeadLetter letter(String reason, String field, String topic, byte[] value) {
    return DeadLetter.newBuilder()
        .setJob(job)
        .setReason(reason)
        .setField(field)
        .setMessage("of a test")
        .setTopic(topic)
        .setPartition(1)
        .setOffset(7)
        .setTime(Instant.ofEpochMilli(1_700_000_000_000L))
        .setKey(ByteBuffer.wrap("u1".getBytes(UTF_8)))
        .setValue(value == null ? null : ByteBuffer.wrap(value))
        .setHeaders(Map.of("ce_id", ByteBuffer.wrap("e1".getBytes(UTF_8))))
        .build();
  }

  DeadLetter json(String reason, String field, String value) {
    return letter(reason, field, EXPOSURES, value.getBytes(UTF_8));
  }

  void refuse(DeadLetter... letters) {
    LiveRecords.send(BROKER, "dead-letters", EXPOSURES, DeadLetter.class, List.of(letters));
  }

  Answer list(String more) {
    return run.get("/v1/dead-letters?job=" + job + more);
  }
}
