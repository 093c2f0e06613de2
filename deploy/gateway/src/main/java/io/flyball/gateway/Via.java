package io.flyball.gateway;

import java.util.Locale;

/** Who decides. */
enum Via {
  /** The gateway, from the newest snapshot; without one the fallback. */
  SNAPSHOT,
  /** The bandit job, by its topics. */
  TOPIC,
  /** The snapshot, else the job, else the fallback. */
  AUTO;

  /**
   * By its name in a header.
   *
   * @param text null for {@link #AUTO}
   * @throws ProblemException 400 for another one
   */
  static Via of(String text) throws ProblemException {
    if (text == null) {
      return AUTO;
    }
    try {
      return valueOf(text.strip().toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw Problem.of(400, "Flyball-Via is '" + text + "'; allowed are auto, snapshot and topic")
          .exception();
    }
  }
}
