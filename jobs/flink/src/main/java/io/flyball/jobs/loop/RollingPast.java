package io.flyball.jobs.loop;

import io.flyball.core.loop.PanePart;
import io.flyball.core.loop.PastWindow;
import java.util.Set;
import org.apache.flink.api.common.state.MapState;

/**
 * The past of a scope's windows, moved on from one window to the next. It is made of the parts in
 * state and can be made again from them at any time, so it is not kept in state itself.
 */
final class RollingPast {
  private final PastWindow past = new PastWindow();
  private long from;
  private long until;
  private long known = Long.MIN_VALUE;

  /**
   * Has exactly the parts of panes from {@code newFrom} to before {@code newUntil}, known by now.
   */
  PastWindow moveTo(
      Set<PaneKey> keys, MapState<PaneKey, PanePart> parts, long newFrom, long newUntil, long now)
      throws Exception {
    for (PaneKey key : keys) {
      boolean before = has(key, from, until, known);
      boolean after = has(key, newFrom, newUntil, now);
      if (after && !before) {
        past.add(parts.get(key));
      } else if (before && !after) {
        past.remove(parts.get(key));
      }
    }
    from = newFrom;
    until = newUntil;
    known = now;
    return past;
  }

  /** A part leaves the state: no later move would find it to take it out. */
  void forget(PaneKey key, PanePart part) {
    if (has(key, from, until, known)) {
      past.remove(part);
    }
  }

  private static boolean has(PaneKey key, long from, long until, long known) {
    return key.pane() >= from && key.pane() < until && key.known() <= known;
  }
}
