package io.flyball.core.bandit.serve;

import io.flyball.core.bandit.serve.PolicyHead.Count;

/**
 * Publishes a policy at its birth, and again when its newest snapshot has become old though there
 * was nothing new to tell, so that whoever serves it elsewhere can tell a quiet policy from a job
 * that stands still. A policy that is held is published again with the model from before.
 *
 * <p>Times are event time: the same events give the same snapshots. A policy without any event for
 * {@value #QUIET} intervals is left alone until its next event, so that a gap in event time costs
 * no more than so many snapshots. At the end of the input nothing is published again.
 */
final class Repeater {
  /** Among what is due: no decision has an id without a policy and a slash. */
  static final String ID = "publish";

  private static final int QUIET = 120;

  /** Deadlines to the millisecond. */
  private static final int EXACT = 1;

  private final ServingContext desk;
  private final Publisher publisher;

  Repeater(ServingContext desk, Publisher publisher) {
    this.desk = desk;
    this.publisher = publisher;
  }

  private long interval() {
    boolean publishes = desk.shard == 0 && desk.rules.publishing().every() > 0;
    return publishes ? desk.rules.publishing().atLeast() : 0;
  }

  /** An event of the policy was served; to be called before its head is kept. */
  void served(PolicyHead head) {
    long time = head.get(Count.LAST_SEEN);
    if (interval() > 0 && head.get(Count.REPEAT) == 0) {
      if (head.get(Count.SNAPSHOT) == 0 || time - head.get(Count.PUBLISHED) >= interval()) {
        publish(head, time);
      }
      wake(head, time + interval());
    }
  }

  /** Event time has come to a time at which the policy wanted to be woken. */
  void due(long time) {
    PolicyHead head = desk.state.head().get();
    if (head == null || head.get(Count.REPEAT) != time) {
      return;
    }
    long now = Math.max(time, head.get(Count.LAST_SEEN));
    if (desk.ended || interval() == 0 || now - head.get(Count.LAST_SEEN) > QUIET * interval()) {
      head.set(Count.REPEAT, 0);
    } else {
      long age = now - head.get(Count.PUBLISHED);
      if (age >= interval()) {
        publish(head, now);
        age = 0;
      }
      wake(head, time + interval() - Math.max(0, age));
    }
    desk.state.head().put(head);
  }

  private void publish(PolicyHead head, long time) {
    if (head.get(Count.HELD) == 0) {
      head.set(Count.CONSIDERED, head.get(Count.VERSION));
      publisher.consider(desk.load(head), time, true);
    } else {
      publisher.publishHeld(head, time);
    }
  }

  private void wake(PolicyHead head, long time) {
    head.set(Count.REPEAT, time);
    desk.deadlines.note(ID, time, EXACT);
  }
}
