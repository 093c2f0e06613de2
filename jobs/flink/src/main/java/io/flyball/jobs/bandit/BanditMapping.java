package io.flyball.jobs.bandit;

import io.flyball.core.bandit.join.OpenDecision;
import io.flyball.core.bandit.join.Reward;
import io.flyball.core.bandit.serve.Decision;
import io.flyball.core.bandit.serve.Evaluated;
import io.flyball.core.bandit.serve.Outcome;
import io.flyball.core.bandit.serve.Snapshot;
import io.flyball.schemas.DecisionMode;
import io.flyball.schemas.DecisionOutcome;
import io.flyball.schemas.DecisionStatus;
import io.flyball.schemas.OutcomeStatus;
import io.flyball.schemas.PlacedArm;
import io.flyball.schemas.PolicyEvaluation;
import io.flyball.schemas.PolicySnapshot;
import io.flyball.schemas.RewardKind;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;

/** Core records to Avro, for the bandit family. */
public final class BanditMapping {
  private BanditMapping() {}

  public static io.flyball.schemas.Reward toAvro(Reward r) {
    return io.flyball.schemas.Reward.newBuilder()
        .setId(r.id())
        .setTime(Instant.ofEpochMilli(r.time()))
        .setDecisionId(r.decisionId())
        .setKind(RewardKind.valueOf(r.kind().name()))
        .setValue(r.values().length == 1 ? r.values()[0] : null)
        .setObjectives(r.values().length > 1 ? list(r.values()) : List.of())
        .setWeight(r.weight())
        .setArm(r.arm())
        .setPropensity(r.propensity())
        .setRevision(r.revision())
        .setCorrects(r.corrects())
        .setPosition(r.position())
        .build();
  }

  public static io.flyball.schemas.Decision toAvro(Decision d) {
    return new io.flyball.schemas.Decision(
        d.id(),
        Instant.ofEpochMilli(d.time()),
        d.policy(),
        d.arm(),
        d.propensity(),
        Arrays.asList(d.arms()),
        list(d.propensities()),
        d.policyVersion(),
        d.algorithm(),
        DecisionMode.valueOf(d.mode().name()),
        d.forced(),
        d.shadowArm(),
        d.pending(),
        d.refusal() == null ? DecisionStatus.DECIDED : DecisionStatus.REFUSED,
        d.refusal() == null ? null : d.refusal().code(),
        d.refusal() == null ? null : d.refusal().message(),
        Arrays.stream(d.slate()).map(one -> new PlacedArm(one.arm(), one.propensity())).toList(),
        d.observe());
  }

  public static DecisionOutcome toAvro(Outcome o) {
    OpenDecision d = o.decision();
    double[] reward = o.reward();
    return new DecisionOutcome(
        o.id(),
        Instant.ofEpochMilli(o.time()),
        o.policy(),
        Instant.ofEpochMilli(d.decidedAt()),
        d.is(OpenDecision.NAMED) ? List.of() : list(d.taken().context()),
        d.taken().arm(),
        d.taken().propensity(),
        Arrays.asList(d.arms()),
        list(d.propensities()),
        OutcomeStatus.valueOf(o.status().name()),
        reward == null || reward.length > 1 ? null : Double.valueOf(reward[0]),
        reward == null || reward.length == 1 ? List.of() : list(reward),
        d.rewards().length,
        d.duplicates(),
        d.importance(),
        DecisionMode.valueOf(d.mode().name()),
        d.is(OpenDecision.FORCED),
        d.version(),
        o.versionAtLearning(),
        d.revision(),
        d.place().position());
  }

  public static PolicySnapshot toAvro(Snapshot s) {
    Snapshot.Terms terms = s.terms();
    return new PolicySnapshot(
        s.policy(),
        s.shard(),
        s.version(),
        Instant.ofEpochMilli(s.time()),
        s.algorithm(),
        s.decided(),
        s.learned(),
        ByteBuffer.wrap(s.model()),
        s.evidence(),
        terms.seed(),
        terms.horizon(),
        DecisionMode.valueOf(terms.mode().name()),
        terms.bornArms(),
        terms.controlVersion(),
        terms.jobControlVersion(),
        terms.held(),
        terms.exploring().least(),
        terms.exploring().total(),
        terms.readsFeatures());
  }

  public static PolicyEvaluation toAvro(Evaluated e) {
    return new PolicyEvaluation(
        e.policy(),
        e.candidate(),
        e.algorithm(),
        Instant.ofEpochMilli(e.time()),
        e.rows(),
        e.trusted(),
        e.values());
  }

  /** A view, which costs nothing until it is read. */
  private static List<Double> list(double[] values) {
    return new AbstractList<>() {
      @Override
      public Double get(int index) {
        return values[index];
      }

      @Override
      public int size() {
        return values.length;
      }
    };
  }
}
