package io.flyball.client;

import io.flyball.client.PolicySlot.Served;
import io.flyball.core.bandit.Pick;
import io.flyball.core.bandit.join.Mode;
import io.flyball.core.bandit.serve.DecisionRequest;
import io.flyball.core.bandit.serve.PublishedPolicy.Answer;
import io.flyball.core.bandit.serve.SlateFallback;
import java.util.Arrays;

/** What is shown for a question that was checked. */
final class Decider {
  private final Fallback fallback;
  private final long staleMillis;
  private final long seed;

  /**
   * @param seed of the draws where no snapshot names one
   */
  Decider(Fallback fallback, long staleMillis, long seed) {
    this.fallback = fallback;
    this.staleMillis = staleMillis;
    this.seed = seed;
  }

  /**
   * Decides.
   *
   * @param served the policy; null without a snapshot
   * @param request its eligible arms alone
   * @param now epoch ms
   * @throws IllegalArgumentException for what the job would refuse as MODEL_MISMATCH
   * @throws NoPolicyException where the fallback is to throw
   */
  Chosen decide(Served served, DecisionRequest request, long now) {
    boolean stale = served != null && served.policy().stale(now, staleMillis);
    Mode mode = served == null ? Mode.ONLINE : served.mode();
    if (served != null) {
      served.policy().asked(now, staleMillis);
    }
    if (request.forcedArm() != null) {
      return shown(request, request.forcedArm(), served, Source.FORCED);
    }
    if (served == null || stale) {
      return without(served, request, stale ? Source.FALLBACK_STALE : Source.FALLBACK_NONE, now);
    }
    if (!mode.decides()) {
      return shown(request, baseline(request), served, Source.BASELINE);
    }
    Answer answer = served.policy().answer(request);
    return new Chosen(request.id(), answer, served.policy().version(), mode, Source.SNAPSHOT, true);
  }

  private Chosen without(Served served, DecisionRequest request, Source source, long now) {
    return switch (fallback) {
      case UNIFORM -> uniform(served, request, source);
      case BASELINE -> shown(request, baseline(request), served, source);
      case FIRST -> shown(request, request.arms()[0], served, source);
      case THROW ->
          throw new NoPolicyException(
              served == null
                  ? "no snapshot of the policy of '"
                      + request.id()
                      + "' was read: the policy is not born, the job does not publish, or Kafka is"
                      + " away"
                  : "the snapshot of the policy of '"
                      + request.id()
                      + "' is "
                      + PolicySlot.age(served, now)
                      + " ms old, and none came within "
                      + staleMillis
                      + " ms (staleAfter) of the decisions that were logged since. Is the bandit"
                      + " job running?");
    };
  }

  private Chosen uniform(Served served, DecisionRequest request, Source source) {
    if (request.slate().size() > 0) {
      long seed = served == null ? this.seed : served.policy().snapshot().terms().seed();
      return chosen(request, SlateFallback.uniform(request, seed), served, source, true);
    }
    int n = request.arms().length;
    double[] propensities = new double[n];
    Arrays.fill(propensities, 1.0 / n);
    String[] sorted = request.arms().clone();
    Arrays.sort(sorted);
    long by = served == null ? seed : served.policy().snapshot().terms().seed();
    int own = Pick.from(propensities, Pick.draw(request.id(), by));
    Answer answer = new Answer(sorted[own], propensities[own], request.arms(), propensities);
    return chosen(request, answer, served, source, true);
  }

  private static String baseline(DecisionRequest request) {
    return request.baselineArm() != null ? request.baselineArm() : request.arms()[0];
  }

  private static Chosen shown(DecisionRequest request, String arm, Served served, Source source) {
    if (request.slate().size() > 0) {
      return chosen(request, SlateFallback.first(request), served, source, false);
    }
    double[] propensities = new double[request.arms().length];
    Pick.oneHot(Arrays.asList(request.arms()).indexOf(arm), propensities);
    return chosen(request, new Answer(arm, 1, request.arms(), propensities), served, source, false);
  }

  private static Chosen chosen(
      DecisionRequest request, Answer answer, Served served, Source source, boolean drawn) {
    long version = served == null ? 0 : served.policy().version();
    Mode mode = served == null ? Mode.ONLINE : served.mode();
    return new Chosen(request.id(), answer, version, mode, source, drawn);
  }
}
