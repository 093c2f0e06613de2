package io.flyball.bench;

import io.flyball.core.random.Draws;
import io.flyball.schemas.FeedbackActor;
import io.flyball.schemas.FeedbackSignal;
import io.flyball.schemas.FeedbackStage;
import io.flyball.schemas.SignalKind;
import java.time.Instant;

/** Draws the signals of a visit. Each answers an exposure that is inside the window of its kind. */
final class SignalDraw {
  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  /** Share of each kind; the rest are clicks. */
  private record Share(SignalKind kind, double share) {}

  private static final Share[] SHARES = {
    new Share(SignalKind.DWELL, 0.15),
    new Share(SignalKind.VIEW, 0.10),
    new Share(SignalKind.LIKE, 0.10),
    new Share(SignalKind.DISLIKE, 0.05),
    new Share(SignalKind.SKIP, 0.05),
    new Share(SignalKind.RATING, 0.05),
    new Share(SignalKind.SHARE, 0.03),
    new Share(SignalKind.CONVERSION, 0.03),
    new Share(SignalKind.HINDSIGHT_RATING, 0.03),
    new Share(SignalKind.LOVE, 0.02),
    new Share(SignalKind.CORRECTION, 0.01),
    new Share(SignalKind.REPORT, 0.01),
    new Share(SignalKind.RETURN, 0.01),
    new Share(SignalKind.VERDICT, 0.01),
  };

  private final long seed;
  private final ExposureDraw exposures;

  SignalDraw(long seed, ExposureDraw exposures) {
    this.seed = seed;
    this.exposures = exposures;
  }

  FeedbackSignal at(long visit, int slot) {
    SignalKind kind = kind(uniform(visit, slot, 0));
    double u = uniform(visit, slot, 1);
    long back = (long) (u * u * reach(kind)) / FeedbackLoad.VISIT_MS;
    long answered = Math.max(0, visit - back);
    // Slots 0 to 4 are never copies of something else; the first are looked at more.
    double v = uniform(visit, slot, 2);
    int shown = (int) (5 * v * v);
    String id = FeedbackLoad.id('s', visit * FeedbackLoad.VISIT + slot);
    FeedbackSignal signal =
        FeedbackSignal.newBuilder()
            .setId(id)
            .setTime(Instant.ofEpochMilli(time(visit, slot)))
            .setUser(exposures.user(answered))
            .setKind(kind)
            .setValue(value(kind, uniform(visit, slot, 5)))
            .setStage(kind == SignalKind.VERDICT ? FeedbackStage.GENERATION : FeedbackStage.NONE)
            .setActor(uniform(visit, slot, 6) < 0.03 ? FeedbackActor.SHADOW : FeedbackActor.USER)
            .setTraceId(uniform(visit, slot, 7) < 0.2 ? FeedbackLoad.id('t', visit) : null)
            .setText(text(kind, id))
            .build();
    return aim(signal, target(visit, slot), answered, shown);
  }

  boolean isOrphan(long visit, int slot) {
    return target(visit, slot) < 0.05;
  }

  private double target(long visit, int slot) {
    return uniform(visit, slot, 3);
  }

  /** How a signal names its target, by the {@code draw}: 50 % by exposure, 5 % by one unknown. */
  private FeedbackSignal aim(FeedbackSignal signal, double draw, long visit, int shown) {
    if (draw < 0.05) {
      signal.setExposureId("lost-" + signal.getId());
    } else if (draw < 0.55) {
      signal.setExposureId(exposures.id(visit, shown));
    } else {
      if (draw < 0.82) {
        signal.setDecisionId(exposures.decision(visit, shown));
      }
      if (draw < 0.75 || draw >= 0.82) {
        signal.setItem(exposures.item(visit, shown));
      }
    }
    return signal;
  }

  private static SignalKind kind(double draw) {
    double below = 0;
    for (Share share : SHARES) {
      below += share.share();
      if (draw < below) {
        return share.kind();
      }
    }
    return SignalKind.CLICK;
  }

  /** Longest delay after the exposure, ms: inside the default window of the kind. */
  private static long reach(SignalKind kind) {
    return switch (kind) {
      case LIKE, LOVE, DISLIKE, SHARE, CORRECTION, VERDICT, CART -> 20 * HOUR;
      case RATING, REPORT, CONVERSION -> 6 * DAY;
      case RETURN, HINDSIGHT_RATING -> 12 * DAY;
      default -> 20 * MINUTE;
    };
  }

  private static Double value(SignalKind kind, double draw) {
    return switch (kind) {
      case DWELL -> 120 * draw;
      case RATING, HINDSIGHT_RATING -> (double) Math.round(10 * draw);
      case VERDICT -> 2 * draw - 1;
      default -> null;
    };
  }

  private static String text(SignalKind kind, String id) {
    return switch (kind) {
      case CORRECTION -> "The answer should name the source, see note " + id;
      case REPORT -> "This item is not what it says it is, case " + id;
      default -> null;
    };
  }

  private long time(long visit, int slot) {
    return FeedbackLoad.startOf(visit) + 62_000 + (long) (28_000 * uniform(visit, slot, 4));
  }

  private double uniform(long visit, int slot, int counter) {
    return Draws.uniform(seed, visit, 100L * (slot - FeedbackLoad.EXPOSURES + 1) + counter);
  }
}
