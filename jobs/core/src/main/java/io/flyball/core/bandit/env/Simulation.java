package io.flyball.core.bandit.env;

import io.flyball.core.bandit.Choice;
import io.flyball.core.bandit.Learner;
import io.flyball.core.bandit.ObservingPolicy;
import io.flyball.core.bandit.Question;
import io.flyball.core.bandit.Taken;
import java.util.PriorityQueue;

/**
 * Plays a learner against an environment. A reward with delay n of round t is learned before the
 * decision of round t + n + 1, rewards of one round in the order of their decisions.
 */
public final class Simulation {
  private static final long DELAYS = 0x44454C415953L; // "DELAYS"
  private static final double[] NO_WEIGHTS = {};

  private record Waiting(long due, long round, Taken taken, double reward)
      implements Comparable<Waiting> {
    @Override
    public int compareTo(Waiting other) {
      return due != other.due ? Long.compare(due, other.due) : Long.compare(round, other.round);
    }
  }

  private Simulation() {}

  /** Plays rounds 0 to {@code rounds - 1}. */
  public static Report run(Environment world, Learner learner, Delay delay, long rounds) {
    String[] names = new String[world.arms()];
    for (int a = 0; a < names.length; a++) {
      names[a] = Integer.toString(a);
    }
    PropensityAudit audit = new PropensityAudit(names.length);
    PriorityQueue<Waiting> waiting = new PriorityQueue<>();
    double[] marks = new double[Report.MARKS.size()];
    double regret = 0;
    double total = 0;
    long learned = 0;
    long lost = 0;
    long switches = 0;
    int last = -1;
    for (long t = 0; t < rounds; t++) {
      world.begin(t);
      Question question = learner.question(world.context(), names, world.features(), NO_WEIGHTS);
      Choice choice = learner.decide(question, world.policyDraw(t));
      int shown = choice.index();
      audit.add(shown, choice.propensities());
      regret += world.best() - world.mean(shown);
      double reward = world.reward(shown);
      total += reward;
      if (learner.policy() instanceof ObservingPolicy observer
          && observer.observes(learner.model().shared())) {
        double[] all = new double[names.length];
        for (int a = 0; a < all.length; a++) {
          all[a] = world.reward(a);
        }
        observer.observe(learner.model().shared(), question, all);
      }
      switches += last >= 0 && last != shown ? 1 : 0;
      last = shown;
      long wait = delay.rounds(shown, Counter.uniform(DELAYS, t));
      if (wait == Delay.NEVER) {
        lost++;
      } else {
        waiting.add(new Waiting(t + wait, t, choice.taken(), reward));
      }
      while (!waiting.isEmpty() && waiting.peek().due() <= t) {
        Waiting next = waiting.poll();
        learner.learn(next.taken(), next.reward());
        learned++;
      }
      for (int m = 0; m < marks.length; m++) {
        if (t + 1 == Math.max(1, rounds * Report.MARKS.get(m) / 100)) {
          marks[m] = regret;
        }
      }
    }
    return new Report(rounds, marks, total, learned, waiting.size(), lost, switches, audit.worst());
  }
}
