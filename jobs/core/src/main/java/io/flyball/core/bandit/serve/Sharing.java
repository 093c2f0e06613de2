package io.flyball.core.bandit.serve;

import io.flyball.core.bandit.Arm;
import io.flyball.core.bandit.Model;
import io.flyball.core.bandit.ModelCodec;
import io.flyball.core.bandit.Policy;
import io.flyball.core.bandit.Shape;
import io.flyball.core.bandit.Sums;
import io.flyball.core.bandit.serve.PolicyHead.Count;
import io.flyball.core.bandit.serve.ServingRules.Sharding;
import io.flyball.core.record.Reason;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One of several learners of a hot policy. Every so many decisions it tells what it has learned
 * itself, as sums from the beginning on; when it hears from another it goes on from its own sums
 * and the newest that every other has told. Shares replace each other by version, so that copies,
 * losses and disorder on their way do no harm; what is not yet known of the others is like a delay
 * of their decisions and rewards. Cost: d^3 for each arm whenever something is told.
 */
final class Sharing {
  private static final String BASE = "base";
  private static final String ERA = "era";
  private static final String TOLD = "told";
  private static final String PARTIAL = "partial";

  private final ServingContext desk;
  private final Publisher publisher;

  Sharing(ServingContext desk, Publisher publisher) {
    this.desk = desk;
    this.publisher = publisher;
  }

  /** A decision was taken; its arms are saved. */
  void decided(LoadedPolicy work, long time) {
    Sharding rules = desk.rules.sharding();
    if (rules.shards() < 2) {
      return;
    }
    work.head.add(Count.UNSHARED, 1);
    if (work.head.get(Count.UNSHARED) * rules.shards() >= rules.every()) {
      work.head.set(Count.UNSHARED, 0);
      try {
        tell(work, time);
      } catch (IllegalArgumentException e) {
        publisher.holdNotFinite(work.head, time);
      }
    }
    desk.state.head().put(work.head);
  }

  /** What this shard has learned since it last looked goes into its share. */
  private Share learned(LoadedPolicy work, long time) {
    Policy policy = work.learner.policy();
    Model now = Sums.of(policy, work.whole());
    Share before = desk.state.shares().get(own());
    Model learned = before == null ? Sums.none(policy) : before.sums();
    Share base = desk.state.shares().get(BASE);
    Sums.addChange(policy, learned, base == null ? Sums.none(policy) : base.sums(), now);
    Publisher.requireFinite(learned);
    long version = before == null ? 0 : before.version();
    Share share = new Share(version, era(work.head), time, learned);
    desk.state.shares().put(own(), share);
    desk.state.shares().put(BASE, new Share(version, share.era(), time, now));
    return share;
  }

  private void tell(LoadedPolicy work, long time) {
    Share share = learned(work, time);
    Model learned = share.sums();
    long version = Math.max(share.version() + 1, time);
    desk.state.shares().put(own(), new Share(version, share.era(), time, learned));
    Model what = whatToTell(share);
    byte[] bytes = ModelCodec.bytes(what);
    Map<String, Double> evidence = new TreeMap<>();
    evidence.put(ERA, (double) share.era());
    if (what != learned) {
      evidence.put(PARTIAL, 1.0);
    }
    desk.out.count(ServingCount.SHARES, 1);
    desk.out.count(ServingCount.SHARE_BYTES, bytes.length);
    desk.out.published(
        new Snapshot(
            desk.policy,
            desk.shard,
            version,
            time,
            work.head.algorithm(),
            learned.decided(),
            learned.learned(),
            bytes,
            evidence));
  }

  /** All of the sums, or the arms that changed most where shares are compressed. */
  private Model whatToTell(Share share) {
    double part = desk.rules.sharding().part();
    if (part >= 1) {
      return share.sums();
    }
    Share told = desk.state.shares().get(TOLD);
    boolean whole =
        told == null || told.era() != share.era() || told.version() + 1 >= PartialShare.WHOLE_EVERY;
    Model what = whole ? share.sums() : PartialShare.of(share.sums(), told.sums(), part);
    Model known = whole ? what.copy() : PartialShare.merged(told.sums(), what);
    long since = whole ? 0 : told.version() + 1;
    desk.state.shares().put(TOLD, new Share(since, share.era(), share.time(), known));
    return what;
  }

  /** Goes on from what all shards are known to have learned. */
  private void merge(LoadedPolicy work) {
    Policy policy = work.learner.policy();
    List<Model> learned = new ArrayList<>();
    for (int shard = 0; shard < desk.rules.sharding().shards(); shard++) {
      Share share = desk.state.shares().get(Integer.toString(shard));
      if (share != null && share.era() == era(work.head)) {
        learned.add(share.sums());
      }
    }
    Model total = Sums.total(policy, learned);
    for (Arm sums : total.arms()) {
      Arm arm = work.arm(sums.id());
      policy.load(arm.state(), sums.state());
      desk.state.arms().put(arm.id(), arm);
    }
    long before = work.head.get(Count.VERSION);
    System.arraycopy(total.shared(), 0, work.head.shared(), 0, Shape.OWN_SHARED);
    work.head.set(Count.VERSION, Math.max(before, total.decided() + total.learned()));
    work.save("");
    desk.state.shares().put(BASE, new Share(0, era(work.head), 0, total));
  }

  /** Another shard has told what it has learned. */
  void told(Snapshot snapshot) {
    String from = Integer.toString(snapshot.shard());
    if (desk.rules.sharding().shards() < 2 || from.equals(own())) {
      return;
    }
    Share known = desk.state.shares().get(from);
    if (known != null && known.version() >= snapshot.version()) {
      return;
    }
    PolicyHead head = desk.state.head().get();
    try {
      Model sums = ModelCodec.read(new DataInputStream(new ByteArrayInputStream(snapshot.model())));
      Publisher.requireModest(sums);
      boolean born = head == null;
      if (born) {
        head = born(snapshot, sums.shape(), sums.arms().size());
      }
      Shape needed = Sums.shape(desk.algorithm(head));
      if (!needed.equals(sums.shape())) {
        throw new IllegalArgumentException(
            "the share's statistics are " + sums.shape() + ", those of this shard " + needed);
      }
      long era = snapshot.evidence().getOrDefault(ERA, 0.0).longValue();
      if (snapshot.evidence().containsKey(PARTIAL) && known != null && known.era() == era) {
        sums = PartialShare.merged(known.sums(), sums);
      }
      desk.state.shares().put(from, new Share(snapshot.version(), era, snapshot.time(), sums));
      desk.out.count(ServingCount.SHARES_TAKEN, 1);
      desk.out.count(
          ServingCount.SHARED_DECISIONS,
          sums.decided() - (known == null ? 0 : known.sums().decided()));
      long newest = Math.max(head.get(Count.LAST_SEEN), snapshot.time());
      desk.out.count(ServingCount.STALENESS_MS, newest - snapshot.time());
      LoadedPolicy work = desk.load(head);
      if (!born) {
        learned(work, newest);
      }
      merge(work);
    } catch (IOException | IllegalArgumentException e) {
      desk.refuse(Reason.MODEL_MISMATCH, "model", e.getMessage());
    }
  }

  /** A shard that was never asked begins with what the others know. */
  private PolicyHead born(Snapshot snapshot, Shape shape, int arms) {
    Policy policy =
        desk.parse(snapshot.algorithm(), shape.context(), shape.features(), Math.max(1, arms));
    return PolicyHead.fresh(
        snapshot.algorithm(),
        shape.context(),
        shape.features(),
        Math.max(1, arms),
        Model.fresh(policy).shared());
  }

  /** What this shard has learned is replaced or forgotten; that of others stays. */
  void restart() {
    desk.state.shares().remove(own());
    desk.state.shares().remove(BASE);
    desk.state.shares().remove(TOLD);
  }

  void clear() {
    restart();
    for (int shard = 0; shard < desk.rules.sharding().shards(); shard++) {
      desk.state.shares().remove(Integer.toString(shard));
    }
  }

  void removeArm(String arm) {
    for (int shard = -2; shard < desk.rules.sharding().shards(); shard++) {
      String key = shard == -2 ? TOLD : shard == -1 ? BASE : Integer.toString(shard);
      Share share = desk.rules.sharding().shards() < 2 ? null : desk.state.shares().get(key);
      if (share != null && share.sums().remove(arm)) {
        desk.state.shares().put(key, share);
      }
    }
  }

  private static long era(PolicyHead head) {
    return head.get(Count.JOB_RESET) + head.get(Count.POLICY_RESET);
  }

  private String own() {
    return Integer.toString(desk.shard);
  }
}
