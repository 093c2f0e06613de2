package io.flyball.core.bandit.serve;

import io.flyball.core.bandit.AssignedArm;
import io.flyball.core.features.NamedRequest;
import io.flyball.core.random.Draws;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;

/**
 * Which of these arms for this context?
 *
 * @param id "POLICY/REST"
 * @param time event time, epoch ms
 * @param context features of the context
 * @param arms the eligible arms, at least one
 * @param features one vector for each of them; empty when arms have none
 * @param weights one per objective; empty for equal weights
 * @param forcedArm shown whatever the policy says; null for none
 * @param baselineArm shown where the policy does not decide; null for the first arm
 * @param deferred the decision counts only once it was activated
 * @param importance of the example, above 0
 * @param loggedArm shown where the decision was made, elsewhere; null for a decision to be made
 * @param loggedPropensity probability with which it was shown, in (0, 1]; null without a logged arm
 * @param loggedPropensities probability that each arm had there; empty when it is not known
 * @param named features by name, instead of context and features; null for none
 * @param slate the positions to be filled; {@link SlateRequest#NONE} for a decision for one arm
 */
@SuppressWarnings("ArrayRecordComponent") // on the per-event path; never compared
public record DecisionRequest(
    String id,
    long time,
    double[] context,
    String[] arms,
    double[][] features,
    double[] weights,
    String forcedArm,
    String baselineArm,
    boolean deferred,
    double importance,
    String loggedArm,
    Double loggedPropensity,
    double[] loggedPropensities,
    NamedRequest named,
    SlateRequest slate) {

  /** The same that asks for a slate. */
  public DecisionRequest with(SlateRequest next) {
    return new DecisionRequest(
        id,
        time,
        context,
        arms,
        features,
        weights,
        forcedArm,
        baselineArm,
        deferred,
        importance,
        loggedArm,
        loggedPropensity,
        loggedPropensities,
        named,
        next);
  }

  /** A request to be decided, or of a log that tells the probability of one arm alone. */
  public DecisionRequest(
      String id,
      long time,
      double[] context,
      String[] arms,
      double[][] features,
      double[] weights,
      String forcedArm,
      String baselineArm,
      boolean deferred,
      double importance,
      String loggedArm,
      Double loggedPropensity) {
    this(
        id,
        time,
        context,
        arms,
        features,
        weights,
        forcedArm,
        baselineArm,
        deferred,
        importance,
        loggedArm,
        loggedPropensity,
        AssignedArm.NONE,
        null,
        SlateRequest.NONE);
  }

  /** The same with other features by name. */
  public DecisionRequest named(NamedRequest other) {
    return new DecisionRequest(
        id,
        time,
        context,
        arms,
        features,
        weights,
        forcedArm,
        baselineArm,
        deferred,
        importance,
        loggedArm,
        loggedPropensity,
        loggedPropensities,
        other,
        slate);
  }

  /** The same with its arms in the order of their ids; itself when they are. */
  DecisionRequest sorted() {
    return sorted(order());
  }

  /** The same by an order that {@link #order} has found for these arms. */
  DecisionRequest sorted(int[] order) {
    if (order == null) {
      return this;
    }
    String[] ids = new String[arms.length];
    double[][] vectors = new double[features.length][];
    double[] logged = new double[loggedPropensities.length];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = arms[order[i]];
      if (vectors.length > 0) {
        vectors[i] = features[order[i]];
      }
      if (logged.length > 0) {
        logged[i] = loggedPropensities[order[i]];
      }
    }
    return new DecisionRequest(
        id,
        time,
        context,
        ids,
        vectors,
        weights,
        forcedArm,
        baselineArm == null ? arms[0] : baselineArm,
        deferred,
        importance,
        loggedArm,
        loggedPropensity,
        logged,
        named == null ? null : named.of(order),
        slate);
  }

  /** Values aligned with the arms of {@link #sorted}, aligned with those of this request. */
  double[] unsorted(double[] values) {
    return unsorted(values, order());
  }

  /** The same by an order that {@link #order} has found. */
  static double[] unsorted(double[] values, int[] order) {
    if (order == null) {
      return values;
    }
    double[] aligned = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      aligned[order[i]] = values[i];
    }
    return aligned;
  }

  private boolean ascending() {
    for (int i = 1; i < arms.length; i++) {
      if (arms[i - 1].compareTo(arms[i]) > 0) {
        return false;
      }
    }
    return true;
  }

  /** Places of the arms in the order of their ids; null when they are in it. */
  int[] order() {
    if (ascending()) {
      return null;
    }
    Integer[] order = new Integer[arms.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparing(i -> arms[i]));
    return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
  }

  /** 64 bits of all that is asked, but for its time: never 0. */
  long digest() {
    DecisionRequest r = sorted();
    long h = Draws.mix64(Arrays.hashCode(r.context()) + 1L);
    for (String arm : r.arms()) {
      h = Draws.mix64(h ^ Draws.hash64(arm));
    }
    h = Draws.mix64(h ^ Arrays.deepHashCode(r.features()));
    h = Draws.mix64(h ^ Arrays.hashCode(weights));
    // A baseline that is not given is the first arm, whatever the order of the others.
    h = Draws.mix64(h ^ Objects.hash(forcedArm, baselineArm, deferred, importance, loggedArm));
    h = Draws.mix64(h ^ Objects.hashCode(loggedPropensity));
    if (loggedPropensities.length > 0) {
      h = Draws.mix64(h ^ Arrays.hashCode(r.loggedPropensities()));
    }
    if (named != null) {
      h = Draws.mix64(h ^ Arrays.hashCode(r.named().context()));
      h = Draws.mix64(h ^ Arrays.deepHashCode(r.named().features()));
    }
    if (slate.size() > 0) {
      h = Draws.mix64(h ^ slate.digest());
    }
    return h == 0 ? 1 : h;
  }

  /** The policy of a decision id: what stands before its last slash; empty without one. */
  public static String policyOf(String decisionId) {
    int slash = decisionId.lastIndexOf('/');
    return slash < 0 ? "" : decisionId.substring(0, slash);
  }
}
