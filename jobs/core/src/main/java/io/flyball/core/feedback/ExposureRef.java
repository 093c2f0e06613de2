package io.flyball.core.feedback;

import java.util.Comparator;

/**
 * Where to find an exposure of a decision or an item.
 *
 * @param time when it was shown, epoch ms
 * @param id its id
 * @param item what was shown
 */
public record ExposureRef(long time, String id, String item) {
  static final Comparator<ExposureRef> EVENT_ORDER =
      Comparator.comparingLong(ExposureRef::time).thenComparing(ExposureRef::id);
}
