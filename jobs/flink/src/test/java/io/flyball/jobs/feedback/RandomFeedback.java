package io.flyball.jobs.feedback;

import static io.flyball.jobs.feedback.Fixtures.DAY;
import static io.flyball.jobs.feedback.Fixtures.HOUR;
import static io.flyball.jobs.feedback.Fixtures.MINUTE;
import static io.flyball.jobs.feedback.Fixtures.NOON;
import static io.flyball.jobs.feedback.Fixtures.SECOND;

import io.flyball.connectors.codec.JsonWriter;
import io.flyball.connectors.codec.RawRecord;
import io.flyball.connectors.codec.RecordCodec;
import io.flyball.schemas.Exposure;
import io.flyball.schemas.FeedbackActor;
import io.flyball.schemas.FeedbackSignal;
import io.flyball.schemas.FeedbackStage;
import io.flyball.schemas.ItemSource;
import io.flyball.schemas.SignalKind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.apache.avro.specific.SpecificRecord;

/**
 * An endless stream of raw feedback, drawn from a seed and in order of arrival: every kind, stage,
 * actor and target, both encodings, absent fields, copies, conflicts, ids that come back, late and
 * broken records. Pure function of seed and span.
 */
final class RandomFeedback implements Iterator<RawRecord> {
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Delivery(long at, long number, String topic, String user, byte[] value) {}

  private static final List<SignalKind> KINDS = List.of(SignalKind.values());
  private static final List<ItemSource> SOURCES = List.of(ItemSource.values());
  private static final List<FeedbackStage> STAGES = List.of(FeedbackStage.values());
  private static final int ITEMS = 4;

  private final RecordCodec<Exposure> exposures = RecordCodec.of(Exposure.class);
  private final RecordCodec<FeedbackSignal> signals = RecordCodec.of(FeedbackSignal.class);
  private final SplittableRandom random;
  private final long step;
  private final int users;
  private final PriorityQueue<Delivery> due =
      new PriorityQueue<>(
          Comparator.comparingLong(Delivery::at).thenComparingLong(Delivery::number));
  private final Map<String, Long> offsets = new HashMap<>();
  private long shown;
  private long number;

  /**
   * @param records about how many are taken: they span 40 days, 50 of them a user
   */
  RandomFeedback(long seed, long records) {
    random = new SplittableRandom(seed);
    step = 40 * DAY * 2 / records;
    users = (int) Math.max(1, records / 50);
  }

  @Override
  public boolean hasNext() {
    return true;
  }

  @Override
  public RawRecord next() {
    while (due.isEmpty() || due.peek().at() >= NOON + shown * step) {
      show(NOON + shown * step);
      shown++;
    }
    Delivery next = due.remove();
    int partition = Math.floorMod(next.user().hashCode(), 2);
    long offset = offsets.merge(next.topic() + partition, 1L, Long::sum);
    byte[] key = next.user().getBytes(StandardCharsets.UTF_8);
    return new RawRecord(
        next.topic(), partition, offset, next.at() + SECOND, key, next.value(), Map.of());
  }

  private boolean oneIn(int times) {
    return random.nextInt(times) == 0;
  }

  private String maybe(String value) {
    return oneIn(3) ? null : value;
  }

  private void show(long time) {
    String user = "user-" + random.nextInt(users);
    Exposure exposure =
        Exposure.newBuilder()
            .setId("x" + (oneIn(200) && shown > 0 ? random.nextLong(shown) : shown))
            .setTime(Instant.ofEpochMilli(time))
            .setUser(user)
            .setItem("item-" + random.nextInt(ITEMS))
            .setDecisionId(maybe("decision-" + shown / 3))
            .setSession(maybe("sitzung-ü" + random.nextInt(99)))
            .setSurface(oneIn(3) ? "" : "home")
            .setPosition(random.nextInt(-1, 200))
            .setItemSource(SOURCES.get(random.nextInt(SOURCES.size())))
            .setCategories(List.of("news", "日本", "").subList(0, random.nextInt(4)))
            .setModelVersion(maybe("model-1"))
            .setPropensity(oneIn(3) ? null : random.nextDouble())
            .setRandomHoldout(oneIn(10))
            .build();
    send("feedback.exposures", user, time, exposure, encoded(exposure));
    while (!oneIn(2)) {
      answer(exposure, time);
    }
  }

  private long delay() {
    return switch (random.nextInt(10)) {
      case 0 -> -random.nextLong(3 * MINUTE);
      case 1 -> random.nextLong(2 * DAY);
      case 2 -> random.nextLong(16 * DAY);
      default -> random.nextLong(40 * MINUTE);
    };
  }

  private void answer(Exposure exposure, long shownAt) {
    long time = shownAt + delay();
    SignalKind kind = KINDS.get(random.nextInt(KINDS.size()));
    int target = random.nextInt(10);
    String user = oneIn(50) ? "user-" + random.nextInt(users) : exposure.getUser();
    FeedbackSignal signal =
        FeedbackSignal.newBuilder()
            .setId("s" + number)
            .setTime(Instant.ofEpochMilli(time))
            .setUser(user)
            .setKind(kind)
            .setExposureId(target < 4 ? exposure.getId() : target == 4 ? "nowhere" : null)
            .setDecisionId(target > 4 && target < 8 ? exposure.getDecisionId() : null)
            .setItem(target > 6 || target == 5 ? exposure.getItem() : null)
            .setValue(oneIn(4) ? null : random.nextInt(11) * 0.5)
            .setStage(STAGES.get(random.nextInt(STAGES.size())))
            .setActor(oneIn(5) ? FeedbackActor.SHADOW : FeedbackActor.USER)
            .setTraceId(maybe("trace"))
            .setSpanId(maybe("span"))
            .setText(oneIn(4) ? "The very  same Sentence, " + random.nextInt(3) : null)
            .build();
    send("feedback.signals", user, time, signal, encoded(signal));
    if (oneIn(100)) {
      signal.setText("another payload");
      deliver("feedback.signals", user, time + random.nextLong(HOUR), encoded(signal));
    }
  }

  private byte[] encoded(SpecificRecord record) {
    if (oneIn(10)) {
      return JsonWriter.write(record).getBytes(StandardCharsets.UTF_8);
    }
    return record instanceof Exposure exposure
        ? exposures.encode(exposure)
        : signals.encode((FeedbackSignal) record);
  }

  private void send(String topic, String user, long time, SpecificRecord record, byte[] value) {
    long late =
        switch (random.nextInt(100)) {
          case 0 -> random.nextLong(5 * HOUR);
          case 1 -> random.nextLong(30 * HOUR);
          default -> random.nextLong(5 * MINUTE);
        };
    deliver(topic, user, time + late, value);
    if (oneIn(50)) {
      deliver(topic, user, time + late + random.nextLong(oneIn(5) ? 30 * HOUR : HOUR), value);
    }
    if (oneIn(50)) {
      deliver(topic, user, time + late + 1, encoded(record));
    }
    if (oneIn(300)) {
      byte[] broken = Arrays.copyOf(value, value.length - random.nextInt(1, value.length));
      deliver(topic, user, time + late, broken);
    }
  }

  private void deliver(String topic, String user, long at, byte[] value) {
    due.add(new Delivery(Math.max(at, NOON + shown * step), number++, topic, user, value));
  }
}
