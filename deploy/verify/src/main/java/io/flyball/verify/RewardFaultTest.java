package io.flyball.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.flyball.bench.FeedbackLoad;
import io.flyball.connectors.codec.RecordCodec;
import io.flyball.core.reward.RewardCount;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.reward.RewardJob;
import io.flyball.jobs.reward.RewardTopology;
import io.flyball.schemas.AttributedFeedback;
import io.flyball.schemas.Exposure;
import io.flyball.schemas.FeedbackSignal;
import io.flyball.schemas.FeedbackStatus;
import io.flyball.schemas.FeedbackSubject;
import io.flyball.schemas.GroupMember;
import io.flyball.schemas.Reward;
import io.flyball.schemas.RewardKind;
import io.flyball.schemas.SignalKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The reward job. Six clicks and two attempts of a group to each visit of {@link FeedbackLoad}: the
 * key is the decision, the sequence number its last part, and every decision is rewarded once.
 */
public final class RewardFaultTest implements JobFaultTest {
  private static final String ATTRIBUTED = "feedback.attributed";
  private static final String MEMBERS = "reward.members";
  private static final String REWARDS = "rewards";

  @Override
  public String name() {
    return RewardTopology.JOB;
  }

  @Override
  public Map<String, String> inputs() {
    return Map.of(ATTRIBUTED, RewardTopology.JOB, MEMBERS, RewardTopology.JOB);
  }

  @Override
  public List<String> outputs() {
    return List.of(REWARDS, "alerts", "dead-letters");
  }

  @Override
  public List<String> settings() {
    return List.of();
  }

  @Override
  public void build(StreamExecutionEnvironment env, FlyballConfig config) {
    RewardJob.build(env, config);
  }

  /** Avro writes a map in the order in which its JVM iterates, which is no part of what it says. */
  @Override
  public byte[] content(ConsumerRecord<byte[], byte[]> output) {
    if (!output.topic().equals(REWARDS)) {
      return output.value();
    }
    RecordCodec<Reward> codec = RecordCodec.of(Reward.class, Integer.MAX_VALUE);
    Reward reward = Outputs.decode(codec, output);
    reward.setComponents(new TreeMap<>(reward.getComponents()));
    reward.setShadow(new TreeMap<>(reward.getShadow()));
    reward.setAdjustments(new TreeMap<>(reward.getAdjustments()));
    return codec.encode(reward);
  }

  @Override
  public Load load(long seed, long records) {
    return new Answers(new FeedbackLoad(seed, 500), records);
  }

  private static final class Answers implements Load {
    private static final int CLICKS = 6;
    private final RecordCodec<AttributedFeedback> attributed =
        RecordCodec.of(AttributedFeedback.class);
    private final RecordCodec<GroupMember> members = RecordCodec.of(GroupMember.class);
    private final FeedbackLoad visits;
    private final long records;

    Answers(FeedbackLoad visits, long records) {
      this.visits = visits;
      this.records = records;
    }

    @Override
    public ProducerRecord<byte[], byte[]> at(long index) {
      long visit = index / FeedbackLoad.VISIT;
      Exposure shown = (Exposure) visits.at(visit * FeedbackLoad.VISIT);
      String decision = "policy-" + visit % 23 + "/" + index;
      if (index % FeedbackLoad.VISIT < CLICKS) {
        return new ProducerRecord<>(
            ATTRIBUTED,
            shown.getUser().getBytes(UTF_8),
            attributed.encode(click(shown, decision, index)));
      }
      String group = "group-" + visit;
      return new ProducerRecord<>(
          MEMBERS,
          group.getBytes(UTF_8),
          members.encode(
              GroupMember.newBuilder()
                  .setId("m" + index)
                  .setTime(shown.getTime())
                  .setGroupId(group)
                  .setDecisionId(decision)
                  .setExpectedSize(2)
                  .setComponents(Map.of("quality", index % 5 - 2.0, "brevity", index % 3 / 3.0))
                  .build()));
    }

    private static AttributedFeedback click(Exposure shown, String decision, long index) {
      Instant time = shown.getTime().plusSeconds(1 + index % FeedbackLoad.VISIT);
      Exposure exposure =
          Exposure.newBuilder(shown).setId("x" + index).setDecisionId(decision).build();
      return AttributedFeedback.newBuilder()
          .setId("signal/c" + index)
          .setSubject(FeedbackSubject.SIGNAL)
          .setStatus(FeedbackStatus.ATTRIBUTED)
          .setTime(time)
          .setUser(shown.getUser())
          .setExposure(exposure)
          .setSignal(
              FeedbackSignal.newBuilder()
                  .setId("c" + index)
                  .setTime(time)
                  .setUser(shown.getUser())
                  .setKind(index % 4 == 0 ? SignalKind.SKIP : SignalKind.CLICK)
                  .setExposureId(exposure.getId())
                  .setDecisionId(decision)
                  .build())
          .build();
    }

    @Override
    public Reading reading() {
      return new Rewards(records);
    }
  }

  private static final class Rewards implements Reading {
    private final long records;
    private final RecordCodec<Reward> codec = RecordCodec.of(Reward.class, Integer.MAX_VALUE);
    private final SequenceLedger ledger = new SequenceLedger();
    private final Map<String, Long> perTopic = new HashMap<>();

    Rewards(long records) {
      this.records = records;
    }

    @Override
    public void see(ConsumerRecord<byte[], byte[]> output) {
      perTopic.merge(output.topic(), 1L, Long::sum);
      if (output.topic().equals(REWARDS)) {
        Reward reward = Outputs.decode(codec, output);
        String decision = reward.getDecisionId();
        if (reward.getKind() == RewardKind.VALUE) {
          ledger.came(Long.parseLong(decision.substring(decision.lastIndexOf('/') + 1)));
        }
        ledger.inOrder(decision, reward.getRevision());
      }
    }

    /** The laws of {@link RewardCount}. */
    @Override
    public List<Invariant> laws(Map<String, Long> counts, long written) {
      List<Invariant> laws = new ArrayList<>(ledger.laws("decisions", records, this::isRewarded));
      laws.add(new Invariant("records in topics = read", records, sum(counts, RewardCount.READ)));
      laws.add(
          new Invariant(
              "read = rows + members + dead letters",
              sum(counts, RewardCount.READ),
              sum(counts, RewardCount.ROWS, RewardCount.MEMBERS, RewardCount.DEAD_LETTERS)));
      laws.add(
          new Invariant(
              "rewards = first + corrected + reshaped + members judged",
              perTopic.getOrDefault(REWARDS, 0L),
              sum(
                  counts,
                  RewardCount.FIRST,
                  RewardCount.CORRECTED,
                  RewardCount.RESHAPED,
                  RewardCount.MEMBERS_JUDGED)));
      laws.add(
          new Invariant(
              "letters in dead-letters = dead letters + members refused",
              perTopic.getOrDefault("dead-letters", 0L),
              sum(counts, RewardCount.DEAD_LETTERS, RewardCount.MEMBERS_REFUSED)));
      return laws;
    }

    /** An attempt alone is compared with nobody. */
    private boolean isRewarded(long index) {
      return index % FeedbackLoad.VISIT != Answers.CLICKS || index + 1 < records;
    }

    private static long sum(Map<String, Long> counts, RewardCount... which) {
      long sum = 0;
      for (RewardCount count : which) {
        sum += counts.getOrDefault(count.name(), 0L);
      }
      return sum;
    }
  }
}
