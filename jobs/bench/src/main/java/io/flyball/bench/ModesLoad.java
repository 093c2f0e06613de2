package io.flyball.bench;

import io.flyball.core.random.Draws;
import io.flyball.schemas.ModeObservation;
import java.time.Instant;
import java.util.Locale;

/**
 * Observations of entities, evenly apart and in order, as pure functions of seed and index: by
 * turns a state, a symbol and a value, an entity of one kind each.
 */
public final class ModesLoad {
  /** So many rows end before the year 2020, safely in the past of every clock. */
  static final long LIMIT = 140_000_000;

  private static final long START = Instant.parse("2001-01-01T00:00:00Z").toEpochMilli();
  private static final int MODES = 6;
  private static final int SEGMENTS = 100;

  private final long seed;
  private final int entities;
  private final long stepMs;

  /**
   * A load.
   *
   * @param entities of which the next one is seen each time
   * @param stepMs from one observation to the next, at most 4,000
   */
  public ModesLoad(long seed, int entities, long stepMs) {
    this.seed = seed;
    this.entities = entities;
    this.stepMs = stepMs;
  }

  /** The observation of an index. */
  public ModeObservation at(long index) {
    int entity = (int) (index % entities);
    double u = Draws.uniform(seed, index, 0);
    ModeObservation.Builder seen =
        ModeObservation.newBuilder()
            .setId("o" + index)
            .setTime(Instant.ofEpochMilli(START + index * stepMs))
            .setEntity("e" + entity)
            .setSegment(String.format(Locale.ROOT, "s%d", entity % SEGMENTS));
    return switch (entity % 3) {
      case 0 -> seen.setState((int) (u * MODES)).build();
      case 1 -> seen.setSymbol((int) (u * MODES)).build();
      default -> seen.setValue(u + Draws.uniform(seed, index, 1)).build();
    };
  }

  /** Six hidden modes that stay, each with a symbol of its own. */
  public static String[] model() {
    StringBuilder initial = new StringBuilder();
    StringBuilder transition = new StringBuilder();
    StringBuilder emission = new StringBuilder();
    for (int i = 0; i < MODES; i++) {
      initial.append(i == 0 ? "" : ",").append(1.0 / MODES);
      for (int j = 0; j < MODES; j++) {
        String comma = i + j == 0 ? "" : ",";
        transition.append(comma).append(i == j ? .9 : .02);
        emission.append(comma).append(i == j ? .75 : .05);
      }
    }
    return new String[] {
      "modes.hmm.initial=" + initial,
      "modes.hmm.transition=" + transition,
      "modes.hmm.emission=" + emission
    };
  }
}
