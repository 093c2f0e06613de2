package io.flyball.verify;

import io.flyball.local.cluster.FlinkRest.Checkpoints;
import io.flyball.tools.Progress;
import io.flyball.tools.UserError;
import io.flyball.verify.Fault.Target;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Feeds a running job and strikes at it, one strike after the other: the next one is due at its
 * place in the load, and not before the job has recovered from the last.
 *
 * <p>Recovered means that a checkpoint is complete which began after the killed process was
 * replaced: the whole chain from source to committed output works again. Records go on coming
 * meanwhile, up to the place of the next strike.
 */
final class FaultInjector {
  /** Feeding is spread so that a part of the load between two strikes takes at least this long. */
  private static final double SECONDS_BETWEEN = 2.0;

  private static final long TICK_NANOS = 20_000_000L;

  private static final long PATIENCE_MS = 5 * 60_000;

  private final Site site;
  private final Submission job;
  private final Feeder feeder;
  private final long records;
  private final Deque<Fault> ahead;
  private final double perSecond;
  private final RunHistory story;
  private long lastRestore;
  private Fault suffered;
  private long struckAt;
  private long replacedAt;
  private long dueAt;

  FaultInjector(
      Site site,
      Submission job,
      Feeder feeder,
      long records,
      List<Fault> strikes,
      RunHistory story) {
    this.site = site;
    this.job = job;
    this.feeder = feeder;
    this.records = records;
    this.story = story;
    this.ahead = new ArrayDeque<>(strikes);
    this.perSecond =
        strikes.isEmpty()
            ? Double.POSITIVE_INFINITY
            : records / (SECONDS_BETWEEN * (strikes.size() + 1));
  }

  /** Returns once everything is fed and the job has recovered from every strike. */
  void burn() {
    long start = System.nanoTime();
    int all = ahead.size();
    try (Progress progress = Progress.onStderr("fed", OptionalLong.of(records))) {
      while (feeder.fed() < records || !ahead.isEmpty() || suffered != null) {
        double seconds = (System.nanoTime() - start) / 1e9;
        // A cast of what is beyond every long is the greatest one.
        feeder.feedUntil(Math.min((long) (perSecond * seconds), limit()));
        watch();
        strikeWhenDue();
        progress.update(
            feeder.fed(),
            String.format(
                Locale.ROOT,
                "kills %d of %d%s",
                all - ahead.size(),
                all,
                suffered == null ? "" : ", recovering: " + suffered.target()));
        LockSupport.parkNanos(TICK_NANOS);
      }
    }
    feeder.flush();
  }

  /** How far may be fed: not past the strike that is due once the job has recovered. */
  private long limit() {
    return suffered == null || ahead.isEmpty() ? records : ahead.peek().atRecord();
  }

  private void watch() {
    Checkpoints now = job.checkpoints();
    story.checkpoint(now.completed());
    if (now.restoredAt() > lastRestore) {
      lastRestore = now.restoredAt();
      story.restarted();
    }
    if (suffered == null) {
      return;
    }
    if (now.triggeredAt() > replacedAt) {
      story.recovered(suffered.target(), (System.currentTimeMillis() - struckAt) / 1e3);
      suffered = null;
    } else if (System.currentTimeMillis() - struckAt > PATIENCE_MS) {
      job.requireAlive();
      throw new UserError(
          "the job did not recover within 5 min from the fault " + suffered.target());
    }
  }

  private void strikeWhenDue() {
    if (suffered != null || ahead.isEmpty() || feeder.fed() < ahead.peek().atRecord()) {
      return;
    }
    long now = System.currentTimeMillis();
    if (dueAt == 0) {
      dueAt = now + ahead.peek().delayMs();
    }
    if (now >= dueAt) {
      suffered = ahead.remove();
      dueAt = 0;
      if (isBroker(suffered.target()) && site.openTransactions() > 0) {
        story.struckInMidTransaction();
      }
      site.awaitReady(suffered);
      struckAt = System.currentTimeMillis();
      site.suffer(suffered);
      replacedAt = System.currentTimeMillis();
    }
  }

  private static boolean isBroker(Target target) {
    return target == Target.BROKER || target == Target.POWER_LOSS;
  }
}
