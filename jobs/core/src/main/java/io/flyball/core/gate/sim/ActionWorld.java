package io.flyball.core.gate.sim;

import io.flyball.core.gate.ActionOutcome;
import io.flyball.core.gate.Critique;
import io.flyball.core.gate.Proposal;
import io.flyball.core.random.Draws;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Draws an agent that proposes actions and critics that judge them. An action is right with
 * probability {@code right}, independently; a critic accepts right ones with probability a and
 * wrong ones with b. Each task has all its attempts, as if each had been blocked, so that a replay
 * finds the attempt that its verdict asks for. Wrong actions tend to be faster. Every draw is a
 * function of the seed and of what it is for.
 *
 * @param right probability that an action is right
 * @param attempts proposals of a task, >= 1
 * @param critics who judge
 */
public record ActionWorld(double right, int attempts, List<Critic> critics) {
  private static final long TASK_EVERY = 10_000;
  private static final long ATTEMPT_EVERY = 4_000;
  private static final long OUTCOME_AFTER = 3_500;

  /**
   * A critic.
   *
   * @param acceptsRight a
   * @param acceptsWrong b
   * @param unreadable probability that its answer cannot be read
   * @param slowest ms of its slowest answer; times are uniform up to it
   */
  public record Critic(
      String name, double acceptsRight, double acceptsWrong, double unreadable, long slowest) {}

  /** What was drawn of one action. */
  public record Drawn(Proposal proposal, List<Critique> critiques, ActionOutcome outcome) {}

  /** A careful critic, a hasty one whose answers are sometimes unreadable or late, and a liar. */
  public static ActionWorld standard() {
    return new ActionWorld(
        .8,
        2,
        List.of(
            new Critic("careful", .9, .2, 0, 1_200),
            new Critic("contrary", .25, .8, 0, 900),
            new Critic("hasty", .7, .3, .04, 2_300)));
  }

  /**
   * One action.
   *
   * @param start epoch ms of task 0
   */
  public Drawn draw(long seed, long task, int attempt, long start) {
    String id = "a" + task + "-" + attempt;
    long key = Draws.hash64(id);
    boolean isRight = Draws.uniform(seed, key, 0) < right;
    long time = start + task * TASK_EVERY + (attempt - 1) * ATTEMPT_EVERY;
    double speed = Draws.uniform(seed, key, 1) * 2 + (isRight ? 0 : 1);
    Proposal proposal =
        new Proposal(
            id,
            "s" + task % 20,
            "t" + task,
            attempt,
            task % 4 == 0 ? "irreversible" : "reversible",
            time,
            Map.of("speed", Math.rint(speed * 100) / 100, "battery", 20 + (task * 7) % 80));
    List<Critique> critiques = new ArrayList<>();
    for (Critic critic : critics) {
      critiques.add(critique(critic, id, isRight, seed, time));
    }
    critiques.sort(Comparator.comparingLong(Critique::time).thenComparing(Critique::critic));
    return new Drawn(proposal, critiques, new ActionOutcome(id, isRight, time + OUTCOME_AFTER));
  }

  private static Critique critique(
      Critic critic, String id, boolean isRight, long seed, long time) {
    long key = Draws.hash64(id + "/" + critic.name());
    boolean accepts =
        Draws.uniform(seed, key, 0) < (isRight ? critic.acceptsRight() : critic.acceptsWrong());
    double p = Math.rint(Draws.uniform(seed, key, 1) * 40) / 100;
    boolean readable = Draws.uniform(seed, key, 2) >= critic.unreadable();
    return new Critique(
        id,
        critic.name(),
        readable ? OptionalDouble.of(accepts ? 1 - p : p) : OptionalDouble.empty(),
        accepts || !readable ? "" : "slow down",
        time + 1 + (long) (Draws.uniform(seed, key, 3) * critic.slowest()));
  }
}
