package io.flyball.jobs.runtime;

import io.flyball.core.record.DeadLetter;
import io.flyball.core.record.Reason;
import io.flyball.core.record.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * The first operator of a job: counts every record, and sets aside what was refused and what comes
 * after its time was played, for its key's time would go back. Whether it is too late is judged by
 * its own partition's clock; event time counts beside it for what a partition brings that had been
 * idle.
 *
 * <p>A job says what becomes of the records that are taken, and where it differs how late they may
 * come. State: the counts and the clocks of the partitions.
 */
public abstract class IntakeFunction<I extends JobInput<I>, O> extends ClockedFunction<I, O> {
  private static final long serialVersionUID = 1;

  /** Records that were refused. */
  public static final OutputTag<DeadLetter> REFUSED =
      new OutputTag<>("refused", TypeInformation.of(DeadLetter.class));

  private final String job;

  /**
   * @param outOfOrderness how far a partition's records may be out of order
   * @param counts of the job, among them READ and DEAD_LETTERS
   */
  protected IntakeFunction(String job, Duration outOfOrderness, Enum<?>... counts) {
    super(job, outOfOrderness, counts);
    this.job = job;
  }

  @Override
  public final void processElement(I in, Context context, Collector<O> out) {
    tally().add("READ", 1);
    UnknownFieldsSeen.tell(in.raw(), in.time(), in.unknownFields(), context);
    Refusal refusal = in.refusal();
    long clock = Long.MIN_VALUE;
    if (refusal == null) {
      clock = advance(in.raw(), in.time());
      refusal = late(in, clock, context.timerService().currentWatermark());
    }
    if (refusal == null) {
      take(in, clock, context, out);
    } else {
      count(refusal);
      context.output(REFUSED, DeadLetters.of(job, in.raw(), refusal));
    }
  }

  /**
   * Counts a record that is neither refused nor too late, and sends it on.
   *
   * @param clock of its partition, epoch ms
   */
  protected abstract void take(I in, long clock, Context context, Collector<O> out);

  /** Counts a record that becomes a dead letter: in all, and by reason. */
  protected void count(Refusal refusal) {
    tally().refused(refusal.reason());
  }

  /** How long after its time was played a record is still taken, ms. */
  protected long kept(I in) {
    return 0;
  }

  /**
   * Why a record comes too late; null where it does not.
   *
   * @param clock of its partition, epoch ms
   * @param watermark of the operator, epoch ms
   */
  protected Refusal late(I in, long clock, long watermark) {
    long played = Math.max(clock - 1, watermark);
    long kept = kept(in);
    if (in.time() + kept > played) {
      return null;
    }
    return tooLate(
        String.format(
            Locale.ROOT,
            "time is %s; the time of its partition went on to %s, and a record may come %d ms late",
            Instant.ofEpochMilli(in.time()),
            Instant.ofEpochMilli(played),
            kept > 0 ? kept : bound()));
  }

  protected static Refusal tooLate(String message) {
    return Refusal.of(Reason.TOO_LATE, "time", message);
  }
}
