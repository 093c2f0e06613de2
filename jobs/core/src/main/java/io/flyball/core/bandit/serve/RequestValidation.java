package io.flyball.core.bandit.serve;

import io.flyball.core.bandit.join.Reward;
import io.flyball.core.bandit.ope.Evaluation;
import io.flyball.core.record.Reason;
import io.flyball.core.record.Refusal;
import java.util.Arrays;
import java.util.Optional;

/**
 * What a request or a reward must satisfy before any policy is asked. Fields are checked in the
 * order of the schema; the first fault is the one reported.
 */
public final class RequestValidation {
  /** 9999-12-31T23:59:59.999Z, the last time that ISO-8601 writes with four digits. */
  private static final long END_OF_TIME = 253_402_300_799_999L;

  /** How far from 1 the sum of probabilities may be that another program has rounded. */
  private static final double SUM_TOLERANCE = 1e-6;

  /** So that an id fits wherever it is stored. */
  private static final int LONGEST_ID = 10_000;

  private RequestValidation() {}

  /**
   * The first fault of a request, if any.
   *
   * @param r with every arm, eligible or not
   * @param eligible aligned with the arms
   * @param largest size of a number
   */
  public static Optional<Refusal> check(DecisionRequest r, boolean[] eligible, double largest) {
    Optional<Refusal> fault = head(r.id(), "id", r.time());
    if (fault.isPresent()) {
      return fault;
    }
    if (r.id().lastIndexOf('/') < 1) {
      return refuse(Reason.MISSING_FIELD, "id", "an id is POLICY/REST, found '" + r.id() + "'");
    }
    fault = sized("context", r.context(), largest);
    if (fault.isPresent()) {
      return fault;
    }
    fault = arms(r, eligible, largest);
    if (fault.isPresent()) {
      return fault;
    }
    fault = named(r, largest);
    if (fault.isPresent()) {
      return fault;
    }
    fault = sized("weights", r.weights(), largest);
    if (fault.isPresent()) {
      return fault;
    }
    if (!known(r.forcedArm(), r.arms(), eligible)) {
      return unknown("forcedArm", r.forcedArm());
    }
    if (!known(r.baselineArm(), r.arms(), eligible)) {
      return unknown("baselineArm", r.baselineArm());
    }
    fault = positive("importance", r.importance(), largest);
    if (fault.isPresent()) {
      return fault;
    }
    return logged(r, eligible).or(() -> SlateValidation.check(r, eligible));
  }

  private static Optional<Refusal> named(DecisionRequest r, double largest) {
    if (r.named() == null) {
      return Optional.empty();
    }
    if (r.context().length > 0 || r.features().length > 0) {
      return refuse(
          Reason.OUT_OF_RANGE,
          r.context().length > 0 ? "context" : "arms",
          "features come dense or by name, not both: leave out context and features, or"
              + " namedContext and namedFeatures");
    }
    return r.named()
        .fault(largest)
        .map(fault -> Refusal.of(Reason.OUT_OF_RANGE, fault.field(), fault.message()));
  }

  private static Optional<Refusal> logged(DecisionRequest r, boolean[] eligible) {
    if (!known(r.loggedArm(), r.arms(), eligible)) {
      return unknown("loggedArm", r.loggedArm());
    }
    Double p = r.loggedPropensity();
    if ((r.loggedArm() == null) != (p == null)) {
      return refuse(
          Reason.MISSING_FIELD,
          p == null ? "loggedPropensity" : "loggedArm",
          "a logged arm and its propensity come together");
    }
    return propensity("loggedPropensity", p).or(() -> loggedPropensities(r, eligible));
  }

  private static Optional<Refusal> loggedPropensities(DecisionRequest r, boolean[] eligible) {
    double[] logged = r.loggedPropensities();
    String field = "loggedPropensities";
    if (logged.length == 0) {
      return Optional.empty();
    }
    if (r.loggedArm() == null) {
      return refuse(
          Reason.MISSING_FIELD, "loggedArm", "logged propensities come with the logged arm");
    }
    if (logged.length != r.arms().length) {
      return refuse(
          Reason.OUT_OF_RANGE,
          field,
          "loggedPropensities has "
              + logged.length
              + " values; allowed is one for each of the "
              + r.arms().length
              + " arms, 0 for a masked one, or none at all");
    }
    double sum = 0;
    for (int i = 0; i < logged.length; i++) {
      if (!(logged[i] >= 0 && logged[i] <= (eligible[i] ? 1 : 0))) {
        return refuse(
            Reason.OUT_OF_RANGE,
            field + "[" + i + "]",
            "the logged propensity of arm '"
                + r.arms()[i]
                + "' is "
                + logged[i]
                + "; allowed is "
                + (eligible[i] ? "a probability from 0 to 1" : "0, for the arm is masked"));
      }
      sum += logged[i];
    }
    if (!(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
      return refuse(
          Reason.OUT_OF_RANGE,
          field,
          "loggedPropensities sum to " + sum + "; allowed is 1, give or take " + SUM_TOLERANCE);
    }
    int shown = Arrays.asList(r.arms()).indexOf(r.loggedArm());
    return logged[shown] == r.loggedPropensity()
        ? Optional.empty()
        : refuse(
            Reason.OUT_OF_RANGE,
            field + "[" + shown + "]",
            "the logged arm '"
                + r.loggedArm()
                + "' has "
                + logged[shown]
                + " here, but loggedPropensity is "
                + r.loggedPropensity()
                + "; give the same in both");
  }

  private static Optional<Refusal> arms(DecisionRequest r, boolean[] eligible, double largest) {
    if (r.arms().length == 0) {
      return refuse(Reason.MISSING_FIELD, "arms", "at least one arm is needed");
    }
    boolean any = false;
    for (int i = 0; i < r.arms().length; i++) {
      if (r.arms()[i].isEmpty() || r.arms()[i].length() > LONGEST_ID) {
        return refuse(
            Reason.MISSING_FIELD,
            "arms[" + i + "].id",
            "an arm has an id of 1 to 10000 characters");
      }
      // The place is only worded for a fault: this is on the path of every decision.
      if (r.features().length > 0 && outside(r.features()[i], largest) >= 0) {
        return sized("arms[" + i + "]", r.features()[i], largest);
      }
      any |= eligible[i];
    }
    return any
        ? Optional.empty()
        : refuse(Reason.OUT_OF_RANGE, "arms", "every arm is masked; one must be eligible");
  }

  /** The request with its eligible arms alone. */
  public static DecisionRequest eligible(DecisionRequest r, boolean[] eligible) {
    int count = 0;
    for (boolean one : eligible) {
      count += one ? 1 : 0;
    }
    if (count == eligible.length) {
      return r;
    }
    String[] arms = new String[count];
    double[][] features = new double[r.features().length == 0 ? 0 : count][];
    double[] logged = new double[r.loggedPropensities().length == 0 ? 0 : count];
    int[] kept = new int[count];
    int at = 0;
    for (int i = 0; i < eligible.length; i++) {
      if (eligible[i]) {
        kept[at] = i;
        arms[at] = r.arms()[i];
        if (features.length > 0) {
          features[at] = r.features()[i];
        }
        if (logged.length > 0) {
          logged[at] = r.loggedPropensities()[i];
        }
        at++;
      }
    }
    return new DecisionRequest(
        r.id(),
        r.time(),
        r.context(),
        arms,
        features,
        r.weights(),
        r.forcedArm(),
        r.baselineArm(),
        r.deferred(),
        r.importance(),
        r.loggedArm(),
        r.loggedPropensity(),
        logged,
        r.named() == null ? null : r.named().of(kept),
        r.slate());
  }

  /**
   * The first fault of a reward, if any.
   *
   * @param largest size of a number
   */
  public static Optional<Refusal> check(Reward r, double largest) {
    Optional<Refusal> fault = head(r.id(), "id", r.time());
    if (fault.isPresent()) {
      return fault;
    }
    if (r.decisionId().isEmpty() || r.decisionId().length() > LONGEST_ID) {
      return refuse(
          Reason.MISSING_FIELD,
          "decisionId",
          "a reward names its decision in 1 to 10000 characters");
    }
    if (r.kind() != Reward.Kind.ACTIVATE && r.values().length == 0) {
      return refuse(
          Reason.MISSING_FIELD, "value", "a reward of kind " + r.kind() + " needs a value");
    }
    fault = sized("value", r.values(), largest);
    if (fault.isPresent()) {
      return fault;
    }
    if (r.position() < 0) {
      return refuse(
          Reason.OUT_OF_RANGE,
          "position",
          "position is " + r.position() + "; allowed are those of a slate from 1, or 0 for none");
    }
    fault = positive("weight", r.weight(), largest);
    if (fault.isPresent()) {
      return fault;
    }
    fault = propensity("propensity", r.propensity());
    if (fault.isPresent()) {
      return fault;
    }
    return r.kind() == Reward.Kind.CORRECTION && r.corrects() == null
        ? refuse(Reason.MISSING_FIELD, "corrects", "a correction names the reward that it replaces")
        : Optional.empty();
  }

  private static Optional<Refusal> head(String id, String field, long time) {
    if (id.isEmpty() || id.length() > LONGEST_ID) {
      return refuse(Reason.MISSING_FIELD, field, "a record needs an id of 1 to 10000 characters");
    }
    if (time < 0 || time > END_OF_TIME) {
      return refuse(
          Reason.OUT_OF_RANGE,
          "time",
          "time is " + time + "; allowed are epoch milliseconds of the years 1970 to 9999");
    }
    return Optional.empty();
  }

  private static Optional<Refusal> sized(String field, double[] values, double largest) {
    int i = outside(values, largest);
    return i < 0
        ? Optional.empty()
        : refuse(
            Reason.OUT_OF_RANGE,
            field + "[" + i + "]",
            field
                + " value "
                + i
                + " is "
                + values[i]
                + "; allowed are numbers of a size up to "
                + largest
                + " (bandit.max-magnitude)");
  }

  /** The first value that is larger than allowed, or no number; -1 without any. */
  private static int outside(double[] values, double largest) {
    for (int i = 0; i < values.length; i++) {
      if (!(Math.abs(values[i]) <= largest)) {
        return i;
      }
    }
    return -1;
  }

  private static Optional<Refusal> positive(String field, double value, double largest) {
    return value > 0 && value <= largest
        ? Optional.empty()
        : refuse(
            Reason.OUT_OF_RANGE,
            field,
            field
                + " is "
                + value
                + "; allowed is a number above 0, up to "
                + largest
                + " (bandit.max-magnitude)");
  }

  private static Optional<Refusal> propensity(String field, Double p) {
    return p == null || (p >= Evaluation.LEAST_PROPENSITY && p <= 1)
        ? Optional.empty()
        : refuse(
            Reason.OUT_OF_RANGE,
            field,
            field
                + " is "
                + p
                + "; allowed is a probability from "
                + Evaluation.LEAST_PROPENSITY
                + " to 1");
  }

  private static boolean known(String arm, String[] arms, boolean[] eligible) {
    if (arm == null) {
      return true;
    }
    int index = Arrays.asList(arms).indexOf(arm);
    return index >= 0 && eligible[index];
  }

  private static Optional<Refusal> unknown(String field, String arm) {
    return refuse(
        Reason.OUT_OF_RANGE, field, "'" + arm + "' is none of the request's eligible arms");
  }

  private static Optional<Refusal> refuse(Reason reason, String field, String message) {
    return Optional.of(Refusal.of(reason, field, message));
  }
}
