package io.flyball.core.bandit.serve;

import io.flyball.core.bandit.Learner;
import io.flyball.core.bandit.Model;
import io.flyball.core.bandit.ModelCodec;
import io.flyball.core.bandit.Policy;
import io.flyball.core.bandit.Question;
import io.flyball.core.bandit.guide.Stability;
import io.flyball.core.bandit.joint.JointPolicy;
import io.flyball.core.bandit.serve.PolicyHead.Count;
import io.flyball.core.bandit.serve.Published.Probe;
import io.flyball.core.bandit.serve.ServingRules.Publishing;
import io.flyball.core.record.Alert;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Publishes a policy when it has changed enough, and holds it when it has changed too much.
 *
 * <p>Change is the mean total variation between what the published policy answers to recent
 * questions and what the present one does: the lazy trigger of LOOP (low switching cost), judged in
 * policy space, where it also bounds the shift that a reader would see; or, where the rules have a
 * beta, {@link Discrepancy} in the space of rewards. A policy whose statistics are not finite, or
 * that shifted by more than the budget, is held until a control record releases it.
 */
final class Publisher {
  private static final double LARGEST = 1e50;

  private final ServingContext desk;

  private final Evaluations evaluations;

  Publisher(ServingContext desk, Evaluations evaluations) {
    this.desk = desk;
    this.evaluations = evaluations;
  }

  /** Keeps a question now and then, to ask it of the next policy. */
  void saw(LoadedPolicy work, Question question) {
    Publishing rules = desk.rules.publishing();
    long step = rules.every() == 0 ? 0 : Math.max(1, rules.every() / Math.max(1, rules.probes()));
    if (desk.shard > 0
        || step == 0
        || work.head.get(Count.VERSION) % step != 0
        || rules.probes() == 0) {
      return;
    }
    Published published = published();
    Probe[] next = published.next();
    int from = Math.max(0, next.length + 1 - rules.probes());
    Probe[] after = Arrays.copyOfRange(next, from, next.length + 1);
    String[] arms = new String[question.arms().length];
    for (int i = 0; i < arms.length; i++) {
      arms[i] = question.arms()[i].id();
    }
    after[after.length - 1] =
        new Probe(
            question.context(),
            arms,
            question.features(),
            question.weights(),
            new double[0],
            new double[0]);
    desk.state.published().put(new Published(published.probes(), after, published.recent()));
  }

  /** Questions about an arm that is gone are asked no more. */
  void forget(String arm) {
    Published published = desk.state.published().get();
    if (published != null) {
      desk.state
          .published()
          .put(
              new Published(
                  without(published.probes(), arm),
                  without(published.next(), arm),
                  published.recent()));
    }
  }

  private static Probe[] without(Probe[] probes, String arm) {
    return Arrays.stream(probes)
        .filter(probe -> !Arrays.asList(probe.arms()).contains(arm))
        .toArray(Probe[]::new);
  }

  private Published published() {
    Published published = desk.state.published().get();
    return published == null ? Published.NONE : published;
  }

  /** Considers publication when enough has happened since the last time. */
  void look(LoadedPolicy work, long time) {
    long every = desk.rules.publishing().every();
    PolicyHead head = work.head;
    if (desk.shard > 0
        || every == 0
        || head.get(Count.VERSION) - head.get(Count.CONSIDERED) < every) {
      return;
    }
    head.set(Count.CONSIDERED, head.get(Count.VERSION));
    if (head.get(Count.HELD) == 0) {
      consider(work, time, false);
    }
    desk.state.head().put(head);
  }

  /**
   * Publishes a policy at its birth, and again with an event that finds its newest snapshot old, so
   * that whoever serves it elsewhere and sends what it decides can tell a job that stands still. To
   * be called before the head is kept.
   */
  void renew(PolicyHead head) {
    Publishing rules = desk.rules.publishing();
    long time = head.get(Count.LAST_SEEN);
    boolean old =
        head.get(Count.SNAPSHOT) == 0 || time - head.get(Count.PUBLISHED) >= rules.atLeast();
    if (desk.shard > 0 || rules.every() == 0 || rules.atLeast() == 0 || !old) {
      return;
    }
    if (head.get(Count.HELD) == 0) {
      head.set(Count.CONSIDERED, head.get(Count.VERSION));
      consider(desk.load(head), time, true);
    } else {
      publishHeld(head, time);
    }
  }

  /**
   * Publishes a policy that may be.
   *
   * @param anyway even if it has not changed enough
   */
  private void consider(LoadedPolicy work, long time, boolean anyway) {
    try {
      measure(work, time, anyway);
    } catch (IllegalArgumentException e) {
      holdNotFinite(work.head, time);
    }
  }

  private void measure(LoadedPolicy work, long time, boolean anyway) {
    Publishing rules = desk.rules.publishing();
    Model model = work.whole();
    if (!finite(model)) {
      holdNotFinite(work.head, time);
      return;
    }
    Learner learner = new Learner(work.learner.policy(), model);
    Probe[] probes = published().probes();
    double[][] answers = answers(learner, probes);
    double shift = shift(probes, answers);
    if (!anyway && probes.length > 0 && small(learner, probes, shift)) {
      desk.out.count(ServingCount.UNCHANGED, 1);
    } else if (shift > rules.budget()) {
      hold(work.head, time, "POLICY_SHIFT", Alert.Severity.WARNING, shift);
    } else {
      publish(work.head, learner, answers, time);
    }
  }

  private boolean small(Learner learner, Probe[] probes, double shift) {
    Publishing rules = desk.rules.publishing();
    return rules.beta() > 0
        ? Discrepancy.of(learner, probes) < 3 * rules.beta()
        : shift < rules.threshold();
  }

  /** A control record lets the held policy out. */
  void release(LoadedPolicy work, long time) {
    if (work.head.get(Count.HELD) == 0) {
      return;
    }
    Model model = work.whole();
    if (!finite(model)) {
      holdNotFinite(work.head, time);
      return;
    }
    Learner learner = new Learner(work.learner.policy(), model);
    double[][] answers;
    try {
      answers = answers(learner, published().probes());
    } catch (IllegalArgumentException e) {
      holdNotFinite(work.head, time);
      return;
    }
    work.head.set(Count.HELD, 0);
    publish(work.head, learner, answers, time);
  }

  private void publish(PolicyHead head, Learner learner, double[][] answers, long time) {
    Model model = learner.model();
    Published before = published();
    Map<String, Double> evidence = new TreeMap<>();
    evidence.put("shift", shift(before.probes(), answers));
    boolean discrepant = desk.rules.publishing().beta() > 0;
    if (discrepant) {
      evidence.put("discrepancy", Discrepancy.of(learner, before.probes()));
    }
    evidence.put("changes", (double) head.get(Count.VERSION));
    evidence.put("probes", (double) before.probes().length);
    double[][] recent =
        RecentPolicies.add(before.recent(), learner, before.probes(), answers, evidence);
    if (learner.policy().named()) {
      evidence.put("collisions", JointPolicy.collisions(model.shared()));
      evidence.put("new-names", JointPolicy.newNames(model.shared()));
    }
    PublishedModel now =
        new PublishedModel(
            head.algorithm(), model.decided(), model.learned(), ModelCodec.bytes(model));
    publish(head, now, time, evidence, learner.policy().readsFeatures());
    if (desk.rules.publishing().budget() < 1) {
      desk.state.lastModel().put(now);
    }
    Probe[] next = before.next();
    Probe[] asked = new Probe[next.length];
    for (int i = 0; i < next.length; i++) {
      int same = before.find(next[i]);
      double[] answer = same < 0 ? answer(learner, next[i]) : answers[same];
      asked[i] = asked(learner, next[i], answer, discrepant);
    }
    desk.state.published().put(new Published(asked, next, recent));
  }

  /** While it is held, others go on with what was published before. */
  private void publishHeld(PolicyHead head, long time) {
    PublishedModel last = desk.state.lastModel().get();
    if (last != null) {
      boolean reads = desk.algorithm(head).readsFeatures();
      publish(head, last, time, new TreeMap<>(), reads);
    }
  }

  private void publish(
      PolicyHead head,
      PublishedModel model,
      long time,
      Map<String, Double> evidence,
      boolean readsFeatures) {
    head.add(Count.SNAPSHOT, 1);
    head.set(Count.PUBLISHED, Math.max(head.get(Count.PUBLISHED), time));
    desk.out.count(ServingCount.SNAPSHOTS, 1);
    Snapshot.Terms terms =
        new Snapshot.Terms(
            desk.rules.seed(),
            desk.rules.horizon(),
            desk.rules.mode(),
            Math.max(1, head.arms()),
            head.get(Count.POLICY_CONTROL),
            head.get(Count.JOB_CONTROL),
            head.get(Count.HELD) != 0,
            desk.rules.exploring(),
            readsFeatures || evaluations.read(head, Policy::readsFeatures));
    desk.out.published(
        new Snapshot(
            desk.policy,
            -1,
            head.get(Count.SNAPSHOT),
            time,
            model.algorithm(),
            model.decided(),
            model.learned(),
            model.bytes(),
            evidence,
            terms));
  }

  private static Probe asked(Learner learner, Probe probe, double[] answer, boolean scores) {
    return new Probe(
        probe.context(),
        probe.arms(),
        probe.features(),
        probe.weights(),
        answer,
        scores ? learner.scores(Discrepancy.question(learner, probe)) : new double[0]);
  }

  private static double[] answer(Learner learner, Probe probe) {
    return learner.propensities(Discrepancy.question(learner, probe));
  }

  private static double[][] answers(Learner learner, Probe[] probes) {
    return Arrays.stream(probes).map(probe -> answer(learner, probe)).toArray(double[][]::new);
  }

  private static double shift(Probe[] probes, double[][] answers) {
    double sum = 0;
    for (int i = 0; i < probes.length; i++) {
      sum += Stability.totalVariation(probes[i].propensities(), answers[i]);
    }
    return probes.length == 0 ? 0 : sum / probes.length;
  }

  void holdNotFinite(PolicyHead head, long time) {
    hold(head, time, "SNAPSHOT_NOT_FINITE", Alert.Severity.CRITICAL, Double.NaN);
  }

  private void hold(
      PolicyHead head, long time, String kind, Alert.Severity severity, double shift) {
    head.set(Count.HELD, 1);
    desk.out.count(ServingCount.HELD, 1);
    Map<String, Double> values = new TreeMap<>();
    values.put("budget", desk.rules.publishing().budget());
    if (!Double.isNaN(shift)) {
      values.put("shift", shift);
    }
    String why =
        Double.isNaN(shift)
            ? "its statistics are not finite"
            : "its answers moved by "
                + shift
                + " in total variation, more than the budget of "
                + desk.rules.publishing().budget();
    desk.out.alert(
        new Alert(
            "bandit/" + kind + "/" + desk.policy + "/" + head.get(Count.VERSION),
            time,
            "bandit",
            kind,
            desk.policy,
            severity,
            time,
            "publication of '" + desk.policy + "' is held until released: " + why,
            List.of(),
            values));
  }

  static void requireFinite(Model model) {
    if (!finite(model)) {
      throw new IllegalArgumentException("the statistics are not finite");
    }
  }

  /** Refuses statistics whose products would leave the range of doubles. */
  static void requireModest(Model model) {
    if (!modest(model.shared()) || !model.arms().stream().allMatch(arm -> modest(arm.state()))) {
      throw new IllegalArgumentException(
          "the model holds a number of a size above " + LARGEST + ", which no rewards lead to");
    }
  }

  private static boolean modest(double[] values) {
    return Arrays.stream(values).allMatch(value -> Math.abs(value) <= LARGEST);
  }

  private static boolean finite(Model model) {
    return finite(model.shared()) && model.arms().stream().allMatch(arm -> finite(arm.state()));
  }

  private static boolean finite(double[] values) {
    for (double value : values) {
      if (!Double.isFinite(value)) {
        return false;
      }
    }
    return true;
  }
}
