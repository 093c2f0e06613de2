package io.flyball.jobs.feedback;

import static io.flyball.jobs.feedback.Fixtures.DAY;
import static io.flyball.jobs.feedback.Fixtures.MINUTE;
import static io.flyball.jobs.feedback.Fixtures.SECOND;

import io.flyball.core.feedback.FeedbackActor;
import io.flyball.core.feedback.SignalKind;
import io.flyball.core.random.Draws;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What some users did, drawn from a seed: every kind of target, actor and abuse, dense enough that
 * targets compete and long enough that windows end.
 */
final class History {
  private static final List<SignalKind> KINDS =
      List.of(
          SignalKind.CLICK,
          SignalKind.LIKE,
          SignalKind.RATING,
          SignalKind.CONVERSION,
          SignalKind.RETURN,
          SignalKind.HINDSIGHT_RATING);
  private static final int USERS = 5;
  private static final int ITEMS = 3;

  private final long seed;
  private final List<Event> events = new ArrayList<>();

  private History(long seed) {
    this.seed = seed;
  }

  /** In event-time order. */
  static List<Event> of(long seed, int size) {
    History history = new History(seed);
    for (int i = 0; i < size; i++) {
      history.add(i);
    }
    history.abuse();
    history.events.sort(Comparator.comparingLong(Event::time).thenComparing(Event::id));
    return history.events;
  }

  /**
   * Delivered at most {@code bound} after their event time; one in {@code everyDuplicate} twice.
   */
  static List<Event> shuffled(List<Event> events, long seed, long bound, int everyDuplicate) {
    record Delivery(double at, Event event) {}
    List<Delivery> deliveries = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      Event event = events.get(i);
      deliveries.add(new Delivery(event.time() + bound * Draws.uniform(seed, 1, i), event));
      if (i % everyDuplicate == 0) {
        deliveries.add(new Delivery(event.time() + bound * Draws.uniform(seed, 2, i), event));
      }
    }
    return deliveries.stream()
        .sorted(Comparator.comparingDouble(Delivery::at))
        .map(Delivery::event)
        .toList();
  }

  private int draw(int what, int i, int below) {
    return (int) (Draws.uniform(seed, what, i) * below);
  }

  private void add(int i) {
    long span = i % 9 == 0 ? 16 * DAY : 25 * MINUTE;
    long at = (long) (Draws.uniform(seed, 1, i) * span);
    String user = "user" + draw(2, i, USERS);
    int item = draw(3, i, ITEMS);
    if (Draws.uniform(seed, 4, i) < 0.35) {
      events.add(Fixtures.shown("x" + i, at, user, "item" + item, "decision" + item));
      return;
    }
    SignalKind kind = KINDS.get(draw(5, i, KINDS.size()));
    FeedbackActor actor = draw(6, i, 5) == 0 ? FeedbackActor.SHADOW : FeedbackActor.USER;
    String text = draw(7, i, 3) == 0 ? "The very same sentence, again" : null;
    double target = Draws.uniform(seed, 8, i);
    if (target < 0.3 && !events.isEmpty()) {
      events.add(onSomeExposure(i, at, kind, actor));
    } else if (target < 0.5) {
      String both = draw(9, i, 2) == 0 ? "item" + item : null;
      events.add(
          Fixtures.signal("s" + i, at, user, kind, null, "decision" + item, both, actor, text));
    } else {
      events.add(Fixtures.signal("s" + i, at, user, kind, null, null, "item" + item, actor, text));
    }
  }

  /** Near the exposure, before or after it, and sometimes without any. */
  private Event onSomeExposure(int i, long at, SignalKind kind, FeedbackActor actor) {
    Event shown = events.get(draw(10, i, events.size()));
    if (shown.exposure() == null) {
      return Fixtures.signal("s" + i, at, "user0", kind, "nowhere", null, null, actor, null);
    }
    long near = shown.time() - Fixtures.NOON - 90 * SECOND + draw(11, i, (int) (4 * MINUTE));
    return Fixtures.signal("s" + i, near, shown.user(), kind, shown.id(), null, null, actor, null);
  }

  private void abuse() {
    for (int user = 0; user < USERS; user++) {
      String name = "user" + user;
      for (int i = 0; i < 40 && user % 2 == 0; i++) {
        String id = "burst" + user + "-" + i;
        events.add(Fixtures.onItem(id, MINUTE + 300L * i, name, SignalKind.CLICK, "item0"));
      }
      SignalKind[] opinions = {SignalKind.LIKE, SignalKind.DISLIKE, SignalKind.LOVE};
      for (int i = 0; i < opinions.length; i++) {
        String id = "flip" + user + "-" + i;
        events.add(Fixtures.onItem(id, (5 + 2 * i) * MINUTE, name, opinions[i], "item1"));
      }
    }
  }
}
