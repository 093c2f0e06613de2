package io.flyball.core.bandit.serve;

import io.flyball.core.bandit.Policy;
import io.flyball.core.bandit.PolicyName;
import io.flyball.core.features.PackedFeatures;

/**
 * What a policy is given of a request: dense numbers as they are, or features by name, packed;
 * dense ones are the positions of the namespaces {@code context} and {@code features} to a policy
 * that reads names. To such a one an arm's id is its feature ({@code id} of the namespace {@code
 * arm}) where no arm has any.
 */
@SuppressWarnings("ArrayRecordComponent") // on the per-event path; never compared
record Inputs(double[] context, double[][] features) {

  /**
   * The inputs.
   *
   * @throws IllegalArgumentException when the policy cannot read names
   */
  static Inputs of(DecisionRequest request, Policy policy, String algorithm) {
    if (!policy.named()) {
      if (request.named() != null) {
        throw new IllegalArgumentException(
            "'"
                + algorithm
                + "' reads no features by name: send dense numbers, or choose one of "
                + String.join(", ", PolicyName.named()));
      }
      return new Inputs(request.context(), request.features());
    }
    if (request.named() == null) {
      return new Inputs(
          PackedFeatures.ofDense("context", request.context()),
          PackedFeatures.ofArms(request.features(), request.arms()));
    }
    double[][] features = request.named().features();
    boolean none = true;
    for (double[] arm : features) {
      none &= arm.length == 0;
    }
    return new Inputs(
        request.named().context(),
        none ? PackedFeatures.ofArms(new double[0][], request.arms()) : features);
  }
}
