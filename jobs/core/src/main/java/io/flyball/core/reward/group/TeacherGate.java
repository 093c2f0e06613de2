package io.flyball.core.reward.group;

import java.io.Serializable;

/**
 * Lets a teacher's attempts count only while the learner's own rarely succeed: xi = 1 when fewer
 * than {@code needed} of a group's own attempts did (AHPO of MM-HELIX, arXiv 2510.08540). Over
 * single rewards rather than groups it is {@link io.flyball.core.bandit.guide.ExpertGate}.
 *
 * @param needed successes that close the gate, at least 0; 0 keeps it shut
 */
public record TeacherGate(int needed) implements Serializable {
  public TeacherGate {
    if (needed < 0) {
      throw new IllegalArgumentException("needed must be at least 0, found " + needed);
    }
  }

  /** Whether the teacher counts, given which of the learner's own attempts succeeded. */
  public boolean open(boolean[] success) {
    int count = 0;
    for (boolean one : success) {
      count += one ? 1 : 0;
    }
    return count < needed;
  }
}
