package io.flyball.jobs.gate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A version of the rules.
 *
 * @param version of the control update; 0 for the configuration
 * @param from event time from which proposals are judged by it, epoch ms
 * @param shadow whether it is only compared with what is in force
 * @param text the rules; empty for the configuration's
 */
public record RulesVersion(long version, long from, boolean shadow, String text) {
  /** Versions beside each other: what is in force, what a roll-back may go back to. */
  static final int KEPT = 3;

  static final RulesVersion CONFIGURED = new RulesVersion(0, Long.MIN_VALUE, false, "");

  static final Comparator<RulesVersion> ORDER = Comparator.comparingLong(RulesVersion::version);

  /**
   * The versions under which a proposal of a time is judged: the newest ones that may be in force,
   * and the newest in their shadow.
   *
   * @param all known versions without the configured one
   */
  static List<RulesVersion> at(long time, Iterable<RulesVersion> all) {
    List<RulesVersion> known = new ArrayList<>(List.of(CONFIGURED));
    for (RulesVersion version : all) {
      if (version.from() <= time) {
        known.add(version);
      }
    }
    known.sort(ORDER.reversed());
    List<RulesVersion> live = new ArrayList<>();
    int kept = 0;
    boolean shadowed = false;
    for (RulesVersion version : known) {
      if (version.shadow() ? !shadowed : kept < KEPT) {
        live.add(version);
      }
      shadowed |= version.shadow() || kept == 0;
      kept += version.shadow() ? 0 : 1;
    }
    return live;
  }
}
