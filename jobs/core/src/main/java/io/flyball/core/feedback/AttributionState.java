package io.flyball.core.feedback;

import io.flyball.core.state.Store;
import io.flyball.core.state.StoredLists;
import java.util.List;

/**
 * All that attribution remembers of one user. A target is {@code x/<exposure id>}, {@code
 * d/<decision id>} or {@code i/<item>}.
 *
 * @param exposures open exposures by exposure id
 * @param refs open exposures of a decision or item target
 * @param held signals that wait, by target
 * @param agenda what is due at a time: targets whose held signals are looked at, exposures to
 *     settle or close
 */
public record AttributionState(
    Store<String, OpenExposure> exposures,
    Store<String, List<ExposureRef>> refs,
    Store<String, List<HeldSignal>> held,
    Store<Long, List<String>> agenda) {

  /** Looks at {@code target} again when event time has come to {@code time}. */
  void schedule(AttributionOutput out, long time, String target) {
    StoredLists.append(agenda, time, target);
    out.wakeAt(time);
  }

  /** The same for what may be arranged already. */
  void scheduleOnce(AttributionOutput out, long time, String target) {
    List<String> planned = agenda.get(time);
    if (planned == null || !planned.contains(target)) {
      schedule(out, time, target);
    }
  }
}
