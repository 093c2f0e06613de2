package io.flyball.jobs.gate;

import java.util.Comparator;
import java.util.List;

/**
 * Something about an action, of a proposal with what each version of the rules makes of it.
 *
 * @param ruled by version, the newest first; empty for critiques and outcomes
 */
public record RuledAction(ActionEvent event, List<Ruled> ruled) {
  static final Comparator<RuledAction> ORDER =
      Comparator.comparing(RuledAction::event, ActionEvent.ORDER);

  /** What needs no rules. */
  static RuledAction without(ActionEvent event) {
    return new RuledAction(event, List.of());
  }

  String action() {
    return event.action();
  }
}
