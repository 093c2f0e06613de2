package io.flyball.core.bandit.serve;

import io.flyball.core.bandit.Arm;
import io.flyball.core.bandit.Model;
import io.flyball.core.bandit.ModelCodec;
import io.flyball.core.bandit.arms.FeaturePrior;
import io.flyball.core.bandit.arms.WarmStart;
import io.flyball.core.bandit.serve.Interventions.Similar;
import io.flyball.core.bandit.serve.PolicyHead.Count;
import io.flyball.core.record.Alert;
import io.flyball.core.record.Reason;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * A policy in service: requests become decisions, rewards find them and are learned, and what is
 * over is told and forgotten.
 *
 * <p>All state is in {@link ServingState}; draws are functions of the decision id; time is event
 * time. The same events in the same order therefore give the same outputs. A record that does not
 * fit is refused with a reason and changes nothing.
 */
public final class PolicyServer {
  private final ServingContext desk;
  private final Publisher publisher;
  private final Evaluations evaluations;
  private final RewardJoiner rewarding;
  private final DecisionHandler deciding;
  private final Sharing sharing;
  private final ArmEviction eviction;

  public PolicyServer(ServingState state, ServingOutput out) {
    desk = new ServingContext(state, out);
    evaluations = new Evaluations(desk);
    publisher = new Publisher(desk, evaluations);
    rewarding = new RewardJoiner(desk, evaluations, publisher);
    sharing = new Sharing(desk, publisher);
    eviction = new ArmEviction(desk, publisher, evaluations);
    deciding = new DecisionHandler(desk, rewarding, evaluations, publisher, sharing, eviction);
  }

  /**
   * Says which policy the next events are of, and its rules; cheap, to be called for each event.
   */
  public void of(String policy, ServingRules rules) {
    of(policy, 0, rules);
  }

  /** The same for one shard of a policy that is split. */
  public void of(String policy, int shard, ServingRules rules) {
    desk.policy = policy;
    desk.shard = shard;
    desk.rules = rules;
  }

  /**
   * Follows a control record, once; to be called before an event when one may be new.
   *
   * @param which whether it steers the whole job or this policy
   * @param version of the record
   */
  public void follow(Count which, long version, Interventions todo) {
    PolicyHead head = desk.state.head().get();
    if (head == null || head.get(which) >= version) {
      return;
    }
    head.set(which, version);
    if (todo.reset()) {
      head = reset(head);
      head.set(which == Count.JOB_CONTROL ? Count.JOB_RESET : Count.POLICY_RESET, version);
    }
    head = adopt(head, version);
    for (String arm : todo.removeArms()) {
      eviction.forget(head, arm);
      sharing.removeArm(arm);
      desk.out.count(ServingCount.INTERVENTIONS, 1);
    }
    desk.state.head().put(head);
    // Of what is told to all shards each may learn once, so the first one does for all.
    if (!todo.priors().isEmpty() && desk.shard == 0) {
      startFrom(head, todo.priors(), version);
    }
    if (!todo.similar().isEmpty() && desk.shard == 0) {
      startLike(head, todo.similar(), version);
    }
    if (!todo.features().isEmpty() && desk.shard == 0) {
      startByFeatures(head, todo.features(), version);
    }
    if (todo.release()) {
      publisher.release(desk.load(head), head.get(Count.LAST_SEEN));
      desk.state.head().put(head);
    }
    for (Map.Entry<String, String> candidate : desk.rules.evaluating().candidates().entrySet()) {
      String fault = evaluations.fault(head, candidate.getValue());
      if (fault != null) {
        reject(head, version, "candidate " + candidate.getKey() + ": " + fault);
      }
    }
  }

  private PolicyHead reset(PolicyHead head) {
    eviction.clear(head);
    desk.state.published().put(null);
    desk.state.lastModel().put(null);
    sharing.clear();
    evaluations.clear();
    desk.out.count(ServingCount.INTERVENTIONS, 1);
    String algorithm = desk.rules.algorithm();
    double[] shared;
    try {
      shared = Model.fresh(desk.parse(head, algorithm)).shared();
    } catch (IllegalArgumentException e) {
      algorithm = head.algorithm();
      shared = Model.fresh(desk.parse(head, algorithm)).shared();
    }
    PolicyHead fresh =
        new PolicyHead(
            algorithm, head.context(), head.features(), head.arms(), shared, head.counts());
    fresh.set(Count.NEXT_ARM, 0);
    fresh.set(Count.HELD, 0);
    fresh.add(Count.EPOCH, 1);
    fresh.add(Count.VERSION, 1);
    return fresh;
  }

  /** Another algorithm on the same statistics goes on from them; on others it would begin anew. */
  private PolicyHead adopt(PolicyHead head, long version) {
    String wanted = desk.rules.algorithm();
    if (wanted.equals(head.algorithm())) {
      return head;
    }
    try {
      if (desk.parse(head, wanted).shape().equals(desk.parse(head, head.algorithm()).shape())) {
        return head.following(wanted);
      }
      reject(
          head,
          version,
          "'"
              + wanted
              + "' keeps other statistics than '"
              + head.algorithm()
              + "'; give reset=true with it to begin anew");
    } catch (IllegalArgumentException e) {
      reject(head, version, e.getMessage());
    }
    return head;
  }

  private void reject(PolicyHead head, long version, String why) {
    desk.out.alert(
        new Alert(
            "bandit/CONTROL_REJECTED/" + desk.policy + "/" + version,
            head.get(Count.LAST_SEEN),
            "bandit",
            "CONTROL_REJECTED",
            desk.policy,
            Alert.Severity.WARNING,
            head.get(Count.LAST_SEEN),
            "control version " + version + " was not applied whole: " + why,
            List.of(),
            Map.of()));
  }

  private void startFrom(PolicyHead head, Map<String, double[]> priors, long version) {
    try {
      LoadedPolicy work = desk.load(head, priors.keySet().toArray(String[]::new));
      Priors.add(work, priors);
      work.changed();
      work.save("");
      desk.out.count(ServingCount.INTERVENTIONS, 1);
    } catch (IllegalArgumentException e) {
      reject(head, version, e.getMessage());
    }
  }

  private void startLike(PolicyHead head, Map<String, Similar> similar, long version) {
    for (Map.Entry<String, Similar> one : similar.entrySet()) {
      try {
        LoadedPolicy work = desk.load(head);
        Model all = work.whole();
        work = desk.load(head, one.getKey());
        WarmStart.like(
            work.learner.policy(),
            all,
            work.arm(one.getKey()),
            one.getValue().arm(),
            one.getValue().most());
        work.changed();
        work.save(one.getKey());
        desk.out.count(ServingCount.INTERVENTIONS, 1);
      } catch (IllegalArgumentException e) {
        reject(head, version, e.getMessage());
      }
    }
  }

  private void startByFeatures(PolicyHead head, Map<String, double[]> features, long version) {
    try {
      LoadedPolicy work = desk.load(head, features.keySet().toArray(String[]::new));
      features.keySet().forEach(work::arm);
      List<Arm> begun = FeaturePrior.begin(work.learner.policy(), work.model(), features);
      work.changed();
      work.save(begun.stream().map(Arm::id).toArray(String[]::new));
      desk.out.count(ServingCount.INTERVENTIONS, 1);
    } catch (IllegalArgumentException e) {
      reject(head, version, e.getMessage());
    }
  }

  public void onRequest(DecisionRequest request) {
    boolean taken = desk.concerning(null, () -> deciding.decide(request));
    PolicyHead head = desk.state.head().get();
    if (taken && head != null) {
      head.set(Count.LAST_SEEN, Math.max(head.get(Count.LAST_SEEN), request.time()));
      watch(head, request.time());
      publisher.renew(head);
      desk.state.head().put(head);
    }
  }

  public void onReward(HeldReward reward) {
    boolean taken = rewarding.reward(reward);
    PolicyHead head = desk.state.head().get();
    if (taken && head != null) {
      publisher.renew(head);
      desk.state.head().put(head);
    }
  }

  /**
   * Begins from a published model; what was learned before is replaced. What another shard has
   * learned is added to this one instead.
   */
  public void onSnapshot(Snapshot snapshot) {
    if (snapshot.shard() >= 0) {
      sharing.told(snapshot);
      watchFromNow();
      return;
    }
    try {
      Model model =
          ModelCodec.read(new DataInputStream(new ByteArrayInputStream(snapshot.model())));
      Publisher.requireModest(model);
      PolicyHead head = desk.state.head().get();
      if (head == null) {
        head =
            PolicyHead.fresh(
                snapshot.algorithm(),
                model.shape().context(),
                model.shape().features(),
                model.arms().size(),
                model.shared());
      }
      if (!desk.parse(head, head.algorithm()).shape().equals(model.shape())) {
        throw new IllegalArgumentException(
            "the snapshot's statistics are "
                + model.shape()
                + ", those of '"
                + head.algorithm()
                + "' are "
                + desk.parse(head, head.algorithm()).shape());
      }
      replace(head, model);
      watchFromNow();
    } catch (IOException | IllegalArgumentException e) {
      desk.refuse(Reason.MODEL_MISMATCH, "model", e.getMessage());
    }
  }

  private void replace(PolicyHead head, Model model) {
    eviction.clear(head);
    sharing.restart();
    for (Arm arm : model.arms()) {
      desk.state.arms().put(arm.id(), arm);
    }
    PolicyHead next =
        new PolicyHead(
            head.algorithm(),
            head.context(),
            head.features(),
            head.arms(),
            model.shared(),
            head.counts());
    next.set(Count.NEXT_ARM, model.nextNumber());
    next.set(Count.FORGOTTEN, model.nextNumber() - model.arms().size());
    next.add(Count.EPOCH, 1);
    next.add(Count.VERSION, 1);
    desk.state.head().put(next);
    desk.out.count(ServingCount.INTERVENTIONS, 1);
  }

  private void watchFromNow() {
    PolicyHead head = desk.state.head().get();
    if (head != null) {
      watch(head, Math.max(desk.out.watermark(), 0));
      desk.state.head().put(head);
    }
  }

  /** A policy that nobody asks any more is forgotten; to be called before its head is kept. */
  private void watch(PolicyHead head, long time) {
    if (head.get(Count.WATCHED) == 0) {
      head.set(Count.WATCHED, 1);
      desk.deadlines.note("", time + desk.rules.forgetAfter(), desk.rules.window());
    }
  }

  /** Event time has come to a time that was asked for. */
  public void onTime(long time) {
    for (String id : desk.deadlines.take(time)) {
      if (id.isEmpty()) {
        forget(time);
      } else {
        rewarding.due(id, time);
      }
    }
  }

  private void forget(long time) {
    PolicyHead head = desk.state.head().get();
    if (head == null) {
      return;
    }
    long until = head.get(Count.LAST_SEEN) + desk.rules.forgetAfter();
    if (until > time || head.get(Count.PENDING) > 0) {
      desk.deadlines.note("", Math.max(until, time + desk.rules.window()), desk.rules.window());
      return;
    }
    eviction.clear(head);
    evaluations.clear();
    sharing.clear();
    desk.state.published().put(null);
    desk.state.lastModel().put(null);
    desk.state.head().put(null);
  }
}
