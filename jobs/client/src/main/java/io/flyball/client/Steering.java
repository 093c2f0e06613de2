package io.flyball.client;

import io.flyball.core.bandit.join.Mode;
import io.flyball.core.bandit.serve.Snapshot.Terms;
import io.flyball.schemas.ControlUpdate;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The mode that control updates put policies in: a policy's own update wins over that of the whole
 * job. The snapshot names the updates that it follows; only newer ones are heeded here, so a mode
 * changes at once and not with the next snapshot. Used by one thread.
 */
final class Steering {
  private static final String JOB = "bandit";
  private static final String ONE = JOB + "/";
  private static final String MODE = "mode";

  private final Map<String, ControlUpdate> newest = new HashMap<>();

  /**
   * Takes an update of the bandit job in.
   *
   * @return whether it is news
   * @throws IllegalArgumentException for a mode that does not exist; the job rejects such an update
   */
  boolean follow(ControlUpdate update) {
    String target = update.getTarget();
    ControlUpdate known = newest.get(target);
    if (!(target.equals(JOB) || target.startsWith(ONE))
        || (known != null && known.getVersion() >= update.getVersion())) {
      return false;
    }
    String mode = update.getParameters().get(MODE);
    if (mode != null && parse(mode) == null) {
      throw new IllegalArgumentException(
          "control update "
              + update.getVersion()
              + " of '"
              + target
              + "' has the mode '"
              + mode
              + "'; allowed are online, shadow, logging-only and frozen");
    }
    newest.put(target, update);
    return true;
  }

  Mode mode(String policy, Terms terms) {
    ControlUpdate one = newest.get(ONE + policy);
    ControlUpdate all = newest.get(JOB);
    boolean news =
        (one != null && one.getVersion() > terms.controlVersion())
            || (all != null && all.getVersion() > terms.jobControlVersion());
    if (!news) {
      return terms.mode();
    }
    Mode mode = named(one);
    if (mode == null) {
      mode = named(all);
    }
    return mode == null ? terms.mode() : mode;
  }

  private static Mode named(ControlUpdate update) {
    String mode = update == null ? null : update.getParameters().get(MODE);
    return mode == null ? null : parse(mode);
  }

  private static Mode parse(String text) {
    String name = text.strip().replace('-', '_').toUpperCase(Locale.ROOT);
    for (Mode mode : Mode.values()) {
      if (mode.name().equals(name)) {
        return mode;
      }
    }
    return null;
  }
}
