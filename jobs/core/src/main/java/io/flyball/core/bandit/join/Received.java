package io.flyball.core.bandit.join;

import io.flyball.core.random.Draws;
import java.util.Arrays;
import java.util.Comparator;

/**
 * The rewards of one decision: a set, so that the order of arrival does not matter. The same id
 * again changes nothing; a correction replaces the reward it names, whichever of the two comes
 * first, and the highest revision holds. Ids are kept as 64-bit hashes. Immutable.
 */
public final class Received {
  private static final ReceivedReward[] NONE = {};
  private static final Comparator<ReceivedReward> EARNED =
      Comparator.comparingLong(ReceivedReward::time).thenComparingLong(ReceivedReward::id);

  private Received() {}

  /** No reward yet. */
  public static ReceivedReward[] none() {
    return NONE;
  }

  /** The rewards with one more; the same array when it is a copy or already superseded. */
  public static ReceivedReward[] add(ReceivedReward[] before, Reward reward) {
    long hash = Draws.hash64(reward.id());
    long replaced = reward.corrects() == null ? hash : Draws.hash64(reward.corrects());
    int known = find(before, hash);
    int target = find(before, replaced);
    if (known >= 0 && (target < 0 || target == known)) {
      return overtaken(before, known, hash, reward, replaced);
    }
    if (target < 0) {
      return sorted(
          append(
              before,
              new ReceivedReward(
                  replaced, hash, reward.time(), reward.revision(), reward.values())));
    }
    ReceivedReward old = before[target];
    ReceivedReward next =
        new ReceivedReward(old.id(), hash, old.time(), reward.revision(), reward.values());
    ReceivedReward[] after = before.clone();
    if (known >= 0) {
      // A later correction of this correction came first: it stands for the whole chain.
      ReceivedReward newest = before[known].revision() > next.revision() ? before[known] : next;
      after[target] =
          new ReceivedReward(
              old.id(), newest.latest(), old.time(), newest.revision(), newest.values());
      after = without(after, known);
    } else if (old.revision() >= reward.revision()) {
      return before;
    } else {
      after[target] = next;
    }
    return sorted(after);
  }

  /**
   * Whether a reward of this id is known with other values. Of one that was corrected since, the
   * values are forgotten.
   */
  public static boolean contradicts(ReceivedReward[] rewards, Reward reward) {
    long hash = Draws.hash64(reward.id());
    for (ReceivedReward held : rewards) {
      if (held.latest() == hash) {
        return !Arrays.equals(held.values(), reward.values());
      }
    }
    return false;
  }

  /** The reward of an id that is known: a copy, or the original of a correction that overtook. */
  private static ReceivedReward[] overtaken(
      ReceivedReward[] before, int known, long hash, Reward reward, long replaced) {
    ReceivedReward held = before[known];
    if (held.latest() == hash || held.id() != hash) {
      return before;
    }
    if (held.time() == reward.time() && replaced == hash) {
      return before;
    }
    ReceivedReward[] after = before.clone();
    after[known] =
        new ReceivedReward(replaced, held.latest(), reward.time(), held.revision(), held.values());
    return sorted(after);
  }

  /** Whether a reward of this id is among them. */
  public static boolean named(ReceivedReward[] rewards, String id) {
    return find(rewards, Draws.hash64(id)) >= 0;
  }

  private static int find(ReceivedReward[] rewards, long hash) {
    for (int i = 0; i < rewards.length; i++) {
      if (rewards[i].named(hash)) {
        return i;
      }
    }
    return -1;
  }

  private static ReceivedReward[] append(ReceivedReward[] before, ReceivedReward next) {
    ReceivedReward[] after = Arrays.copyOf(before, before.length + 1);
    after[before.length] = next;
    return after;
  }

  private static ReceivedReward[] without(ReceivedReward[] before, int index) {
    ReceivedReward[] after = new ReceivedReward[before.length - 1];
    System.arraycopy(before, 0, after, 0, index);
    System.arraycopy(before, index + 1, after, index, after.length - index);
    return after;
  }

  private static ReceivedReward[] sorted(ReceivedReward[] rewards) {
    Arrays.sort(rewards, EARNED);
    return rewards;
  }
}
