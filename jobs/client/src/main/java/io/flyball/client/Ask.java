package io.flyball.client;

import io.flyball.core.bandit.AssignedArm;
import io.flyball.core.bandit.serve.DecisionRequest;
import io.flyball.core.bandit.serve.SlateRequest;
import io.flyball.core.bandit.serve.SlateRequest.Placed;
import io.flyball.core.features.NamedFeatures;
import io.flyball.core.features.NamedRequest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;

/**
 * A question to a policy: which of these arms for this context? Immutable; every method gives
 * another one, and takes arrays over without a copy.
 *
 * <pre>{@code
 * Ask.of("news/" + uuid).context(x).arms("a", "b").mask("c").deferred(true)
 * }</pre>
 */
public final class Ask {
  private static final double[][] NO_FEATURES = {};
  private static final Placed[] NOT_LOGGED = {};

  /** All of so many arms are eligible, which is the usual case; nobody writes to them. */
  private static final boolean[][] ALL = new boolean[65][];

  static {
    for (int i = 0; i < ALL.length; i++) {
      ALL[i] = new boolean[i];
      Arrays.fill(ALL[i], true);
    }
  }

  private final DecisionRequest request;
  private final boolean[] eligible;

  private Ask(DecisionRequest request, boolean[] eligible) {
    this.request = request;
    this.eligible = eligible;
  }

  /**
   * A question without arms.
   *
   * @param id "POLICY/REST", unique: it names the policy, seeds the draw and joins rewards
   */
  public static Ask of(String id) {
    DecisionRequest empty =
        new DecisionRequest(
            id,
            -1,
            AssignedArm.NONE,
            new String[0],
            NO_FEATURES,
            AssignedArm.NONE,
            null,
            null,
            false,
            1,
            null,
            null);
    return new Ask(empty, new boolean[0]);
  }

  /** Features of the context, as many as the policy was born with. */
  public Ask context(double... context) {
    return with(request.arms(), request.features(), context, eligible);
  }

  /**
   * Features of the context by namespace and name, instead of numbers: a value is a number, a text,
   * a boolean, or a list of numbers or of texts.
   */
  public Ask namedContext(Map<String, Map<String, Object>> namespaces) {
    return named(new NamedFeatures(namespaces), -1, null);
  }

  /** An eligible arm with features by namespace and name; then every arm needs some. */
  public Ask namedArm(String id, Map<String, Map<String, Object>> namespaces) {
    return arms(id).named(null, request.arms().length, new NamedFeatures(namespaces));
  }

  private Ask named(NamedFeatures context, int arm, NamedFeatures features) {
    NamedRequest before = request.named();
    NamedFeatures[] all = new NamedFeatures[request.arms().length];
    for (int i = 0; i < all.length; i++) {
      all[i] = i == arm ? features : before == null ? NamedFeatures.NONE : before.rawFeatures(i);
    }
    NamedFeatures given =
        context != null ? context : before == null ? NamedFeatures.NONE : before.rawContext();
    return new Ask(request.named(NamedRequest.of(given, all)), eligible);
  }

  /** The same names for as many arms; those that were added have none. */
  private static NamedRequest grown(NamedRequest named, int before, int after) {
    if (named == null) {
      return null;
    }
    NamedFeatures[] all = new NamedFeatures[after];
    for (int i = 0; i < after; i++) {
      all[i] = i < before ? named.rawFeatures(i) : NamedFeatures.NONE;
    }
    return NamedRequest.of(named.rawContext(), all);
  }

  /** Eligible arms, after those that were given before. */
  public Ask arms(String... ids) {
    return add(ids, true);
  }

  /** Arms that exist but must not be shown; those that were given before stay where they are. */
  public Ask mask(String... ids) {
    boolean[] masked = eligible.clone();
    String[] added = new String[ids.length];
    int count = 0;
    for (String id : ids) {
      int index = Arrays.asList(request.arms()).indexOf(id);
      if (index < 0) {
        added[count++] = id;
      } else {
        masked[index] = false;
      }
    }
    return new Ask(request, masked).add(Arrays.copyOf(added, count), false);
  }

  /** An eligible arm with features; then every arm needs as many. */
  public Ask arm(String id, double... features) {
    int n = request.arms().length;
    double[][] vectors = Arrays.copyOf(request.features(), n + 1);
    for (int i = 0; i < n; i++) {
      vectors[i] = vectors[i] == null ? AssignedArm.NONE : vectors[i];
    }
    vectors[n] = features;
    boolean none = features.length == 0 && request.features().length == 0;
    String[] arms = Arrays.copyOf(request.arms(), n + 1);
    arms[n] = id;
    boolean[] may = Arrays.copyOf(eligible, n + 1);
    may[n] = true;
    return with(arms, none ? NO_FEATURES : vectors, request.context(), may);
  }

  private Ask add(String[] ids, boolean may) {
    int n = request.arms().length;
    if (n == 0 && may && ids.length < ALL.length) {
      return with(ids, request.features(), request.context(), ALL[ids.length]);
    }
    String[] arms = Arrays.copyOf(request.arms(), n + ids.length);
    System.arraycopy(ids, 0, arms, n, ids.length);
    boolean[] all = Arrays.copyOf(eligible, arms.length);
    Arrays.fill(all, n, arms.length, may);
    double[][] features = request.features();
    if (features.length > 0) {
      features = Arrays.copyOf(features, arms.length);
      Arrays.fill(features, n, arms.length, AssignedArm.NONE);
    }
    return with(arms, features, request.context(), all);
  }

  /** One weight for each objective of the policy. */
  public Ask weights(double... weights) {
    return with(weights, request.forcedArm(), request.baselineArm(), request.deferred());
  }

  /** Shown whatever the policy says, with propensity 1, and kept out of evaluation. */
  public Ask forced(String arm) {
    return with(request.weights(), arm, request.baselineArm(), request.deferred());
  }

  /** Shown where the policy does not decide; without one it is the first eligible arm. */
  public Ask baseline(String arm) {
    return with(request.weights(), request.forcedArm(), arm, request.deferred());
  }

  /** Whether the decision counts only once it was activated: it may never be shown. */
  public Ask deferred(boolean deferred) {
    return with(request.weights(), request.forcedArm(), request.baselineArm(), deferred);
  }

  /** Asks for a slate of so many positions, no arm twice. */
  public Ask positions(int count) {
    return new Ask(
        request.with(new SlateRequest(count, request.slate().slots(), NOT_LOGGED)), eligible);
  }

  /** One more slot of a slate, for one of these arms; for any without one. */
  public Ask slot(String... arms) {
    String[][] slots = Arrays.copyOf(request.slate().slots(), request.slate().slots().length + 1);
    slots[slots.length - 1] = arms;
    return new Ask(
        request.with(new SlateRequest(request.slate().positions(), slots, NOT_LOGGED)), eligible);
  }

  /** When the decision is wanted; without one it is now. */
  public Ask time(Instant time) {
    return new Ask(Requests.at(request, time.toEpochMilli()), eligible);
  }

  /** All of it, masked arms too; its time is negative for now. */
  DecisionRequest request() {
    return request;
  }

  boolean[] eligible() {
    return eligible;
  }

  private Ask with(String[] arms, double[][] features, double[] context, boolean[] may) {
    DecisionRequest r = request;
    return new Ask(
        new DecisionRequest(
            r.id(),
            r.time(),
            context,
            arms,
            features,
            r.weights(),
            r.forcedArm(),
            r.baselineArm(),
            r.deferred(),
            r.importance(),
            null,
            null,
            AssignedArm.NONE,
            grown(r.named(), r.arms().length, arms.length),
            r.slate()),
        may);
  }

  private Ask with(double[] weights, String forced, String baseline, boolean deferred) {
    DecisionRequest r = request;
    return new Ask(
        new DecisionRequest(
            r.id(),
            r.time(),
            r.context(),
            r.arms(),
            r.features(),
            weights,
            forced,
            baseline,
            deferred,
            r.importance(),
            null,
            null,
            AssignedArm.NONE,
            r.named(),
            r.slate()),
        eligible);
  }
}
