package io.flyball.core.gate.sim;

import io.flyball.core.gate.EpisodeEvent;
import io.flyball.core.gate.EpisodeEvent.Kind;
import io.flyball.core.random.Draws;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Draws episodes of subgoals with an injected fault. The program of the faulty subgoal notices
 * nothing; the next subgoal throws. A look at the faulty subgoal misses the fault with probability
 * {@code error}; looks at sound ones do not err. So the first failed look is at the fault with
 * probability 1 - error. After the exception the faulty subgoal is done again, this time well.
 *
 * @param subgoals of an episode, >= 2
 * @param faulty probability that an episode has a fault; it is in any subgoal but the last
 * @param error of a look at a fault
 * @param stubborn probability that the subgoal after the fault is tried three times first
 */
public record EpisodeWorld(int subgoals, double faulty, double error, double stubborn) {
  private static final long EPISODE_EVERY = 60_000;
  private static final long STEP = 1_000;

  /** Four subgoals, a fault in 40 of 100 episodes, looks that miss a tenth. */
  public static EpisodeWorld standard() {
    return new EpisodeWorld(4, .4, .1, .2);
  }

  /** Where the fault of an episode is; empty where there is none. */
  public OptionalInt fault(long seed, long episode) {
    long key = Draws.hash64("e" + episode);
    return Draws.uniform(seed, key, 0) < faulty
        ? OptionalInt.of((int) (Draws.uniform(seed, key, 1) * (subgoals - 1)))
        : OptionalInt.empty();
  }

  /**
   * The events of one episode, in time.
   *
   * @param start epoch ms of episode 0
   */
  public List<EpisodeEvent> draw(long seed, long episode, long start) {
    long key = Draws.hash64("e" + episode);
    boolean missed = Draws.uniform(seed, key, 2) < error;
    int tries = Draws.uniform(seed, key, 3) < stubborn ? 3 : 1;
    OptionalInt fault = fault(seed, episode);
    Script script = new Script("e" + episode, start + episode * EPISODE_EVERY);
    for (int k = 0; k < subgoals; k++) {
      if (fault.isPresent() && k == fault.getAsInt()) {
        script.done(k, missed);
        for (int t = 0; t < tries; t++) {
          script.add(k + 1, Kind.START, "");
          script.add(k + 1, Kind.EXCEPTION, "no grasp");
        }
        script.time += 6_000;
      }
      script.done(k, true);
    }
    return script.events;
  }

  private static final class Script {
    private static final String[] PRIMITIVES = {"reach", "grasp", "route", "insert"};
    private final List<EpisodeEvent> events = new ArrayList<>();
    private final String episode;
    private long time;

    Script(String episode, long time) {
      this.episode = episode;
      this.time = time;
    }

    void done(int subgoal, boolean seenOk) {
      add(subgoal, Kind.START, "");
      add(subgoal, Kind.END, "");
      add(subgoal, seenOk ? Kind.SEEN_OK : Kind.SEEN_FAIL, seenOk ? "" : "out of place");
    }

    void add(int subgoal, Kind kind, String detail) {
      events.add(
          new EpisodeEvent(
              episode, subgoal, kind, PRIMITIVES[subgoal % PRIMITIVES.length], detail, time));
      time += STEP;
    }
  }
}
