package io.flyball.core.bandit.joint;

import io.flyball.core.features.SparseVector;

/**
 * A reward to learn.
 *
 * @param shown features of the arm shown
 * @param all features of every arm; of the arm shown alone where no other is asked for
 * @param index of the arm shown among them
 * @param reward what it brought
 * @param p probability with which it was shown
 * @param h importance
 */
@SuppressWarnings("ArrayRecordComponent") // on the per-event path; never compared
record JointExample(
    SparseVector shown, SparseVector[] all, int index, double reward, double p, double h) {}
