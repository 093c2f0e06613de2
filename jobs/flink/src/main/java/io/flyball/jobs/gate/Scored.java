package io.flyball.jobs.gate;

import java.util.Comparator;
import java.util.List;

/**
 * An action whose verdicts and whose outcome are known.
 *
 * @param time at which both were known, epoch ms
 * @param proposed time of the proposal, epoch ms
 * @param versions of the rules
 * @param executed whether each of them lets the action run
 */
public record Scored(
    String action,
    long time,
    long proposed,
    boolean right,
    List<Long> versions,
    List<Boolean> executed) {
  static final Comparator<Scored> ORDER = Comparator.comparing(Scored::action);
}
