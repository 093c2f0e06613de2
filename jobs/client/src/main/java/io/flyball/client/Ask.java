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
  private static final String[] NO_ARMS = {};
  private static final Placed[] NOT_LOGGED = {};

  /** All of so many arms are eligible, which is the usual case; nobody writes to them. */
  private static final boolean[][] ALL = new boolean[65][];

  static {
    for (int i = 0; i < ALL.length; i++) {
      ALL[i] = new boolean[i];
      Arrays.fill(ALL[i], true);
    }
  }

  private final String id;
  private final long time;
  private final double[] context;
  private final String[] arms;
  private final boolean[] eligible;
  private final double[][] features;
  private final double[] weights;
  private final String forcedArm;
  private final String baselineArm;
  private final boolean deferred;
  private final NamedRequest named;
  private final SlateRequest slate;

  private Ask(
      String id,
      long time,
      double[] context,
      String[] arms,
      boolean[] eligible,
      double[][] features,
      double[] weights,
      String forcedArm,
      String baselineArm,
      boolean deferred,
      NamedRequest named,
      SlateRequest slate) {
    this.id = id;
    this.time = time;
    this.context = context;
    this.arms = arms;
    this.eligible = eligible;
    this.features = features;
    this.weights = weights;
    this.forcedArm = forcedArm;
    this.baselineArm = baselineArm;
    this.deferred = deferred;
    this.named = named;
    this.slate = slate;
  }

  /**
   * A question without arms.
   *
   * @param id "POLICY/REST", unique: it names the policy, seeds the draw and joins rewards
   */
  public static Ask of(String id) {
    return new Ask(
        id,
        -1,
        AssignedArm.NONE,
        NO_ARMS,
        ALL[0],
        NO_FEATURES,
        AssignedArm.NONE,
        null,
        null,
        false,
        null,
        SlateRequest.NONE);
  }

  /** Features of the context, as many as the policy was born with. */
  public Ask context(double... context) {
    return with(arms, features, context, eligible);
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
    return arms(id).named(null, arms.length, new NamedFeatures(namespaces));
  }

  private Ask named(NamedFeatures context, int arm, NamedFeatures features) {
    NamedFeatures[] all = new NamedFeatures[arms.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = i == arm ? features : named == null ? NamedFeatures.NONE : named.rawFeatures(i);
    }
    NamedFeatures given =
        context != null ? context : named == null ? NamedFeatures.NONE : named.rawContext();
    return with(NamedRequest.of(given, all), slate, time);
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
      int index = Arrays.asList(arms).indexOf(id);
      if (index < 0) {
        added[count++] = id;
      } else {
        masked[index] = false;
      }
    }
    return with(arms, features, context, masked).add(Arrays.copyOf(added, count), false);
  }

  /** An eligible arm with features; then every arm needs as many. */
  public Ask arm(String id, double... features) {
    int n = arms.length;
    double[][] vectors = Arrays.copyOf(this.features, n + 1);
    for (int i = 0; i < n; i++) {
      vectors[i] = vectors[i] == null ? AssignedArm.NONE : vectors[i];
    }
    vectors[n] = features;
    boolean none = features.length == 0 && this.features.length == 0;
    String[] all = Arrays.copyOf(arms, n + 1);
    all[n] = id;
    boolean[] may = Arrays.copyOf(eligible, n + 1);
    may[n] = true;
    return with(all, none ? NO_FEATURES : vectors, context, may);
  }

  private Ask add(String[] ids, boolean may) {
    int n = arms.length;
    if (n == 0 && may && ids.length < ALL.length) {
      return with(ids, features, context, ALL[ids.length]);
    }
    String[] all = Arrays.copyOf(arms, n + ids.length);
    System.arraycopy(ids, 0, all, n, ids.length);
    boolean[] each = Arrays.copyOf(eligible, all.length);
    Arrays.fill(each, n, all.length, may);
    double[][] vectors = features;
    if (vectors.length > 0) {
      vectors = Arrays.copyOf(vectors, all.length);
      Arrays.fill(vectors, n, all.length, AssignedArm.NONE);
    }
    return with(all, vectors, context, each);
  }

  /** One weight for each objective of the policy. */
  public Ask weights(double... weights) {
    return with(weights, forcedArm, baselineArm, deferred);
  }

  /** Shown whatever the policy says, with propensity 1, and kept out of evaluation. */
  public Ask forced(String arm) {
    return with(weights, arm, baselineArm, deferred);
  }

  /** Shown where the policy does not decide; without one it is the first eligible arm. */
  public Ask baseline(String arm) {
    return with(weights, forcedArm, arm, deferred);
  }

  /** Whether the decision counts only once it was activated: it may never be shown. */
  public Ask deferred(boolean deferred) {
    return with(weights, forcedArm, baselineArm, deferred);
  }

  /** Asks for a slate of so many positions, no arm twice. */
  public Ask positions(int count) {
    return with(named, new SlateRequest(count, slate.slots(), NOT_LOGGED), time);
  }

  /** One more slot of a slate, for one of these arms; for any without one. */
  public Ask slot(String... arms) {
    String[][] slots = Arrays.copyOf(slate.slots(), slate.slots().length + 1);
    slots[slots.length - 1] = arms;
    return with(named, new SlateRequest(slate.positions(), slots, NOT_LOGGED), time);
  }

  /** When the decision is wanted; without one it is now. */
  public Ask time(Instant time) {
    return with(named, slate, time.toEpochMilli());
  }

  /**
   * All of it, masked arms too.
   *
   * @param now its time where it names none, epoch ms
   */
  DecisionRequest request(long now) {
    return new DecisionRequest(
        id,
        time < 0 ? now : time,
        context,
        arms,
        features,
        weights,
        forcedArm,
        baselineArm,
        deferred,
        1,
        null,
        null,
        AssignedArm.NONE,
        named,
        slate);
  }

  /** Which of the arms may be shown. */
  boolean[] eligible() {
    return eligible;
  }

  private Ask with(String[] all, double[][] vectors, double[] values, boolean[] may) {
    return new Ask(
        id,
        time,
        values,
        all,
        may,
        vectors,
        weights,
        forcedArm,
        baselineArm,
        deferred,
        grown(named, arms.length, all.length),
        slate);
  }

  private Ask with(double[] shares, String forced, String baseline, boolean later) {
    return new Ask(
        id, time, context, arms, eligible, features, shares, forced, baseline, later, named, slate);
  }

  private Ask with(NamedRequest names, SlateRequest positions, long at) {
    return new Ask(
        id,
        at,
        context,
        arms,
        eligible,
        features,
        weights,
        forcedArm,
        baselineArm,
        deferred,
        names,
        positions);
  }
}
