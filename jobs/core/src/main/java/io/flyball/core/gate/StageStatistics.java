package io.flyball.core.gate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What is known of the stages of a task over all sessions: how often a first try succeeds, a retry,
 * and a try after a recovery, each a Beta posterior with a uniform prior.
 */
public final class StageStatistics {

  /** How a stage came to be tried. */
  public enum Try {
    FIRST,
    RETRY,
    RECOVERY
  }

  private final int most;
  private final List<Map<Try, BetaCount>> stages = new ArrayList<>();

  /**
   * @param most stages, >= 1
   */
  public StageStatistics(int most) {
    if (most < 1) {
      throw new IllegalArgumentException("there is at least one stage, was " + most);
    }
    this.most = most;
  }

  /** Writes the counts. */
  public void write(DataOutput out) throws IOException {
    out.writeInt(stages.size());
    for (Map<Try, BetaCount> counts : stages) {
      for (Try each : Try.values()) {
        counts.get(each).write(out);
      }
    }
  }

  /** Reads what {@link #write} wrote; stages that there is no longer room for are left out. */
  public static StageStatistics read(int most, DataInput in) throws IOException {
    StageStatistics statistics = new StageStatistics(most);
    int stages = in.readInt();
    for (int stage = 0; stage < stages; stage++) {
      for (Try each : Try.values()) {
        (stage < most ? statistics.of(stage, each) : BetaCount.uniform()).read(in);
      }
    }
    return statistics;
  }

  /** Takes the outcome of a try; false when there are more stages than may be. */
  public boolean add(int stage, Try how, boolean success) {
    if (stage >= most) {
      return false;
    }
    of(stage, how).add(success);
    return true;
  }

  /** Posterior of a stage. */
  public BetaCount of(int stage, Try how) {
    while (stages.size() <= stage) {
      Map<Try, BetaCount> counts = new EnumMap<>(Try.class);
      for (Try each : Try.values()) {
        counts.put(each, BetaCount.uniform());
      }
      stages.add(counts);
    }
    return stages.get(stage).get(how);
  }

  /** Number of stages seen. */
  public int stages() {
    return stages.size();
  }

  /** Posterior means of first tries, by stage. */
  public double[] success() {
    return stages.stream().mapToDouble(s -> s.get(Try.FIRST).mean()).toArray();
  }
}
