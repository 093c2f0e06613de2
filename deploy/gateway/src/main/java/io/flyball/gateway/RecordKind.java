package io.flyball.gateway;

import io.flyball.schemas.DecisionRequest;
import io.flyball.schemas.EpisodeTurn;
import io.flyball.schemas.Exposure;
import io.flyball.schemas.FeedbackSignal;
import io.flyball.schemas.GroupMember;
import io.flyball.schemas.ModeObservation;
import io.flyball.schemas.Reward;
import io.flyball.schemas.Span;
import java.util.Locale;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** A kind of record that programs outside send; its path is {@code /v1/} and its name. */
public enum RecordKind {
  EXPOSURES(Exposure.class, true),
  SIGNALS(FeedbackSignal.class, true),
  REWARDS(Reward.class, true),
  REQUESTS(DecisionRequest.class, true),
  TURNS(EpisodeTurn.class, false),
  SPANS(Span.class, false),
  MEMBERS(GroupMember.class, true),
  OBSERVATIONS(ModeObservation.class, true);

  private final Class<? extends SpecificRecord> type;
  private final boolean idRequired;

  RecordKind(Class<? extends SpecificRecord> type, boolean idRequired) {
    this.type = type;
    this.idRequired = idRequired;
  }

  /** The generated class of its records. */
  public Class<? extends SpecificRecord> type() {
    return type;
  }

  /** Whether a job tells a repeated record by its id; turns and spans are known by other fields. */
  boolean idRequired() {
    return idRequired;
  }

  /** As paths name it. */
  String path() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The kind whose records have this simple name, such as {@code Exposure}. */
  public static Optional<RecordKind> ofRecord(String name) {
    for (RecordKind kind : values()) {
      if (kind.type.getSimpleName().equals(name)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  /**
   * The Kafka key: what the catalogue partitions the topic by, so that records that belong together
   * keep their order.
   */
  static String key(SpecificRecord record) {
    if (record instanceof Exposure e) {
      return e.getUser();
    }
    if (record instanceof FeedbackSignal s) {
      return target(s);
    }
    if (record instanceof Reward r) {
      return policy(r.getDecisionId());
    }
    if (record instanceof DecisionRequest r) {
      return policy(r.getId());
    }
    if (record instanceof EpisodeTurn t) {
      return t.getEpisode();
    }
    if (record instanceof Span s) {
      return s.getTraceId();
    }
    if (record instanceof ModeObservation o) {
      return o.getEntity();
    }
    return ((GroupMember) record).getGroupId();
  }

  private static String target(FeedbackSignal s) {
    if (s.getExposureId() != null && !s.getExposureId().isEmpty()) {
      return s.getExposureId();
    }
    return s.getDecisionId() != null && !s.getDecisionId().isEmpty()
        ? s.getDecisionId()
        : s.getUser();
  }

  private static String policy(String id) {
    int slash = id.indexOf('/');
    return slash < 0 ? id : id.substring(0, slash);
  }
}
