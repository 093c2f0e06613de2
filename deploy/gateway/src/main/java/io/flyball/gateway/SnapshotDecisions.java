package io.flyball.gateway;

import io.flyball.client.ServingPolicy;
import io.flyball.connectors.codec.check.CoreRecords;
import io.flyball.core.bandit.Pick;
import io.flyball.core.bandit.join.Mode;
import io.flyball.core.bandit.serve.PublishedPolicy.Answer;
import io.flyball.core.bandit.serve.RequestValidation;
import io.flyball.core.bandit.serve.SlateFallback;
import io.flyball.core.record.Reason;
import io.flyball.core.record.Refusal;
import io.flyball.gateway.Decided.Source;
import io.flyball.jobs.deployment.GatewayConfig.Fallback;
import io.flyball.schemas.Decision;
import io.flyball.schemas.DecisionMode;
import io.flyball.schemas.DecisionRequest;
import io.flyball.schemas.DecisionStatus;
import io.flyball.schemas.PlacedArm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Decides from snapshots, and falls back where none serves. What it answers and what it logs agree:
 * a draw is logged with its probabilities; what nobody has drawn is logged as a forced arm, which
 * evaluation leaves out. Thread-safe.
 */
final class SnapshotDecisions {
  private final PolicyFollower policies;
  private final Fallback fallback;
  private final long staleAfterMs;
  private final long seed;

  SnapshotDecisions(PolicyFollower policies, GatewaySettings settings) {
    this.policies = policies;
    this.fallback = settings.config().fallback();
    this.staleAfterMs = settings.config().staleAfter().toMillis();
    this.seed = settings.bandit().seed();
  }

  /**
   * Whether a request is answered without a policy's choice: an arm is forced, or the mode serves
   * the baseline.
   */
  boolean needsNoChoice(DecisionRequest request, String policy) {
    KnownPolicy known = policies.of(policy).orElse(null);
    return request.getForcedArm() != null || !policies.mode(policy, known).decides();
  }

  /** Why no snapshot of a policy serves; null when one does. */
  String obstacle(String policy, long now) {
    String unread = policies.obstacle().orElse(null);
    if (unread != null) {
      return unread;
    }
    KnownPolicy known = policies.of(policy).orElse(null);
    if (known == null) {
      KnownPolicy broken = policies.all().get(policy);
      return broken == null
          ? "no snapshot of policy '" + policy + "' is published"
          : broken.fault();
    }
    return known.serving().stale(now, staleAfterMs)
        ? "the snapshot of policy '"
            + policy
            + "' is stale: published "
            + known.ageMs(now)
            + " ms ago, and none came within gateway.stale-after ("
            + staleAfterMs
            + " ms) of the decisions that were logged since"
        : null;
  }

  /**
   * Decides.
   *
   * @param obstacle why the snapshot does not serve; null where it does
   * @throws ProblemException 422 for a request that the policy cannot answer; 404 and 503 where
   *     nothing may be shown without it
   */
  Decided decide(DecisionRequest request, String policy, String obstacle, long now)
      throws ProblemException {
    KnownPolicy known = policies.of(policy).orElse(null);
    Mode mode = policies.mode(policy, known);
    if (known != null) {
      known.serving().asked(now, staleAfterMs);
    }
    var core = CoreRecords.of(request, request.getTime().toEpochMilli());
    var eligible = RequestValidation.eligible(core, CoreRecords.eligible(request));
    Answer own = obstacle == null ? answer(known.serving(), eligible) : null;
    boolean none = own == null && fallback == Fallback.NONE;
    if (request.getForcedArm() != null || !mode.decides()) {
      String arm = request.getForcedArm();
      arm = arm != null ? arm : request.getBaselineArm();
      Answer shown = certain(arm != null ? arm : eligible.arms()[0], eligible);
      String shadow = own != null && mode == Mode.SHADOW ? own.arm() : null;
      return decided(request, policy, shown, true, mode, known, obstacle, shadow, now);
    }
    if (none) {
      throw Problem.of(known == null ? 404 : 503, obstacle + ", and gateway.fallback is none")
          .exception();
    }
    if (own != null) {
      return decided(request, policy, own, false, mode, known, null, null, now);
    }
    Answer shown =
        switch (fallback) {
          case UNIFORM -> uniform(eligible);
          case BASELINE ->
              certain(
                  request.getBaselineArm() != null ? request.getBaselineArm() : eligible.arms()[0],
                  eligible);
          default -> certain(eligible.arms()[0], eligible);
        };
    boolean drawn = fallback == Fallback.UNIFORM;
    return decided(request, policy, shown, !drawn, mode, known, obstacle, null, now);
  }

  private static Answer answer(
      ServingPolicy serving, io.flyball.core.bandit.serve.DecisionRequest eligible)
      throws ProblemException {
    try {
      return serving.answer(eligible);
    } catch (IllegalArgumentException e) {
      throw Problem.of(422, Refusal.of(Reason.MODEL_MISMATCH, "", e.getMessage())).exception();
    }
  }

  /** The same hash draws as in the job, so that a request has the same answer everywhere. */
  private Answer uniform(io.flyball.core.bandit.serve.DecisionRequest request) {
    if (request.slate().size() > 0) {
      return SlateFallback.uniform(request, seed);
    }
    String[] arms = request.arms();
    double[] propensities = new double[arms.length];
    Arrays.fill(propensities, 1.0 / arms.length);
    String[] sorted = arms.clone();
    Arrays.sort(sorted);
    int drawn = Pick.from(propensities, Pick.draw(request.id(), seed));
    return new Answer(sorted[drawn], propensities[drawn], arms, propensities);
  }

  private static Answer certain(String arm, io.flyball.core.bandit.serve.DecisionRequest request) {
    if (request.slate().size() > 0) {
      return SlateFallback.first(request);
    }
    String[] arms = request.arms();
    double[] propensities = new double[arms.length];
    Pick.oneHot(Arrays.asList(arms).indexOf(arm), propensities);
    return new Answer(arm, 1, arms, propensities);
  }

  private Decided decided(
      DecisionRequest request,
      String policy,
      Answer shown,
      boolean certain,
      Mode mode,
      KnownPolicy known,
      String obstacle,
      String shadow,
      long now) {
    boolean served = obstacle == null;
    Decision decision =
        Decision.newBuilder()
            .setId(request.getId())
            .setTime(request.getTime())
            .setPolicy(policy)
            .setArm(shown.arm())
            .setPropensity(shown.propensity())
            .setArms(List.of(shown.arms()))
            .setPropensities(Arrays.stream(shown.propensities()).boxed().toList())
            .setPolicyVersion(served ? changes(known) : 0)
            .setAlgorithm(served ? known.snapshot().getAlgorithm() : "")
            .setMode(DecisionMode.valueOf(mode.name()))
            .setForced(request.getForcedArm() != null)
            .setShadowArm(shadow)
            .setStatus(DecisionStatus.DECIDED)
            .setSlate(placed(shown))
            .build();
    return new Decided(
        decision,
        served ? Source.SNAPSHOT : Source.FALLBACK,
        known == null ? null : known.snapshot().getVersion(),
        known == null ? null : known.ageMs(now),
        known == null ? null : known.snapshot().getHeld(),
        obstacle,
        certain ? forced(request, shown) : logged(request, shown));
  }

  private static long changes(KnownPolicy known) {
    return known.snapshot().getEvidence().getOrDefault("changes", 0.0).longValue();
  }

  private static List<PlacedArm> placed(Answer shown) {
    return Arrays.stream(shown.slate())
        .map(one -> new PlacedArm(one.arm(), one.propensity()))
        .toList();
  }

  private static DecisionRequest forced(DecisionRequest request, Answer shown) {
    DecisionRequest log = DecisionRequest.newBuilder(request).build();
    if (shown.slate().length > 0) {
      log.setLoggedSlate(placed(shown));
      return log;
    }
    log.setForcedArm(shown.arm());
    return log;
  }

  private static DecisionRequest logged(DecisionRequest request, Answer shown) {
    DecisionRequest log = DecisionRequest.newBuilder(request).build();
    if (shown.slate().length > 0) {
      log.setLoggedSlate(placed(shown));
      return log;
    }
    log.setLoggedArm(shown.arm());
    log.setLoggedPropensity(shown.propensity());
    List<Double> all = new ArrayList<>(request.getArms().size());
    int at = 0;
    for (var arm : request.getArms()) {
      all.add(arm.getEligible() ? shown.propensities()[at++] : 0.0);
    }
    log.setLoggedPropensities(all);
    return log;
  }
}
