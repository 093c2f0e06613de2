package io.flyball.connectors.codec.check;

import io.flyball.core.bandit.AssignedArm;
import io.flyball.core.bandit.join.Mode;
import io.flyball.core.bandit.join.Reward;
import io.flyball.core.bandit.serve.DecisionRequest;
import io.flyball.core.bandit.serve.ServingRules.Exploring;
import io.flyball.core.bandit.serve.SlateRequest;
import io.flyball.core.bandit.serve.Snapshot;
import io.flyball.core.features.NamedFeatures;
import io.flyball.core.features.NamedRequest;
import io.flyball.core.feedback.Exposure;
import io.flyball.core.feedback.FeedbackActor;
import io.flyball.core.feedback.FeedbackSignal;
import io.flyball.core.feedback.FeedbackStage;
import io.flyball.core.feedback.ItemSource;
import io.flyball.core.feedback.SenderShift;
import io.flyball.core.feedback.SignalKind;
import io.flyball.schemas.ArmOption;
import io.flyball.schemas.BanditObservations;
import io.flyball.schemas.PolicySnapshot;
import io.flyball.schemas.RewardKind;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Avro to core records, for those that come from outside. */
public final class CoreRecords {
  private CoreRecords() {}

  public static Exposure of(io.flyball.schemas.Exposure avro) {
    return new Exposure(
        avro.getId(),
        avro.getTime().toEpochMilli(),
        avro.getUser(),
        avro.getItem(),
        avro.getDecisionId(),
        avro.getSession(),
        avro.getSurface(),
        avro.getPosition(),
        ItemSource.valueOf(avro.getItemSource().name()),
        avro.getCategories(),
        avro.getModelVersion(),
        avro.getPropensity(),
        avro.getRandomHoldout(),
        shift(avro.getSentAt(), avro.getShiftMs()));
  }

  public static FeedbackSignal of(io.flyball.schemas.FeedbackSignal avro) {
    return new FeedbackSignal(
        avro.getId(),
        avro.getTime().toEpochMilli(),
        avro.getUser(),
        SignalKind.valueOf(avro.getKind().name()),
        avro.getExposureId(),
        avro.getDecisionId(),
        avro.getItem(),
        avro.getValue(),
        FeedbackStage.valueOf(avro.getStage().name()),
        FeedbackActor.valueOf(avro.getActor().name()),
        avro.getTraceId(),
        avro.getSpanId(),
        avro.getText(),
        shift(avro.getSentAt(), avro.getShiftMs()));
  }

  private static SenderShift shift(Instant sentAt, Long shiftMs) {
    return shiftMs == null
        ? null
        : new SenderShift(sentAt == null ? 0 : sentAt.toEpochMilli(), shiftMs);
  }

  /** The request with every arm, eligible or not. */
  public static DecisionRequest of(io.flyball.schemas.DecisionRequest avro, long time) {
    List<ArmOption> options = avro.getArms();
    String[] arms = new String[options.size()];
    boolean features = false;
    for (int i = 0; i < arms.length; i++) {
      arms[i] = options.get(i).getId();
      features |= !options.get(i).getFeatures().isEmpty();
    }
    double[][] vectors = new double[features ? arms.length : 0][];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = doubles(options.get(i).getFeatures());
    }
    return new DecisionRequest(
        avro.getId(),
        time,
        doubles(avro.getContext()),
        arms,
        vectors,
        doubles(avro.getWeights()),
        avro.getForcedArm(),
        avro.getBaselineArm(),
        avro.getDeferred(),
        avro.getImportance(),
        avro.getLoggedArm(),
        avro.getLoggedPropensity(),
        doubles(avro.getLoggedPropensities()),
        named(avro),
        slate(avro));
  }

  /** Features by name; null where nothing has any. */
  private static NamedRequest named(io.flyball.schemas.DecisionRequest avro) {
    List<ArmOption> options = avro.getArms();
    boolean none = avro.getNamedContext().isEmpty();
    for (int i = 0; i < options.size() && none; i++) {
      none = options.get(i).getNamedFeatures().isEmpty();
    }
    if (none) {
      return null;
    }
    NamedFeatures[] features = new NamedFeatures[options.size()];
    Arrays.setAll(features, i -> new NamedFeatures(options.get(i).getNamedFeatures()));
    return NamedRequest.of(new NamedFeatures(avro.getNamedContext()), features);
  }

  private static SlateRequest slate(io.flyball.schemas.DecisionRequest avro) {
    if (avro.getPositions() == 0 && avro.getSlots().isEmpty() && avro.getLoggedSlate().isEmpty()) {
      return SlateRequest.NONE;
    }
    return new SlateRequest(
        avro.getPositions(),
        avro.getSlots().stream()
            .map(slot -> slot.getArms().toArray(String[]::new))
            .toArray(String[][]::new),
        avro.getLoggedSlate().stream()
            .map(one -> new SlateRequest.Placed(one.getArm(), one.getPropensity()))
            .toArray(SlateRequest.Placed[]::new));
  }

  public static Snapshot of(PolicySnapshot avro) {
    byte[] model = new byte[avro.getModel().remaining()];
    avro.getModel().duplicate().get(model);
    return new Snapshot(
        avro.getPolicy(),
        avro.getShard(),
        avro.getVersion(),
        avro.getTime().toEpochMilli(),
        avro.getAlgorithm(),
        avro.getDecided(),
        avro.getLearned(),
        model,
        avro.getEvidence(),
        new Snapshot.Terms(
            avro.getSeed(),
            avro.getHorizon(),
            Mode.valueOf(avro.getMode().name()),
            avro.getBornArms(),
            avro.getControlVersion(),
            avro.getJobControlVersion(),
            avro.getHeld(),
            new Exploring(avro.getExploreLeast(), avro.getExploreTotal()),
            avro.getReadsFeatures()));
  }

  /** Which arms of a request may be shown. */
  public static boolean[] eligible(io.flyball.schemas.DecisionRequest avro) {
    boolean[] eligible = new boolean[avro.getArms().size()];
    for (int i = 0; i < eligible.length; i++) {
      eligible[i] = avro.getArms().get(i).getEligible();
    }
    return eligible;
  }

  public static Reward of(io.flyball.schemas.Reward avro, String id, long time) {
    double[] values = doubles(avro.getObjectives());
    if (values.length == 0 && avro.getValue() != null) {
      values = new double[] {avro.getValue()};
    }
    return new Reward(
        id,
        time,
        avro.getDecisionId(),
        Reward.Kind.valueOf(avro.getKind().name()),
        avro.getKind() == RewardKind.ACTIVATE ? AssignedArm.NONE : values,
        avro.getWeight(),
        avro.getArm(),
        avro.getPropensity(),
        avro.getRevision(),
        avro.getCorrects(),
        avro.getPosition());
  }

  /** The rewards of all arms of a decision, in the order of the arms' ids. */
  public static Reward of(BanditObservations avro, String id, long time) {
    String[] arms = avro.getRewards().keySet().toArray(String[]::new);
    Arrays.sort(arms);
    double[] values = new double[arms.length];
    Arrays.setAll(values, i -> avro.getRewards().get(arms[i]));
    return Reward.observed(id, time, avro.getDecisionId(), arms, values);
  }

  private static double[] doubles(List<Double> values) {
    double[] array = values.isEmpty() ? AssignedArm.NONE : new double[values.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = values.get(i);
    }
    return array;
  }
}
