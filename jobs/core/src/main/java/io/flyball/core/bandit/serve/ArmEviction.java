package io.flyball.core.bandit.serve;

import io.flyball.core.bandit.Arm;
import io.flyball.core.bandit.serve.PolicyHead.Count;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Makes room for new arms by forgetting those least recently offered. Decisions for a forgotten arm
 * are still answered and resolved, but teach nothing, even when an arm of that name comes back.
 *
 * <p>Up to {@value #ALWAYS} arms it is noted for every request what it offers; with a higher limit
 * only once half of it is known, and arms not offered since then go first, oldest first. Cost: one
 * write per arm of a request where that is noted; n log n of all arms to make room, which is made
 * for a thousandth of the limit at once.
 */
final class ArmEviction {
  private static final int ALWAYS = 1024;

  private final ServingContext desk;
  private final Publisher publisher;
  private final Evaluations evaluations;
  private final Examination examination;

  ArmEviction(ServingContext desk, Publisher publisher, Evaluations evaluations) {
    this.desk = desk;
    this.publisher = publisher;
    this.evaluations = evaluations;
    this.examination = new Examination(desk);
  }

  private boolean possible() {
    // What other shards have learned of an arm would bring it back.
    return desk.rules.evict() && desk.rules.sharding().shards() < 2;
  }

  /** Notes what a request offered. */
  void offered(PolicyHead head, String[] arms) {
    int most = desk.rules.maxArms();
    if (possible() && (most <= ALWAYS || 2 * head.known() > most)) {
      head.add(Count.OFFERS, 1);
      for (String arm : arms) {
        desk.state.offered().put(arm, head.get(Count.OFFERS));
      }
    }
  }

  /**
   * Makes room for a request's new arms.
   *
   * @return whether an arm was forgotten
   * @throws IllegalArgumentException when there is no room for them; nothing has changed
   */
  boolean makeRoom(LoadedPolicy work, String[] arms) {
    int most = desk.rules.maxArms();
    long fresh = Arrays.stream(arms).filter(arm -> work.model().arm(arm) == null).count();
    Algorithms.requireRoom(work.model().shape(), Math.min(most, work.head.known() + fresh));
    long over = work.head.known() + fresh - most;
    if (over <= 0) {
      return false;
    }
    if (arms.length > most || !possible()) {
      throw new IllegalArgumentException(
          "the policy would know "
              + (work.head.known() + fresh)
              + " arms; bandit.max-arms allows "
              + most
              + (arms.length > most
                  ? ", and the request alone has " + arms.length
                  : ", and none is forgotten where bandit.evict is false or bandit.shards above"
                      + " 1"));
    }
    evict(work.head, new HashSet<>(Arrays.asList(arms)), Math.max(over, most / ALWAYS));
    return true;
  }

  private void evict(PolicyHead head, Set<String> kept, long count) {
    record Offered(long when, Arm arm) {}
    List<Offered> candidates = new ArrayList<>();
    for (Arm arm : desk.state.arms().all()) {
      if (!kept.contains(arm.id())) {
        Long when = desk.state.offered().get(arm.id());
        candidates.add(new Offered(when == null ? 0 : when, arm));
      }
    }
    candidates.stream()
        .sorted(Comparator.comparingLong(Offered::when).thenComparing(one -> one.arm().number()))
        .limit(count)
        .forEach(
            one -> {
              forget(head, one.arm().id());
              desk.out.count(ServingCount.EVICTED_ARMS, 1);
            });
  }

  /** Forgets an arm. */
  void forget(PolicyHead head, String arm) {
    if (desk.state.arms().get(arm) != null) {
      head.add(Count.FORGOTTEN, 1);
    }
    desk.state.arms().remove(arm);
    desk.state.offered().remove(arm);
    examination.forget(arm);
    publisher.forget(arm);
    evaluations.forget(arm);
  }

  /** Forgets all of them. */
  void clear(PolicyHead head) {
    List<String> ids = new ArrayList<>();
    desk.state.arms().all().forEach(arm -> ids.add(arm.id()));
    for (String id : ids) {
      desk.state.arms().remove(id);
      desk.state.offered().remove(id);
      examination.forget(id);
    }
    examination.clear();
    head.set(Count.FORGOTTEN, 0);
    head.set(Count.OFFERS, 0);
  }
}
