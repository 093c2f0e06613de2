package io.flyball.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.flyball.connectors.codec.Decoded;
import io.flyball.connectors.codec.RawRecord;
import io.flyball.connectors.codec.RecordCodec;
import io.flyball.local.ReadyBroker;
import io.flyball.schemas.Alert;
import io.flyball.schemas.BandSide;
import io.flyball.schemas.Decision;
import io.flyball.schemas.DecisionOutcome;
import io.flyball.schemas.OutcomeStatus;
import io.flyball.schemas.RateWindow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Records as the jobs write them, and what a reader finds in their topics. */
final class LiveRecords {
  private LiveRecords() {}

  /** A decision between arms a and b. */
  static Decision decision(String policy, int number, long time, double ofA) {
    return Decision.newBuilder()
        .setId(policy + "/" + number)
        .setTime(Instant.ofEpochMilli(time))
        .setPolicy(policy)
        .setArm(number % 3 == 0 ? "b" : "a")
        .setPropensity(number % 3 == 0 ? 1 - ofA : ofA)
        .setArms(List.of("a", "b"))
        .setPropensities(List.of(ofA, 1 - ofA))
        .setPolicyVersion(number)
        .setAlgorithm("softmax")
        .setShadowArm(number % 2 == 0 ? "a" : null)
        .build();
  }

  static DecisionOutcome outcome(
      String policy, int number, long time, OutcomeStatus status, Double reward, int revision) {
    return DecisionOutcome.newBuilder()
        .setId(policy + "/" + number)
        .setTime(Instant.ofEpochMilli(time))
        .setPolicy(policy)
        .setDecidedAt(Instant.ofEpochMilli(time - 1000))
        .setArm(number % 2 == 0 ? "a" : "b")
        .setPropensity(.5)
        .setArms(List.of("a", "b"))
        .setPropensities(List.of(.5, .5))
        .setStatus(status)
        .setReward(reward)
        .setRevision(revision)
        .build();
  }

  static RateWindow window(String camera, long time, long startUs, double rate, int revision) {
    return RateWindow.newBuilder()
        .setCamera(camera)
        .setSensor("davis346")
        .setTime(Instant.ofEpochMilli(time))
        .setStartUs(startUs)
        .setEndUs(startUs + 300_000)
        .setRate(rate)
        .setBandLow(100)
        .setBandHigh(1000)
        .setSide(rate < 100 ? BandSide.BELOW : rate > 1000 ? BandSide.ABOVE : BandSide.INSIDE)
        .setCodes(Map.of("REFRACTORY", 20 + revision))
        .setRevision(revision)
        .build();
  }

  static Alert alert(String id, String summary) {
    return Alert.newBuilder()
        .setId(id)
        .setTime(Instant.ofEpochMilli(1_700_000_000_000L))
        .setJob("loop")
        .setKind("DRIFT")
        .setScope("surface/home")
        .setSince(Instant.ofEpochMilli(1_699_999_000_000L))
        .setSummary(summary)
        .setEvidence(List.of("e1"))
        .setValues(Map.of("before", .1, "after", .3))
        .build();
  }

  static <T extends SpecificRecord> void send(
      String bootstrap, String topic, String key, Class<T> type, List<T> records) {
    RecordCodec<T> codec = RecordCodec.of(type, 16 << 20);
    List<ProducerRecord<byte[], byte[]>> all = new ArrayList<>();
    for (T record : records) {
      all.add(new ProducerRecord<>(topic, key.getBytes(UTF_8), codec.encode(record)));
    }
    ReadyBroker.send(bootstrap, all);
  }

  /** What a topic holds under a key. */
  static List<ConsumerRecord<byte[], byte[]>> under(String bootstrap, String topic, String key) {
    return ReadyBroker.readAll(bootstrap, topic).stream()
        .filter(record -> record.key() != null && new String(record.key(), UTF_8).equals(key))
        .toList();
  }

  static <T extends SpecificRecord> List<T> read(
      String bootstrap, String topic, String key, Class<T> type) {
    RecordCodec<T> codec = RecordCodec.of(type, 16 << 20);
    List<T> all = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : under(bootstrap, topic, key)) {
      RawRecord raw = new RawRecord(topic, 0, 0, 0, record.key(), record.value(), Map.of());
      all.add(((Decoded.Good<T>) codec.decode(raw)).value());
    }
    return all;
  }
}
