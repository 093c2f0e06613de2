package io.flyball.core.reward.group;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A group while it fills, and for a while after it closed so that late members are known as such: a
 * closed group is never opened again.
 *
 * @param members in order of arrival; kept when closed, so that a copy is known as one
 * @param expectedSize what the first member that knew it said; 0 until then
 * @param deadline event time at which it closes at the latest, epoch ms
 * @param closed whether it was compared
 */
public record AttemptGroup(List<Attempt> members, int expectedSize, long deadline, boolean closed) {

  /** What became of a member. */
  public enum Offer {
    /** It is in. */
    JOINED,
    /** It is in, and the group is complete: compare and {@link #close} it. */
    COMPLETED,
    /** The same member again: nothing changed. */
    DUPLICATE,
    /** Its id was used with another content: nothing changed. */
    CONFLICT,
    /** It names another size than the group has: nothing changed. */
    OTHER_SIZE,
    /** The group is closed and was compared without it: nothing changed. */
    LATE
  }

  /** The answer to a member, and the group after it. */
  public record Answer(Offer offer, AttemptGroup group) {}

  /** A group before its first member. */
  public static AttemptGroup opened(long time, CompletionRule rule) {
    return new AttemptGroup(List.of(), 0, time + rule.deadline(), false);
  }

  /**
   * Offers a member. Cost: O(members).
   *
   * @param known by which event time it had arrived: after the deadline it is late, whether the
   *     group was closed in the meantime or not
   */
  public Answer offer(Attempt attempt, long known, CompletionRule rule) {
    for (Attempt member : members) {
      if (member.id().equals(attempt.id())) {
        return new Answer(member.equals(attempt) ? Offer.DUPLICATE : Offer.CONFLICT, this);
      }
    }
    if (closed || known > deadline) {
      return new Answer(Offer.LATE, this);
    }
    int said = attempt.expectedSize();
    if (said != 0 && ((expectedSize != 0 && said != expectedSize) || said <= members.size())) {
      return new Answer(Offer.OTHER_SIZE, this);
    }
    List<Attempt> joined = new ArrayList<>(members);
    joined.add(attempt);
    int size = expectedSize == 0 ? said : expectedSize;
    // The earliest member sets the deadline, whatever the order of arrival.
    long latest = Math.min(deadline, attempt.time() + rule.deadline());
    return new Answer(
        joined.size() >= rule.enough(size) ? Offer.COMPLETED : Offer.JOINED,
        new AttemptGroup(joined, size, latest, false));
  }

  /** The members by id: comparing them does not depend on arrival. */
  public List<Attempt> ordered() {
    return members.stream().sorted(Comparator.comparing(Attempt::id)).toList();
  }

  /** The group after it was compared. */
  public AttemptGroup close() {
    return new AttemptGroup(members, expectedSize, deadline, true);
  }
}
