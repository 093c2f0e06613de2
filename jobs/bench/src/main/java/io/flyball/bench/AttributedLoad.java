package io.flyball.bench;

import io.flyball.core.random.Draws;
import io.flyball.schemas.AttributedFeedback;
import io.flyball.schemas.Exposure;
import io.flyball.schemas.FeedbackActor;
import io.flyball.schemas.FeedbackSignal;
import io.flyball.schemas.FeedbackStage;
import io.flyball.schemas.FeedbackStatus;
import io.flyball.schemas.FeedbackSubject;
import io.flyball.schemas.ItemSource;
import io.flyball.schemas.SignalKind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/**
 * Exposures and the clicks on them, evenly apart and in order, as pure functions of seed and index:
 * 100,000 users, 10,000 items with a skew, 1,000 policies, 10 surfaces, one exposure in ten shown
 * at random.
 */
final class AttributedLoad {
  /** So many rows end before the year 2020, safely in the past of every clock. */
  static final long LIMIT = 140_000_000;

  private static final long START = Instant.parse("2001-01-01T00:00:00Z").toEpochMilli();
  private static final int USERS = 100_000;
  private static final int ITEMS = 10_000;
  private static final int POLICIES = 1_000;
  private static final int SURFACES = 10;

  private final long seed;
  private final long stepMs;

  /**
   * @param stepMs from one exposure to the next, at most 4,000
   */
  AttributedLoad(long seed, long stepMs) {
    this.seed = seed;
    this.stepMs = stepMs;
  }

  Exposure exposure(long index) {
    double skewed = Math.pow(Draws.uniform(seed, index, 1), 3);
    return Exposure.newBuilder()
        .setId("e" + index)
        .setTime(Instant.ofEpochMilli(START + index * stepMs))
        .setUser("u" + (int) (USERS * Draws.uniform(seed, index, 0)))
        .setItem("i" + (int) (ITEMS * skewed))
        .setDecisionId("p" + (int) (POLICIES * Draws.uniform(seed, index, 2)) + "/" + index)
        .setSurface("s" + (int) (SURFACES * Draws.uniform(seed, index, 3)))
        .setPosition(1 + (int) (10 * Draws.uniform(seed, index, 4)))
        .setItemSource(Draws.uniform(seed, index, 5) < 0.2 ? ItemSource.AI : ItemSource.HUMAN)
        .setCategories(List.of("c" + (int) (ITEMS * skewed) % 20))
        .setModelVersion("m1")
        .setPropensity(0.1)
        .setRandomHoldout(Draws.uniform(seed, index, 6) < 0.1)
        .build();
  }

  /** The click on the exposure of this index. */
  AttributedFeedback row(long index) {
    Exposure exposure = exposure(index);
    Instant time = exposure.getTime().plusMillis(stepMs / 2);
    FeedbackSignal signal =
        FeedbackSignal.newBuilder()
            .setId("s" + index)
            .setTime(time)
            .setUser(exposure.getUser())
            .setKind(SignalKind.CLICK)
            .setExposureId(exposure.getId())
            .setStage(FeedbackStage.NONE)
            .setActor(FeedbackActor.USER)
            .build();
    return AttributedFeedback.newBuilder()
        .setId("signal/s" + index)
        .setSubject(FeedbackSubject.SIGNAL)
        .setStatus(FeedbackStatus.ATTRIBUTED)
        .setTime(time)
        .setUser(exposure.getUser())
        .setExposure(exposure)
        .setSignal(signal)
        .setDelayMs(stepMs / 2)
        .build();
  }

  static byte[] bytes(String key) {
    return key.getBytes(StandardCharsets.UTF_8);
  }
}
