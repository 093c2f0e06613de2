package io.flyball.bench;

import io.flyball.core.random.Draws;
import io.flyball.schemas.Exposure;
import io.flyball.schemas.FeedbackSignal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import org.apache.avro.specific.SpecificRecord;

/**
 * An endless stream of exposures and signals in which the record at an index is a pure function of
 * seed and index.
 *
 * <p>It comes in visits of eight records: two slates of three exposures, then two signals that
 * answer exposures of this or an earlier visit. A visit every {@value #VISIT_MS} ms of event time
 * (4 s a record) lets attribution windows end while a benchmark runs: 14 days are about 300,000
 * records, after which the state of the job no longer grows. Event times are out of order by at
 * most 90 s, 1 % of the records are exact copies of one a few visits before, 5 % of the signals
 * name an exposure that never was; users and items are drawn with a skew.
 *
 * <p>Cost: about two microseconds a record. Not for hot loops.
 */
public final class FeedbackLoad {
  /** Records of one visit: six exposures, then two signals. */
  public static final int VISIT = 8;

  /** Of those, exposures. */
  public static final int EXPOSURES = 6;

  static final long VISIT_MS = 32_000;

  /** So many records end before the year 2020, safely in the past of every clock. */
  public static final long LIMIT = 150_000_000;

  private static final long START = Instant.parse("2001-01-01T00:00:00Z").toEpochMilli();

  /** The last exposure and signal of a visit may be copies; the others never are. */
  private static final int COPIED_EXPOSURE = 5;

  private static final int COPIED_SIGNAL = 7;

  private final long seed;
  private final ExposureDraw exposures;
  private final SignalDraw signals;

  /**
   * @param users size of the population, at least 1
   */
  public FeedbackLoad(long seed, int users) {
    if (users < 1) {
      throw new IllegalArgumentException("users is " + users + "; it must be at least 1");
    }
    this.seed = seed;
    this.exposures = new ExposureDraw(seed, users);
    this.signals = new SignalDraw(seed, exposures);
  }

  /** The record at {@code index}: an {@link Exposure} or a {@link FeedbackSignal}. */
  public SpecificRecord at(long index) {
    long original = original(index);
    long visit = original / VISIT;
    int slot = (int) (original % VISIT);
    return slot < EXPOSURES ? exposures.at(visit, slot) : signals.at(visit, slot);
  }

  /** What a producer would partition {@code record} by: the user, or the target of a signal. */
  public static byte[] key(SpecificRecord record) {
    String key;
    if (record instanceof Exposure exposure) {
      key = exposure.getUser();
    } else {
      FeedbackSignal signal = (FeedbackSignal) record;
      String decision = signal.getDecisionId() == null ? signal.getItem() : signal.getDecisionId();
      key = signal.getExposureId() == null ? decision : signal.getExposureId();
    }
    return key.getBytes(StandardCharsets.UTF_8);
  }

  /** Whether the record at {@code index} is a copy of an earlier one. */
  public boolean isCopy(long index) {
    return original(index) != index;
  }

  /** Whether the record at {@code index} is a signal that names an exposure that never was. */
  public boolean isOrphan(long index) {
    long original = original(index);
    int slot = (int) (original % VISIT);
    return slot >= EXPOSURES && signals.isOrphan(original / VISIT, slot);
  }

  /** What must come out of the first {@code records} records; one pass over them. */
  public LoadCounts counts(long records) {
    long exposed = 0;
    long copies = 0;
    long orphans = 0;
    for (long i = 0; i < records; i++) {
      boolean copy = isCopy(i);
      copies += copy ? 1 : 0;
      if (i % VISIT < EXPOSURES) {
        exposed += copy ? 0 : 1;
      } else if (!copy && isOrphan(i)) {
        orphans++;
      }
    }
    return new LoadCounts(records, exposed, records - copies - exposed, copies, orphans);
  }

  private long original(long index) {
    long visit = index / VISIT;
    int slot = (int) (index % VISIT);
    if (slot == COPIED_EXPOSURE && visit >= 3 && Draws.uniform(seed, visit, 1000) < 0.06) {
      return (visit - 3) * VISIT + 4;
    }
    if (slot == COPIED_SIGNAL && visit >= 2 && Draws.uniform(seed, visit, 1001) < 0.02) {
      return (visit - 2) * VISIT + 6;
    }
    return index;
  }

  static long startOf(long visit) {
    return START + visit * VISIT_MS;
  }

  static String id(char kind, long number) {
    return kind + HexFormat.of().toHexDigits(number);
  }
}
