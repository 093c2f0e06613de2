package io.flyball.core.bandit.serve;

import io.flyball.core.bandit.Arm;
import io.flyball.core.state.Store;

/** The arms of a policy by id. */
public interface ArmStore extends Store<String, Arm> {

  /** Every arm, in any order. */
  Iterable<Arm> all();
}
