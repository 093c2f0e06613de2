package io.flyball.verify;

import java.util.List;
import java.util.Map;

/**
 * What became of one job under fire.
 *
 * @param story what happened to it
 * @param outputs committed records of each topic
 * @param takenBack records that only a read_uncommitted reader saw
 * @param missing records of the uninterrupted run that this run lacks
 * @param extra records that this run has beyond those of the uninterrupted run
 * @param samples some of those, in words
 * @param laws what must hold of the run alone, and of the uninterrupted one
 * @param seconds of the run under fire and of the uninterrupted run
 */
public record VerifyReport(
    String job,
    VerifyOptions options,
    RunHistory story,
    Map<String, Long> outputs,
    long takenBack,
    long missing,
    long extra,
    List<String> samples,
    List<Invariant> laws,
    List<Double> seconds) {

  /** Whether every law holds and both runs say the same. */
  public boolean passed() {
    return missing == 0 && extra == 0 && laws.stream().allMatch(Invariant::holds);
  }
}
