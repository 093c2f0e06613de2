package io.flyball.core.bandit.joint;

import io.flyball.core.features.ArmVectors;
import io.flyball.core.features.SparseVector;

/**
 * A reward to learn.
 *
 * @param all features of every arm; of the arm shown alone where no other is asked for
 * @param index of the arm shown among them
 * @param reward what it brought
 * @param p probability with which it was shown
 * @param h importance
 */
record JointExample(ArmVectors all, int index, double reward, double p, double h) {
  /** Features of the arm shown. */
  SparseVector shown() {
    return all.of(index);
  }
}
