package io.flyball.core.drift;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.numbers.gamma.Erfc;

/**
 * Decides which of a detector's alarms about one signal are passed on. An alarm proposes where the
 * level changed from m0 to m1. Two tests must both find it, for values of a log are not
 * independent:
 *
 * <pre>
 * z = |m1 - m0| / sqrt(v (1/n0 + 1/n1)),      p = P(|N(0,1)| > z)
 * t = |sum_u D_u| / sqrt(sum_u D_u^2),        p = 2 exp(-t^2/2),    D_u = sum of u's (x - m0)
 * </pre>
 *
 * <p>The first holds the change against the {@link LongRunVariance} v of the signal. The second is
 * self-normalised (Efron, "Student's t-test under symmetry conditions", JASA 1969) over the users u
 * of the latest {@value #KEPT} values since the change: one user's long session cannot pass it. The
 * larger p, times 4 (n0 + n1)/n1 for the places at which a change of n1 values could have been
 * proposed, is judged by {@link AlphaInvesting} over all signals of a scope.
 *
 * <p>A proposal that is refused is looked at again whenever its values have doubled, until it has
 * as many as there are before it. The first {@value #LEARNING} values only teach how much the
 * signal varies. After an alarm the new level is the one to depart from: one change, one alarm.
 * Cost: O(1) per value, O({@value #KEPT}) per look. Memory: 16 kB.
 */
public final class ChangeConfirmation {
  private static final int LEAST_BEFORE = 30;
  private static final int LEARNING = 1_000;
  private static final int PLACES = 4;

  private static final int KEPT = 2_048;

  private final int[] users = new int[KEPT];
  private final float[] values = new float[KEPT];
  private LongRunVariance spread = new LongRunVariance();
  private long n;
  private double sum;
  private boolean proposed;
  private long before;
  private double sumBefore;
  private long nextLook;
  private long seen;

  /**
   * Takes the next value.
   *
   * @param user whose value it is; 0 where nobody is named
   * @param index of the value among all of the signal
   * @param raised what the detector says of it
   * @param leastChange changes by less are none
   * @param family the tests of all signals that are judged together
   */
  public Optional<Alarm> update(
      double x,
      long user,
      long index,
      Optional<Alarm> raised,
      double leastChange,
      AlphaInvesting family) {
    spread.add(x);
    users[(int) (seen % KEPT)] = Long.hashCode(user);
    values[(int) (seen % KEPT)] = (float) x;
    n++;
    seen++;
    sum += x;
    raised.ifPresent(this::propose);
    if (!proposed || n < nextLook || seen < LEARNING) {
      return Optional.empty();
    }
    long since = n - before;
    double levelBefore = sumBefore / before;
    double level = (sum - sumBefore) / since;
    if (Math.abs(level - levelBefore) >= leastChange && family.test(p(levelBefore, level, since))) {
      n = since;
      sum -= sumBefore;
      proposed = false;
      return Optional.of(Alarm.of(index, levelBefore, level, since));
    }
    proposed = since < before;
    nextLook = before + 2 * since;
    return Optional.empty();
  }

  private void propose(Alarm alarm) {
    long since = Math.max(1, Math.min(alarm.width(), n));
    if (n - since < LEAST_BEFORE) {
      return;
    }
    proposed = true;
    before = n - since;
    sumBefore = sum - alarm.after() * since;
    nextLook = n;
  }

  private double p(double levelBefore, double level, long since) {
    // One value of either extreme more keeps a constant signal from having no variance.
    double variance = Math.max(spread.value(), 1.0 / (n + 2));
    double z = Math.abs(level - levelBefore) / Math.sqrt(variance * (1.0 / before + 1.0 / since));
    double inTime = Double.isNaN(z) ? 1 : Erfc.value(z / Math.sqrt(2));
    return (double) PLACES * n / since * Math.max(inTime, overUsers(levelBefore, since));
  }

  private double overUsers(double levelBefore, long since) {
    Map<Integer, Double> departures = new HashMap<>();
    double squares = 0;
    double sum = 0;
    for (long i = seen - Math.min(since, KEPT); i < seen; i++) {
      int at = (int) (i % KEPT);
      double departure = values[at] - levelBefore;
      sum += departure;
      if (users[at] == 0) {
        squares += departure * departure;
      } else {
        departures.merge(users[at], departure, Double::sum);
      }
    }
    for (double departure : departures.values()) {
      squares += departure * departure;
    }
    return squares == 0 ? 1 : 2 * Math.exp(-sum * sum / squares / 2);
  }

  public void write(DataOutput out) throws IOException {
    spread.write(out);
    out.writeLong(n);
    out.writeDouble(sum);
    out.writeBoolean(proposed);
    out.writeLong(before);
    out.writeDouble(sumBefore);
    out.writeLong(nextLook);
    out.writeLong(seen);
    for (int i = 0; i < Math.min(seen, KEPT); i++) {
      out.writeInt(users[i]);
      out.writeFloat(values[i]);
    }
  }

  public static ChangeConfirmation read(DataInput in) throws IOException {
    ChangeConfirmation change = new ChangeConfirmation();
    change.spread = LongRunVariance.read(in);
    change.n = in.readLong();
    change.sum = in.readDouble();
    change.proposed = in.readBoolean();
    change.before = in.readLong();
    change.sumBefore = in.readDouble();
    change.nextLook = in.readLong();
    change.seen = in.readLong();
    for (int i = 0; i < Math.min(change.seen, KEPT); i++) {
      change.users[i] = in.readInt();
      change.values[i] = in.readFloat();
    }
    return change;
  }
}
