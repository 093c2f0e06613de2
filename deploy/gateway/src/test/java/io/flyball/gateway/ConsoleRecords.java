package io.flyball.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.flyball.schemas.BiasCommand;
import io.flyball.schemas.BiasSetting;
import io.flyball.schemas.DeadLetter;
import io.flyball.schemas.LoopMetric;
import io.flyball.schemas.PolicyEvaluation;
import io.flyball.schemas.PolicySnapshot;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Records of the topics that a page reads one by one, as the jobs write them. */
final class ConsoleRecords {
  private ConsoleRecords() {}

  static PolicySnapshot snapshot(String policy, int version, long time) {
    return PolicySnapshot.newBuilder()
        .setPolicy(policy)
        .setVersion(version)
        .setTime(Instant.ofEpochMilli(time))
        .setAlgorithm("softmax:temperature=0.1")
        .setDecided(1_000L * version)
        .setLearned(900L * version)
        .setModel(ByteBuffer.wrap(new byte[321]))
        .setEvidence(Map.of("changes", 900.0 * version))
        .build();
  }

  static PolicyEvaluation evaluation(String policy, String candidate, boolean trusted, long time) {
    return PolicyEvaluation.newBuilder()
        .setPolicy(policy)
        .setCandidate(candidate)
        .setAlgorithm(candidate + ":alpha=1")
        .setTime(Instant.ofEpochMilli(time))
        .setRows(4321)
        .setTrusted(trusted)
        .setValues(
            trusted
                ? Map.of(
                    "effectiveSampleSize",
                    812.5,
                    "ips",
                    .41,
                    "snips",
                    .402,
                    "doublyRobust",
                    .405,
                    "lower",
                    .38,
                    "upper",
                    .43)
                : Map.of("effectiveSampleSize", 3.5))
        .build();
  }

  static BiasCommand command(String camera, int number, long time, int code) {
    return BiasCommand.newBuilder()
        .setId(camera + "/" + number)
        .setCamera(camera)
        .setTime(Instant.ofEpochMilli(time))
        .setDeviceUs(time * 1000)
        .setSettings(
            List.of(
                BiasSetting.newBuilder()
                    .setBias("REFRACTORY")
                    .setRegister("RefrBp")
                    .setCode(code)
                    .setWhy("SLOW_UP")
                    .build()))
        .setCodes(Map.of("REFRACTORY", code))
        .setMode("FAST_AND_SLOW_SAFE")
        .build();
  }

  static LoopMetric metric(String scope, String name, long end, Double value, int revision) {
    return LoopMetric.newBuilder()
        .setId(scope + "/" + name + "/" + end + "/" + revision)
        .setScope(scope)
        .setMetric(name)
        .setWindowStart(Instant.ofEpochMilli(end - 60_000))
        .setWindowEnd(Instant.ofEpochMilli(end))
        .setValue(value)
        .setEvents(100)
        .setRevision(revision)
        .build();
  }

  static DeadLetter letter(String topic, String reason, String field, String value, long offset) {
    return DeadLetter.newBuilder()
        .setJob("feedback")
        .setReason(reason)
        .setField(field)
        .setMessage("a signal of kind RATING needs a value")
        .setTopic(topic)
        .setPartition(0)
        .setOffset(offset)
        .setTime(Instant.now())
        .setKey(ByteBuffer.wrap("u1".getBytes(UTF_8)))
        .setValue(ByteBuffer.wrap(value.getBytes(UTF_8)))
        .build();
  }
}
