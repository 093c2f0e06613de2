package io.flyball.jobs.reward;

import io.flyball.core.reward.Reward;
import io.flyball.core.reward.group.FeedbackMemory;
import io.flyball.schemas.RequestMemory;
import io.flyball.schemas.RewardKind;
import io.flyball.schemas.TriedCandidate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Core rewards to Avro and back. */
public final class RewardMapping {
  private RewardMapping() {}

  public static io.flyball.schemas.Reward toAvro(Reward reward) {
    return new io.flyball.schemas.Reward(
        reward.id(),
        Instant.ofEpochMilli(reward.time()),
        reward.decisionId(),
        reward.corrects() == null ? RewardKind.VALUE : RewardKind.CORRECTION,
        reward.value(),
        reward.objectives(),
        reward.components(),
        1.0,
        reward.arm(),
        reward.propensity(),
        reward.revision(),
        reward.corrects(),
        reward.weightsVersion(),
        reward.shadow(),
        reward.evidence(),
        reward.adjustments(),
        reward.position());
  }

  /** What a request remembers, each candidate with its rank. */
  public static RequestMemory memory(MemoryRow row) {
    double[] ranks = row.memory().ranks();
    List<TriedCandidate> tried = new ArrayList<>();
    for (FeedbackMemory.Tried one : row.memory().tried()) {
      tried.add(
          new TriedCandidate(
              one.id(),
              Instant.ofEpochMilli(one.time()),
              one.candidate(),
              one.remark(),
              one.score(),
              ranks[tried.size()]));
    }
    return new RequestMemory(
        row.request(),
        Instant.ofEpochMilli(row.time()),
        row.memory().best().id(),
        tried,
        row.memory().forgotten());
  }

  /** The reward of a record that carries a value. */
  public static Reward fromAvro(io.flyball.schemas.Reward avro) {
    return new Reward(
        avro.getId(),
        avro.getTime().toEpochMilli(),
        avro.getDecisionId(),
        avro.getValue(),
        List.copyOf(avro.getObjectives()),
        Map.copyOf(avro.getComponents()),
        avro.getArm(),
        avro.getPropensity(),
        avro.getRevision(),
        avro.getCorrects(),
        avro.getWeightsVersion(),
        Map.copyOf(avro.getShadow()),
        List.copyOf(avro.getEvidence()),
        Map.copyOf(avro.getAdjustments()),
        avro.getPosition());
  }
}
