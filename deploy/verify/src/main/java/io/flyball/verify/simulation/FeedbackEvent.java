package io.flyball.verify.simulation;

import io.flyball.core.feedback.Exposure;
import io.flyball.core.feedback.FeedbackActor;
import io.flyball.core.feedback.FeedbackSignal;
import io.flyball.core.feedback.FeedbackStage;
import io.flyball.core.feedback.ItemSource;
import io.flyball.core.feedback.SignalKind;
import io.flyball.core.random.Draws;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** An exposure or a signal: exactly one of the two is there. */
public record FeedbackEvent(Exposure exposure, FeedbackSignal signal) {
  private static final long NOON = 1_000_000_000_000L;
  private static final long MINUTE = 60_000;
  private static final int MOST_EVENTS = 60;
  private static final List<SignalKind> KINDS =
      List.of(
          SignalKind.CLICK,
          SignalKind.LIKE,
          SignalKind.CONVERSION,
          SignalKind.RETURN,
          SignalKind.HINDSIGHT_RATING);

  String id() {
    return exposure != null ? exposure.id() : signal.id();
  }

  String user() {
    return exposure != null ? exposure.user() : signal.user();
  }

  long time() {
    return exposure != null ? exposure.time() : signal.time();
  }

  /** Dense enough that targets compete, long enough that windows end. */
  static List<FeedbackEvent> history(long seed) {
    int events = (int) (MOST_EVENTS * Draws.uniform(seed, 0, 0));
    int users = 1 + (int) (3 * Draws.uniform(seed, 0, 1));
    List<FeedbackEvent> history = new ArrayList<>();
    for (int i = 0; i < events; i++) {
      long span = i % 7 == 0 ? 20 * 24 * 60 * MINUTE : 20 * MINUTE;
      long time = NOON + (long) (Draws.uniform(seed, 1, i) * span);
      String user = "user" + (int) (Draws.uniform(seed, 8, i) * users);
      int item = (int) (Draws.uniform(seed, 2, i) * 3);
      history.add(
          Draws.uniform(seed, 3, i) < 0.4
              ? new FeedbackEvent(exposure("e" + i, time, user, item), null)
              : new FeedbackEvent(null, signal(seed, i, time, user, item, events)));
    }
    history.sort(Comparator.comparingLong(FeedbackEvent::time).thenComparing(FeedbackEvent::id));
    return history;
  }

  private static Exposure exposure(String id, long time, String user, int item) {
    return new Exposure(
        id,
        time,
        user,
        "item" + item,
        item == 0 ? null : "d" + item,
        null,
        "home",
        1,
        ItemSource.HUMAN,
        List.of("news"),
        "model-1",
        0.25,
        false,
        null);
  }

  private static FeedbackSignal signal(
      long seed, int i, long time, String user, int item, int events) {
    double target = Draws.uniform(seed, 7, i);
    boolean byExposure = target < 0.4;
    boolean byDecision = !byExposure && target < 0.7;
    boolean byItem = !byExposure && (!byDecision || target < 0.5);
    return new FeedbackSignal(
        "s" + i,
        time,
        user,
        KINDS.get((int) (Draws.uniform(seed, 4, i) * KINDS.size())),
        byExposure ? "e" + (int) (Draws.uniform(seed, 6, i) * events) : null,
        byDecision ? "d" + item : null,
        byItem ? "item" + item : null,
        1.0,
        FeedbackStage.NONE,
        Draws.uniform(seed, 5, i) < 0.2 ? FeedbackActor.SHADOW : FeedbackActor.USER,
        null,
        null,
        null,
        null);
  }
}
