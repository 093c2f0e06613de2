package io.flyball.core.bandit.serve;

import io.flyball.core.bandit.Arm;
import io.flyball.core.bandit.Model;
import io.flyball.core.bandit.Shape;
import io.flyball.core.sync.Largest;
import java.util.ArrayList;
import java.util.List;

/**
 * The part of a shard's sums that others need most: EF21's error feedback with whole arms for
 * blocks. An arm's sums are told together, so that a reader never holds half a matrix; they are
 * told whole and not as a difference, so that a copy does no harm.
 *
 * <p>With the share alpha of the arms told, |told - sums|^2 shrinks by 1 - alpha at least. What a
 * reader lost is told again when it changes, and with the next whole share.
 */
final class PartialShare {
  /** Every so many shares is a whole one, from which lost ones and new readers go on. */
  static final long WHOLE_EVERY = 16;

  private PartialShare() {}

  /**
   * Those arms whose sums differ most from what was told.
   *
   * @param part share of the arms, at least one
   */
  static Model of(Model sums, Model told, double part) {
    List<Arm> arms = new ArrayList<>(sums.arms());
    double[] changes = new double[arms.size()];
    for (int i = 0; i < changes.length; i++) {
      changes[i] = change(arms.get(i), told.arm(arms.get(i).id()));
    }
    int k = Math.max(1, (int) Math.ceil(part * changes.length));
    List<Arm> chosen = new ArrayList<>();
    for (int i : Largest.of(changes, k)) {
      chosen.add(arms.get(i));
    }
    return Model.of(sums.shape(), sums.shared(), sums.nextNumber(), chosen);
  }

  private static double change(Arm sums, Arm told) {
    double squares = 0;
    for (int i = 0; i < sums.state().length; i++) {
      double off = sums.state()[i] - (told == null ? 0 : told.state()[i]);
      squares += off * off;
    }
    return squares;
  }

  /** The sums that a reader holds after a part of them; neither array is shared. */
  static Model merged(Model known, Model part) {
    List<Arm> arms = new ArrayList<>(part.copy().arms());
    for (Arm arm : known.copy().arms()) {
      if (part.arm(arm.id()) == null) {
        arms.add(arm);
      }
    }
    double[] shared = new double[Shape.OWN_SHARED];
    System.arraycopy(part.shared(), 0, shared, 0, shared.length);
    return Model.of(part.shape(), shared, Math.max(known.nextNumber(), part.nextNumber()), arms);
  }
}
