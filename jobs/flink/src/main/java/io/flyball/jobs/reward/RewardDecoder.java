package io.flyball.jobs.reward;

import io.flyball.connectors.codec.Decoded;
import io.flyball.connectors.codec.PlausibleTimes;
import io.flyball.connectors.codec.RawRecord;
import io.flyball.connectors.codec.RecordCodec;
import io.flyball.core.record.Reason;
import io.flyball.core.record.Refusal;
import io.flyball.schemas.AttributedFeedback;
import io.flyball.schemas.GroupMember;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.util.function.SerializableFunction;

/**
 * Bytes to {@link RewardInput}: decode, score, refuse what is not worth a number. A function of the
 * record alone, so that a source may call it before anybody knows event time.
 */
public final class RewardDecoder implements SerializableFunction<RawRecord, RewardInput> {
  private static final long serialVersionUID = 1;

  private final String membersTopic;
  private final FeedbackScoring scoring;
  private final MemberIntake members;
  private final PlausibleTimes times;
  private final RecordCodec<AttributedFeedback> attributed;
  private final RecordCodec<GroupMember> groupMembers;

  public RewardDecoder(RewardConfig config) {
    this.membersTopic = config.membersTopic();
    this.scoring =
        new FeedbackScoring(
            config.signalValues(),
            config.rewardUnanswered(),
            config.records().maxAhead().toMillis());
    this.members =
        new MemberIntake(
            config.group().range(),
            config.records().maxAhead().toMillis(),
            config.attempts().scores());
    this.times = config.records().times(RewardTopology.JOB);
    this.attributed = RecordCodec.of(AttributedFeedback.class, config.records().maxRecordBytes());
    this.groupMembers = RecordCodec.of(GroupMember.class, config.records().maxRecordBytes());
  }

  @Override
  public RewardInput apply(RawRecord raw) {
    return ingest(
        raw, raw.topic().equals(membersTopic) ? groupMembers.decode(raw) : attributed.decode(raw));
  }

  /** The same for a source that decodes by itself and may carry any of the job's input types. */
  public RewardInput ingest(RawRecord raw, Decoded<? extends SpecificRecord> decoded) {
    if (decoded instanceof Decoded.Refused<? extends SpecificRecord> refused) {
      return RewardInput.refused(raw, refused.refusal());
    }
    var good = (Decoded.Good<? extends SpecificRecord>) decoded;
    return ingest(raw, good.value()).with(good.unknownFields());
  }

  private RewardInput ingest(RawRecord raw, SpecificRecord record) {
    Optional<Refusal> implausible = times.fault(record);
    if (implausible.isPresent()) {
      return RewardInput.refused(raw, implausible.get());
    }
    if (record instanceof AttributedFeedback row) {
      return scoring.score(raw, row);
    }
    if (record instanceof GroupMember member) {
      return members.take(raw, member);
    }
    String message =
        "the reward job reads AttributedFeedback, GroupMember and ControlUpdate, not "
            + record.getSchema().getName();
    return RewardInput.refused(raw, Refusal.of(Reason.UNKNOWN_TYPE, "type", message));
  }
}
