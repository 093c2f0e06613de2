package io.flyball.core.loop.sim;

import io.flyball.core.drift.Alarm;
import io.flyball.core.drift.Detector;
import io.flyball.core.drift.Direction;
import io.flyball.core.loop.Governor;
import io.flyball.core.loop.HeadSignal;
import io.flyball.core.loop.ItemCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;

/**
 * One run of a simulated loop under a monitor, and under a governor if there is one.
 *
 * <p>The monitor hears for every event whether the item taken was in the trailing head (top 50 of
 * 4,000 events, renewed every 500), once those are full. The governor hears every 250 events which
 * share of what was shown is in that head. Metrics are taken over windows of 500 events.
 *
 * @param changeAt event of the takeover
 * @param takeover whether the world changes there at all
 * @param alarms of the monitor; their index is the event
 * @param windows in order
 */
public record LoopTrial(long changeAt, boolean takeover, List<Alarm> alarms, List<Window> windows) {
  public static final int WINDOW = 500;
  private static final int HEAD = 50;
  private static final int TRAILING = 4_000;
  private static final int REFRESH = 500;
  private static final int GOVERN_EVERY = 250;
  private static final int LATE_WINDOWS = 10;

  /**
   * Metrics of a window.
   *
   * @param end event after its last
   * @param exposureGini of the items shown, over n
   * @param choiceGini of the items taken, over n
   * @param headShare share of the exposures that are in the head
   * @param popularShare share of the items taken that came from the popular list: the source share
   * @param weight of the governor at its end; 0 without one
   */
  public record Window(
      long end,
      double exposureGini,
      double choiceGini,
      double headShare,
      double popularShare,
      double weight) {}

  public LoopTrial {
    alarms = List.copyOf(alarms);
    windows = List.copyOf(windows);
  }

  /**
   * Target: the head's share of the catalogue, .05 in the standard world; dead band .015; gain .5;
   * slew .1 an update.
   */
  public static Governor.Config standardGovernor(World world) {
    double fair = Math.min(1, (double) HEAD / world.items());
    return new Governor.Config(fair, 0.015, 0.5, 0.1, 0, 1);
  }

  /** Runs a world; events of an unfinished last window are run and monitored, not measured. */
  public static LoopTrial run(
      World world, long seed, long events, Detector monitor, Optional<Governor> governor) {
    LoopSimulator simulator = new LoopSimulator(world, seed);
    HeadSignal signal = new HeadSignal(HEAD, TRAILING, REFRESH);
    List<Alarm> alarms = new ArrayList<>();
    List<Window> windows = new ArrayList<>();
    Tally window = new Tally();
    Tally sinceUpdate = new Tally();
    for (long t = 0; t < events; t++) {
      LoopSimulator.Event event = simulator.next();
      boolean inHead = signal.add(event.item());
      window.add(event, signal);
      sinceUpdate.add(event, signal);
      if (signal.warm()) {
        long at = t;
        monitor
            .update(inHead ? 1 : 0)
            .ifPresent(
                alarm ->
                    alarms.add(
                        new Alarm(
                            at, alarm.direction(), alarm.before(), alarm.after(), alarm.width())));
      }
      if ((t + 1) % GOVERN_EVERY == 0) {
        if (signal.warm()) {
          double measured = sinceUpdate.headShare();
          governor.ifPresent(hand -> simulator.demote(hand.update(measured).weight()));
        }
        sinceUpdate = new Tally();
      }
      if ((t + 1) % WINDOW == 0) {
        double weight = governor.map(Governor::weight).orElse(0.0);
        windows.add(window.measure(t + 1, world.items(), weight));
        window = new Tally();
      }
    }
    return new LoopTrial(world.changeAt(), world.takeover() != world.before(), alarms, windows);
  }

  /** The first rise that was reported from the takeover on. */
  public OptionalLong detectedAt() {
    return takeover
        ? alarms.stream()
            .filter(alarm -> alarm.direction() == Direction.UP && alarm.index() >= changeAt)
            .mapToLong(Alarm::index)
            .findFirst()
        : OptionalLong.empty();
  }

  /** Events from the takeover to its detection. */
  public OptionalLong delay() {
    OptionalLong at = detectedAt();
    return at.isEmpty() ? at : OptionalLong.of(at.getAsLong() - changeAt);
  }

  /** Alarms before the takeover; all of them when there is none. */
  public long falseAlarms() {
    return alarms.stream().filter(alarm -> !takeover || alarm.index() < changeAt).count();
  }

  /** Mean of a metric over the last ten windows before the takeover; NaN when there is none. */
  public double before(ToDoubleFunction<Window> metric) {
    List<Window> early = windows.stream().filter(window -> window.end() <= changeAt).toList();
    return mean(early, metric);
  }

  /** Mean of a metric over the last ten windows, as far as they lie after the takeover. */
  public double after(ToDoubleFunction<Window> metric) {
    List<Window> late =
        windows.stream().filter(window -> window.end() - WINDOW >= changeAt).toList();
    return mean(late, metric);
  }

  private static double mean(List<Window> some, ToDoubleFunction<Window> metric) {
    return some.stream()
        .skip(Math.max(0, some.size() - LATE_WINDOWS))
        .mapToDouble(metric)
        .average()
        .orElse(Double.NaN);
  }

  private static final class Tally {
    private final ItemCounts shown = new ItemCounts();
    private final ItemCounts taken = new ItemCounts();
    private long inHead;
    private long popular;

    void add(LoopSimulator.Event event, HeadSignal signal) {
      for (int item : event.slate()) {
        shown.add(item);
        inHead += signal.head().contains(item) ? 1 : 0;
      }
      taken.add(event.item());
      popular += event.popular() ? 1 : 0;
    }

    double headShare() {
      return (double) inHead / shown.total();
    }

    Window measure(long end, int items, double weight) {
      return new Window(
          end,
          shown.spectrum().giniOverN(items),
          taken.spectrum().giniOverN(items),
          headShare(),
          (double) popular / taken.total(),
          weight);
    }
  }
}
