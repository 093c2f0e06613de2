package io.flyball.core.bandit;

/**
 * A policy that shows the first of arms that are best alike instead of drawing among them: what
 * published figures of index policies were computed with. A policy that draws is left as it is.
 *
 * @param inner the policy
 */
public record FirstOfTies(Policy inner) implements ForwardingPolicy {

  @Override
  public void propensities(double[] shared, Question question, double[] out) {
    inner.propensities(shared, question, out);
    if (inner.deterministic()) {
      Pick.oneHot(Pick.best(out), out);
    }
  }
}
