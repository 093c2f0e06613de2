package io.flyball.core.gate;

/**
 * What a checkpoint shows, by the program and by perception (after HyCodePolicy, whose fusion rule
 * this table spells out):
 *
 * <pre>
 *  program     seen ok          seen fail           seen unknown     not seen in time
 *  END         REACHED          SILENT_FAILURE      UNVERIFIED       UNKNOWN
 *  EXCEPTION   PROGRAM_FAILURE  CONFIRMED_FAILURE   PROGRAM_FAILURE  PROGRAM_FAILURE
 * </pre>
 */
public enum Cause {
  /** Both agree that it was reached. */
  REACHED,
  /** The program threw; nobody saw that the scene is wrong. */
  PROGRAM_FAILURE,
  /** The program threw and the scene is wrong. */
  CONFIRMED_FAILURE,
  /** The program noticed nothing and the scene is wrong. */
  SILENT_FAILURE,
  /** The program ended; the look cannot tell. */
  UNVERIFIED,
  /** The program ended, or reported nothing; nobody looked in time. */
  UNKNOWN;

  /** The table; null where nothing was reported in time. */
  public static Cause of(EpisodeEvent.Kind program, EpisodeEvent.Kind perception) {
    boolean failSeen = perception == EpisodeEvent.Kind.SEEN_FAIL;
    if (program == EpisodeEvent.Kind.EXCEPTION) {
      return failSeen ? CONFIRMED_FAILURE : PROGRAM_FAILURE;
    } else if (failSeen) {
      return SILENT_FAILURE;
    } else if (program == null || perception == null) {
      return UNKNOWN;
    }
    return perception == EpisodeEvent.Kind.SEEN_OK ? REACHED : UNVERIFIED;
  }

  /** Whether a subgoal failed. */
  public boolean failed() {
    return this == PROGRAM_FAILURE || this == CONFIRMED_FAILURE || this == SILENT_FAILURE;
  }
}
