package io.flyball.core.gate;

import io.flyball.core.record.TextFormat;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What a session does after each primitive: go on, retry, recover or abort (after multi-stage cable
 * routing with learnt selection, arXiv 2307.08927, where a selector without its history looped on
 * one primitive). After a failure it takes the try that is likelier to complete the stage, by the
 * posterior means of retries and of tries after a recovery; a tie is a retry. The session aborts
 * when the stage's budget of tries is used up. The same primitive {@code loop} times in a row is a
 * loop: it is recovered from once, then the session aborts. A stage that the statistics have no
 * room for aborts it too. Memory: the last {@value #HISTORY} primitives.
 */
public final class StageController {
  /** Primitives remembered. */
  public static final int HISTORY = 6;

  /** What to do next. */
  public enum Move {
    NEXT,
    RETRY,
    RECOVER,
    ABORT
  }

  /**
   * An answer.
   *
   * @param stage the stage that the move leads to
   * @param looping whether the same primitive ran again and again
   */
  public record Step(Move move, int stage, boolean looping) {}

  private final int budget;
  private final int loop;
  private final Deque<String> history = new ArrayDeque<>();
  private int stage;
  private int tries;
  private StageStatistics.Try how = StageStatistics.Try.FIRST;
  private boolean looped;

  /**
   * @param budget tries of a stage, >= 1
   * @param loop h: how often the same primitive makes a loop, 2 to {@value #HISTORY}
   */
  public StageController(int budget, int loop) {
    if (budget < 1 || loop < 2 || loop > HISTORY) {
      throw new IllegalArgumentException(
          "budget must be at least 1 and loop 2 to "
              + HISTORY
              + ", were "
              + budget
              + " and "
              + loop);
    }
    this.budget = budget;
    this.loop = loop;
  }

  /** Writes where the session is, not the parameters. */
  public void write(DataOutput out) throws IOException {
    out.writeInt(stage);
    out.writeInt(tries);
    TextFormat.write(how.name(), out);
    out.writeBoolean(looped);
    out.writeByte(history.size());
    for (String primitive : history) {
      TextFormat.write(primitive, out);
    }
  }

  /** Takes back what {@link #write} wrote. */
  public StageController read(DataInput in) throws IOException {
    stage = in.readInt();
    tries = in.readInt();
    how = StageStatistics.Try.valueOf(TextFormat.read(in));
    looped = in.readBoolean();
    history.clear();
    for (int left = in.readByte(); left > 0; left--) {
      history.addLast(TextFormat.read(in));
    }
    return this;
  }

  /** Takes the outcome of a primitive of a stage and learns from it. */
  public Step outcome(int at, String primitive, boolean success, StageStatistics statistics) {
    if (at != stage) {
      stage = at;
      tries = 0;
      how = StageStatistics.Try.FIRST;
    }
    tries++;
    if (!statistics.add(stage, how, success)) {
      return new Step(Move.ABORT, stage, false);
    }
    history.addLast(primitive);
    if (history.size() > HISTORY) {
      history.removeFirst();
    }
    if (success) {
      stage++;
      tries = 0;
      how = StageStatistics.Try.FIRST;
      looped = false;
      history.clear();
      return new Step(Move.NEXT, stage, false);
    }
    boolean looping = looping();
    if (tries >= budget || (looping && looped)) {
      return new Step(Move.ABORT, stage, looping);
    }
    boolean recover = looping || recoveryIsLikelier(statistics);
    looped |= looping;
    if (looping) {
      history.clear();
    }
    how = recover ? StageStatistics.Try.RECOVERY : StageStatistics.Try.RETRY;
    return new Step(recover ? Move.RECOVER : Move.RETRY, stage, looping);
  }

  private boolean recoveryIsLikelier(StageStatistics statistics) {
    return statistics.of(stage, StageStatistics.Try.RECOVERY).mean()
        > statistics.of(stage, StageStatistics.Try.RETRY).mean();
  }

  private boolean looping() {
    int same = 0;
    String last = history.peekLast();
    for (var it = history.descendingIterator(); it.hasNext() && it.next().equals(last); ) {
      same++;
    }
    return same >= loop;
  }
}
