package io.flyball.core.modes;

import java.util.Optional;

/** What is taken for the rates of a segment. */
public enum RateEstimator {
  /** {@link RateMethod#EM}: looks at moments that the entity did not choose. */
  EM {
    @Override
    RateFit estimate(RateCounts seen, RatePrior prior, Optional<RateMatrix> start, int most) {
      return RateMethod.EM.estimate(seen.snapshots(), prior, start, most);
    }
  },
  /** {@link RateMethod#NAIVE}: to be compared with. */
  NAIVE {
    @Override
    RateFit estimate(RateCounts seen, RatePrior prior, Optional<RateMatrix> start, int most) {
      return RateMethod.NAIVE.estimate(seen.snapshots(), prior, start, most);
    }
  },
  /** {@link JumpLog}: every change of the state is an observation. Its likelihood is not told. */
  JUMPS {
    @Override
    RateFit estimate(RateCounts seen, RatePrior prior, Optional<RateMatrix> start, int most) {
      return new RateFit(seen.jumps().mean(prior), 0, seen.pairs(), 0);
    }
  };

  abstract RateFit estimate(RateCounts seen, RatePrior prior, Optional<RateMatrix> start, int most);
}
