package io.flyball.core.bandit;

/**
 * A decision as it goes out.
 *
 * @param index position of the chosen arm among those asked
 * @param taken what has to be kept until the reward comes
 * @param propensities probability of every arm asked, aligned with the question
 */
@SuppressWarnings("ArrayRecordComponent") // on the per-event path; never compared
public record Choice(int index, AssignedArm taken, double[] propensities) {

  public String arm() {
    return taken.arm();
  }

  public double propensity() {
    return taken.propensity();
  }
}
