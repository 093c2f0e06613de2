package io.flyball.jobs.reward;

import io.flyball.connectors.codec.RawRecord;
import io.flyball.connectors.codec.RecordCodec;
import io.flyball.core.record.ControlUpdate;
import io.flyball.core.reward.RewardRow;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.runtime.ControlRecord;
import io.flyball.jobs.runtime.config.Settings;
import io.flyball.schemas.AttributedFeedback;
import io.flyball.schemas.Exposure;
import io.flyball.schemas.FeedbackActor;
import io.flyball.schemas.FeedbackSignal;
import io.flyball.schemas.FeedbackStage;
import io.flyball.schemas.FeedbackStatus;
import io.flyball.schemas.FeedbackSubject;
import io.flyball.schemas.GroupMember;
import io.flyball.schemas.ItemSource;
import io.flyball.schemas.SignalKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Attributed feedback and group members in domain words. Times are milliseconds after noon. */
final class Fixtures {
  static final long NOON = 1_700_000_000_000L;
  static final long MINUTE = 60_000;
  static final long DAY = 24 * 60 * MINUTE;
  private static final RecordCodec<AttributedFeedback> ATTRIBUTED =
      RecordCodec.of(AttributedFeedback.class);
  private static final RecordCodec<GroupMember> MEMBERS = RecordCodec.of(GroupMember.class);

  private Fixtures() {}

  /** The defaults, changed by pairs such as {@code reward.bonus=1}. */
  static RewardConfig config(String... sets) {
    return Settings.load(FlyballConfig.class, Optional.empty(), Map.of(), List.of(sets)).reward();
  }

  static Exposure shown(String id, long at, String decision, String item) {
    return Exposure.newBuilder()
        .setId(id)
        .setTime(Instant.ofEpochMilli(NOON + at))
        .setUser("ada")
        .setItem(item)
        .setDecisionId(decision)
        .setSurface("home")
        .setSession("visit")
        .setItemSource(ItemSource.HUMAN)
        .build();
  }

  static AttributedFeedback signal(
      String id, long at, SignalKind kind, Double value, Exposure exposure) {
    return AttributedFeedback.newBuilder()
        .setId("signal/" + id)
        .setSubject(FeedbackSubject.SIGNAL)
        .setStatus(exposure == null ? FeedbackStatus.ORPHAN : FeedbackStatus.ATTRIBUTED)
        .setTime(Instant.ofEpochMilli(NOON + at))
        .setUser("ada")
        .setExposure(exposure)
        .setSignal(
            FeedbackSignal.newBuilder()
                .setId(id)
                .setTime(Instant.ofEpochMilli(NOON + at))
                .setUser("ada")
                .setKind(kind)
                .setValue(value)
                .setStage(FeedbackStage.NONE)
                .setActor(FeedbackActor.USER)
                .build())
        .build();
  }

  static AttributedFeedback unanswered(long at, Exposure exposure) {
    return AttributedFeedback.newBuilder()
        .setId("exposure/" + exposure.getId())
        .setSubject(FeedbackSubject.EXPOSURE)
        .setStatus(FeedbackStatus.CENSORED)
        .setTime(Instant.ofEpochMilli(NOON + at))
        .setUser("ada")
        .setExposure(exposure)
        .build();
  }

  static GroupMember member(String id, long at, String group, Integer size, double score) {
    return GroupMember.newBuilder()
        .setId(id)
        .setTime(Instant.ofEpochMilli(NOON + at))
        .setGroupId(group)
        .setDecisionId("p/" + group + id)
        .setExpectedSize(size)
        .setComponents(Map.of("score", score))
        .setRequest("request of " + group)
        .setCandidate("try " + id)
        .build();
  }

  static RawRecord raw(AttributedFeedback row, int partition, long offset) {
    return raw("feedback.attributed", partition, offset, ATTRIBUTED.encode(row));
  }

  static RawRecord raw(GroupMember member, int partition, long offset) {
    return raw("reward.members", partition, offset, MEMBERS.encode(member));
  }

  private static RawRecord raw(String topic, int partition, long offset, byte[] value) {
    return new RawRecord(topic, partition, offset, NOON + 40 * DAY, null, value, Map.of());
  }

  /** What the decoder makes of a row that earns something. */
  static RewardRow row(AttributedFeedback row) {
    return new RewardDecoder(config()).apply(raw(row, 0, 0)).row();
  }

  static RewardMember member(GroupMember member) {
    return new RewardDecoder(config()).apply(raw(member, 0, 0)).member();
  }

  /** A control record as the job reads it. */
  static ControlRecord control(String target, long version, Map<String, String> parameters) {
    return new ControlRecord(
        new RawRecord("control", 0, version, NOON, null, new byte[0], Map.of()),
        new ControlUpdate(target, version, NOON, parameters, null),
        null);
  }
}
