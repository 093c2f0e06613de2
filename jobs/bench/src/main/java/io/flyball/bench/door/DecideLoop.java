package io.flyball.bench.door;

import io.flyball.bench.door.DoorFigure.Paired;
import io.flyball.client.Ask;
import io.flyball.client.Chosen;
import io.flyball.client.Fallback;
import io.flyball.client.Flyball;
import io.flyball.client.WhenFull;
import io.flyball.core.bandit.Learner;
import io.flyball.core.bandit.Pick;
import io.flyball.core.bandit.Question;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Map;

/**
 * The client's {@code decide} beside the bare loop: question, propensities, draw. Blocks of each
 * take turns; processor time of the deciding thread, so that what the log's thread does meanwhile
 * is not counted. Between blocks the log is waited for.
 */
final class DecideLoop {
  private static final int BLOCK = 500;
  private static final int WARM_UP = 60;
  private static final int BLOCKS_A_ROUND = 10;

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final Learner learner = ServedPolicy.learner();
  private final double[][] contexts = new double[BLOCK][];
  private final String[] ids = new String[BLOCK];
  private final String bootstrap;
  private long blocks;
  private double drawn;

  DecideLoop(String bootstrap) {
    this.bootstrap = bootstrap;
    for (int i = 0; i < BLOCK; i++) {
      contexts[i] = ServedPolicy.context(i);
    }
  }

  /** Microseconds of a decision, by the loop and by the client. */
  Paired measure(int rounds) throws InterruptedException {
    try (Flyball flyball =
        Flyball.builder(Map.of("bootstrap.servers", bootstrap))
            .policies(ServedPolicy.NAME)
            .staleAfter(Duration.ofHours(1))
            .fallback(Fallback.THROW)
            .whenFull(WhenFull.THROW)
            .build()) {
      if (!flyball.awaitReady(Duration.ofSeconds(30))) {
        throw new IllegalStateException("the client found no snapshot within 30 s");
      }
      for (int i = 0; i < WARM_UP; i++) {
        bare();
        client(flyball);
      }
      Paired figures = new Paired();
      for (int round = 0; round < rounds; round++) {
        double bare = 0;
        double client = 0;
        for (int i = 0; i < BLOCKS_A_ROUND; i++) {
          bare += bare();
          client += client(flyball);
        }
        figures.add(bare / BLOCKS_A_ROUND, client / BLOCKS_A_ROUND);
      }
      if (!(drawn > 0)) {
        throw new IllegalStateException("nothing was drawn");
      }
      return figures;
    }
  }

  private void name() {
    blocks++;
    for (int i = 0; i < BLOCK; i++) {
      ids[i] = ServedPolicy.NAME + "/" + blocks + "-" + i;
    }
  }

  private double bare() {
    name();
    long from = threads.getCurrentThreadCpuTime();
    for (int i = 0; i < BLOCK; i++) {
      Question question = learner.question(contexts[i], ServedPolicy.ARMS);
      double[] propensities = learner.propensities(question);
      int arm = Pick.from(propensities, Pick.draw(ids[i], ServedPolicy.SEED));
      drawn += propensities[arm];
    }
    return micros(from);
  }

  private double client(Flyball flyball) {
    name();
    Chosen last = null;
    long from = threads.getCurrentThreadCpuTime();
    for (int i = 0; i < BLOCK; i++) {
      last = flyball.decide(Ask.of(ids[i]).context(contexts[i]).arms(ServedPolicy.ARMS));
      drawn += last.propensity();
    }
    double micros = micros(from);
    last.logged().toCompletableFuture().join();
    return micros;
  }

  private double micros(long from) {
    return (threads.getCurrentThreadCpuTime() - from) / 1000.0 / BLOCK;
  }
}
