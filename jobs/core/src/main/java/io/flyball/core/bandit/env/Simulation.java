package io.flyball.core.bandit.env;

import io.flyball.core.bandit.AssignedArm;
import io.flyball.core.bandit.Choice;
import io.flyball.core.bandit.Learner;
import java.util.PriorityQueue;
import java.util.function.LongConsumer;

/**
 * Plays an environment. A reward with delay n of round t is learned before the decision of round t
 * + n + 1, rewards of one round in the order of their decisions.
 */
public final class Simulation {
  private static final int PROGRESS_EVERY = 1024;

  private record Waiting(long due, long round, AssignedArm taken, double reward)
      implements Comparable<Waiting> {
    @Override
    public int compareTo(Waiting other) {
      return due != other.due ? Long.compare(due, other.due) : Long.compare(round, other.round);
    }
  }

  private final Environment world;
  private final Player player;
  private final PriorityQueue<Waiting> waiting = new PriorityQueue<>();
  private double total;
  private long learned;
  private long lost;

  private Simulation(Environment world, Player player) {
    this.world = world;
    this.player = player;
  }

  /** Plays rounds 0 to {@code rounds - 1} with a learner in this process. */
  public static Report run(Environment world, Learner learner, Delay delay, long rounds) {
    return run(world, new LearnerPlayer(learner, world.arms()), delay, rounds, done -> {});
  }

  /**
   * Plays rounds 0 to {@code rounds - 1}.
   *
   * @param progress told the number of rounds played, every so often
   */
  public static Report run(
      Environment world, Player player, Delay delay, long rounds, LongConsumer progress) {
    return new Simulation(world, player).play(delay, rounds, progress);
  }

  private Report play(Delay delay, long rounds, LongConsumer progress) {
    PropensityAudit audit = new PropensityAudit(world.arms());
    Regret regret = new Regret(world, rounds);
    double[][] features = world.features();
    long switches = 0;
    int last = -1;
    for (long t = 0; t < rounds; t++) {
      world.begin(t);
      Choice choice = player.decide(t, world.context(), features, world.policyDraw(t));
      int shown = choice.index();
      audit.add(shown, choice.propensities());
      regret.add(t + 1, shown);
      double reward = world.reward(shown);
      total += reward;
      if (player.observes()) {
        player.observe(rewards());
      }
      switches += last >= 0 && last != shown ? 1 : 0;
      last = shown;
      long wait = delay.rounds(shown, world.delayDraw(t));
      if (wait == Delay.NEVER) {
        lost++;
      } else {
        waiting.add(new Waiting(t + wait, t, choice.taken(), reward));
      }
      learnDue(t);
      if (t % PROGRESS_EVERY == 0) {
        progress.accept(t);
      }
    }
    return new Report(
        rounds,
        regret.marks(),
        regret.curve(),
        regret.uniform(),
        regret.bestFixed(),
        total,
        learned,
        waiting.size(),
        lost,
        switches,
        audit.worst());
  }

  private double[] rewards() {
    double[] all = new double[world.arms()];
    for (int a = 0; a < all.length; a++) {
      all[a] = world.reward(a);
    }
    return all;
  }

  private void learnDue(long t) {
    while (!waiting.isEmpty() && waiting.peek().due() <= t) {
      Waiting next = waiting.poll();
      player.learn(next.round(), next.taken(), next.reward());
      learned++;
    }
  }
}
