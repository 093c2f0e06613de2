package io.flyball.core.reward.shape;

import io.flyball.core.bandit.Checks;
import java.io.Serializable;

/**
 * A bonus for what was seen rarely: lambda / sqrt((lambda/R)^2 + N), which starts at R and fades as
 * lambda / sqrt N (the ExploB term of exploration-guided reward shaping: Devidze, Kamalaruban,
 * Singla, NeurIPS 2022). The visit being paid is not counted in N.
 *
 * @param lambda strength, above 0; 1 is usual
 * @param greatest R, the bonus of something new, above 0; 1 is usual
 */
public record ExplorationBonus(double lambda, double greatest) implements Serializable {
  public ExplorationBonus {
    Checks.positive("lambda", lambda);
    Checks.positive("greatest bonus", greatest);
  }

  /** The bonus after {@code visits} earlier ones. */
  public double of(long visits) {
    if (visits < 0) {
      throw new IllegalArgumentException("visits must be at least 0, found " + visits);
    }
    double start = lambda / greatest;
    return lambda / Math.sqrt(start * start + visits);
  }
}
