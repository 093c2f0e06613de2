package io.flyball.core.feedback;

import static io.flyball.core.feedback.Fixtures.MINUTE;
import static io.flyball.core.feedback.Fixtures.NOON;
import static io.flyball.core.feedback.Fixtures.rules;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.random.Draws;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whatever the order of arrival within the bound, the answers are the same and nothing is lost. */
class AttributionProperties {
  private static final long BOUND = 5 * MINUTE;
  private static final List<SignalKind> KINDS =
      List.of(
          SignalKind.CLICK,
          SignalKind.LIKE,
          SignalKind.CONVERSION,
          SignalKind.RETURN,
          SignalKind.HINDSIGHT_RATING);

  private record Event(long time, Exposure exposure, FeedbackSignal signal) {}

  @Property(tries = 300)
  void outputsDoNotDependOnTheOrderOfArrivalWithinTheBound(
      @ForAll long seed, @ForAll @IntRange(min = 0, max = 60) int events) {
    List<Event> history = history(seed, events);
    OneUser inOrder = replay(history, seed, 0);
    OneUser shuffled = replay(history, seed + 1, BOUND);
    assertThat(shuffled.rows).containsExactlyInAnyOrderElementsOf(inOrder.rows);
    assertThat(shuffled.counts).isEqualTo(inOrder.counts);
  }

  @Property(tries = 300)
  void everySignalAndEveryExposureEndsExactlyOnceInEitherOrder(
      @ForAll long seed,
      @ForAll @IntRange(min = 0, max = 60) int events,
      @ForAll boolean arrivalOrder) {
    OneUser user = replay(history(seed, events), seed, 3 * BOUND, arrivalOrder);
    assertThat(
            user.count(FeedbackCount.SIGNALS_ATTRIBUTED)
                + user.count(FeedbackCount.SIGNALS_ORPHANED))
        .isEqualTo(user.count(FeedbackCount.ACCEPTED_SIGNALS));
    assertThat(
            user.count(FeedbackCount.EXPOSURES_MATCHED)
                + user.count(FeedbackCount.EXPOSURES_CENSORED))
        .isEqualTo(user.count(FeedbackCount.ACCEPTED_EXPOSURES));
    assertThat(user.count(FeedbackCount.SIGNALS_PENDING)).isZero();
    assertThat(user.count(FeedbackCount.EXPOSURES_PENDING)).isZero();
    assertThat(user.rows).extracting(AttributedFeedback::id).doesNotHaveDuplicates();
    assertThat(user.forgotEverything()).isTrue();
  }

  private static OneUser replay(List<Event> history, long seed, long jitter) {
    return replay(history, seed, jitter, false);
  }

  /** Delivers each event up to {@code jitter} late, with a watermark that trails by the bound. */
  private static OneUser replay(List<Event> history, long seed, long jitter, boolean arrivalOrder) {
    List<Event> arrivals = new ArrayList<>(history);
    arrivals.sort(
        Comparator.comparingLong(
            e -> e.time() + (long) (jitter * Draws.uniform(seed, e.hashCode(), 0))));
    OneUser user = new OneUser(rules(arrivalOrder));
    long newest = 0;
    for (Event event : arrivals) {
      if (event.exposure() != null) {
        user.sees(event.exposure());
      } else {
        user.does(event.signal());
      }
      newest = Math.max(newest, event.time());
      user.until(newest - BOUND - 1);
    }
    return user.untilTheEnd();
  }

  private static List<Event> history(long seed, int events) {
    List<Event> history = new ArrayList<>();
    for (int i = 0; i < events; i++) {
      // Dense enough that targets compete, long enough that windows end.
      long at = (long) (Draws.uniform(seed, 1, i) * (i % 7 == 0 ? 20 * Fixtures.DAY : 20 * MINUTE));
      int item = (int) (Draws.uniform(seed, 2, i) * 3);
      if (Draws.uniform(seed, 3, i) < 0.4) {
        Exposure exposure = Fixtures.exposure("e" + i, at, "item" + item, "d" + item);
        history.add(new Event(NOON + at, exposure, null));
      } else {
        history.add(new Event(NOON + at, null, signal(seed, i, at, item, events)));
      }
    }
    return history;
  }

  private static FeedbackSignal signal(long seed, int i, long at, int item, int events) {
    SignalKind kind = KINDS.get((int) (Draws.uniform(seed, 4, i) * KINDS.size()));
    FeedbackActor actor =
        Draws.uniform(seed, 5, i) < 0.2 ? FeedbackActor.SHADOW : FeedbackActor.USER;
    String exposure = "e" + (int) (Draws.uniform(seed, 6, i) * events);
    double target = Draws.uniform(seed, 7, i);
    if (target < 0.4) {
      return Fixtures.signal("s" + i, at, kind, exposure, null, null, 1.0, actor);
    }
    return target < 0.6
        ? Fixtures.signal("s" + i, at, kind, null, "d" + item, null, 1.0, actor)
        : Fixtures.signal("s" + i, at, kind, null, null, "item" + item, 1.0, actor);
  }
}
