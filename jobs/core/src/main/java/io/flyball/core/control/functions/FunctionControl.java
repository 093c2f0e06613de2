package io.flyball.core.control.functions;

import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.Geometry;
import io.flyball.core.camera.HotPixels;
import io.flyball.core.control.functions.FunctionSetting.Why;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Decides from the stream of one camera which functions of its sensor are on, and how.
 *
 * <pre>
 *   events  ─► mask of hot pixels ─► flicker, trails, regions
 *   window  ─► what is wanted now ─► what differs from what was sent ─► settings
 * </pre>
 *
 * <p>What a function is wanted to be follows from the rules and the memory alone, and only changes
 * are sent, so that rules that change, or that are taken away, need no case of their own. Holds no
 * clock and no randomness.
 */
public final class FunctionControl {
  /** More pixels than this do not fit a command; the rest is left out here. */
  static final int MOST_MASKS = 1024;

  /** Fewer events in a window say nothing about trails. */
  private static final long LEAST_EVENTS = 100;

  private static final double HALF_BAND_HZ = 10;
  private static final double SAME_HZ = 5;

  /** Below this share of its rate the rate controller has nothing to drop. */
  private static final double QUIET = 0.8;

  private final FunctionRules rules;
  private final FunctionMemory m;

  /**
   * What a window showed.
   *
   * @param above whether the rate is above the band
   * @param bandHigh the band's upper end, events/s
   * @param dropped events that the sensor's rate controller has dropped
   */
  public record Seen(double rate, boolean above, double bandHigh, long dropped, long endUs) {}

  /**
   * What changes.
   *
   * @param settings to send
   * @param begun functions that were off and that the stream showed to be needed
   */
  public record Changes(List<FunctionSetting> settings, List<FunctionSetting> begun) {}

  /**
   * @param memory changed in place
   */
  public FunctionControl(FunctionRules rules, FunctionMemory memory) {
    this.rules = rules;
    this.m = memory;
    if (!rules.mask()) {
      m.hot = null;
    }
  }

  /** Whether {@link #take} must see the events. */
  public boolean looks() {
    return rules.looks();
  }

  /** Looks at events in the order of time, and gives those of pixels that are not masked. */
  public EventColumns take(EventColumns events, Geometry geometry) {
    boolean fits = FunctionRules.fits(geometry);
    if (rules.mask() && m.hot == null && fits) {
      m.hot = new HotPixels(geometry);
    }
    boolean trails = rules.findsTrails() && fits;
    boolean regions = rules.findsRegion() && fits;
    if (trails && (m.trail == null || !m.trail.geometry().equals(geometry))) {
      m.trail = new TrailMeter(geometry);
    }
    if (regions && (m.region == null || !m.region.geometry().equals(geometry))) {
      m.region = new RegionMeter(geometry);
    }
    EventColumns kept = m.hot == null ? events : new EventColumns(events.size());
    for (int i = 0; i < events.size(); i++) {
      long t = events.t(i);
      int x = events.x(i);
      int y = events.y(i);
      int p = events.p(i);
      if (m.hot != null) {
        if (!m.hot.add(t, x, y)) {
          continue;
        }
        kept.add(t, x, y, p);
      }
      if (rules.findsFlicker()) {
        m.flicker.add(t, p);
      }
      if (trails) {
        m.trail.add(t, x, y, p, rules.trailBurstUs());
      }
      if (regions) {
        m.region.add(x, y);
      }
    }
    return kept;
  }

  /** The device clock has begun anew: what is known by time is forgotten. */
  public void clockRestarted() {
    m.hot = null;
    m.trail = null;
    m.region = null;
    m.flicker.clear();
  }

  /** Takes a window. */
  public Changes onWindow(Seen w) {
    Changes changes = new Changes(new ArrayList<>(2), new ArrayList<>(1));
    erc(w, changes);
    antiFlicker(w, changes);
    trail(w, changes);
    region(w, changes);
    mask(changes);
    return changes;
  }

  /** All that was ever set, to be set again. */
  public List<FunctionSetting> resend() {
    return m.sent.values().stream()
        .filter(s -> s.function() != SensorFunction.MASK || rules.has().masks() > 0)
        .map(s -> s.with(Why.RESEND))
        .toList();
  }

  private void erc(Seen w, Changes changes) {
    FunctionSwitch state = m.of(SensorFunction.ERC);
    double rate = rules.ercRate() > 0 ? rules.ercRate() : w.bandHigh;
    if (rules.usesErc() && rules.erc() == Use.AUTO) {
      boolean over = w.dropped == 0 && w.rate < QUIET * rate;
      state.seen(w.above && w.rate > rate, over, w.endUs, rules.patience());
    }
    long wanted = rules.usesErc() ? FunctionRules.ercCount(rate, rules.has().ercPeriodUs()) : 0;
    long count = Math.max(1, Math.min(rules.has().ercMost(), wanted));
    put(
        SensorFunction.ERC,
        rules.usesErc() ? rules.erc() : Use.OFF,
        "",
        Map.of("rate", Math.round(rate), "count", count, "periodUs", rules.has().ercPeriodUs()),
        List.of(),
        count != wanted,
        changes);
  }

  private void antiFlicker(Seen w, Changes changes) {
    FunctionSwitch state = m.of(SensorFunction.ANTI_FLICKER);
    if (rules.findsFlicker()) {
      OptionalDouble found = m.flicker.found();
      boolean same = Math.abs(found.orElse(0) - m.flickerHz) <= SAME_HZ;
      if (!state.on()) {
        m.flickerHz = found.orElse(0);
      }
      state.hidden(found.isPresent() && same, w.endUs, rules.patience(), rules.holdUs());
      m.flicker.clear();
    }
    boolean auto = rules.antiFlicker() == Use.AUTO;
    double low = auto ? m.flickerHz - HALF_BAND_HZ : rules.flickerLow();
    double high = auto ? m.flickerHz + HALF_BAND_HZ : rules.flickerHigh();
    long lowHz = Math.round(Math.max(FlickerMeter.LEAST_HZ, low));
    long highHz = Math.round(Math.min(FlickerMeter.MOST_HZ, Math.max((double) lowHz, high)));
    put(
        SensorFunction.ANTI_FLICKER,
        rules.has().antiFlicker() ? rules.antiFlicker() : Use.OFF,
        rules.flickerFilter().name(),
        Map.of(
            "lowHz",
            lowHz,
            "highHz",
            highHz,
            "shortestPeriod",
            period(highHz),
            "longestPeriod",
            period(lowHz),
            "duty16",
            8L,
            "start",
            6L,
            "stop",
            4L),
        List.of(),
        low < FlickerMeter.LEAST_HZ || high > FlickerMeter.MOST_HZ,
        changes);
  }

  /** A frequency as the register of the filter holds it: periods of 128 µs. */
  static long period(long hz) {
    return (1_000_000 / hz) >> 7;
  }

  private void trail(Seen w, Changes changes) {
    if (rules.findsTrails()) {
      boolean trails =
          m.trail != null
              && m.trail.events() >= LEAST_EVENTS
              && m.trail.share() > rules.trailShare();
      m.of(SensorFunction.TRAIL)
          .hidden(w.above && trails, w.endUs, rules.patience(), rules.holdUs());
      if (m.trail != null) {
        m.trail.clear();
      }
    }
    put(
        SensorFunction.TRAIL,
        rules.has().trail().isEmpty() ? Use.OFF : rules.trail(),
        rules.trailFilter().name(),
        Map.of("burstUs", rules.trailBurstUs()),
        List.of(),
        false,
        changes);
  }

  private void region(Seen w, Changes changes) {
    FunctionSwitch state = m.of(SensorFunction.REGION);
    if (rules.findsRegion()) {
      if (!state.on() && m.region != null) {
        m.found =
            (rules.region() == RegionUse.RONI
                    ? m.region.busy(rules.regionShare())
                    : m.region.kept())
                .orElse(null);
      }
      boolean needed = !state.on() && w.above && m.found != null;
      state.hidden(needed, w.endUs, rules.patience(), rules.holdUs());
      if (m.region != null) {
        m.region.clear();
      }
    }
    Use use = !rules.usesRegion() ? Use.OFF : rules.findsRegion() ? Use.AUTO : Use.ON;
    List<PixelWindow> windows =
        use == Use.AUTO ? (m.found == null ? List.of() : List.of(m.found)) : rules.regions();
    put(SensorFunction.REGION, use, rules.region().name(), Map.of(), windows, false, changes);
  }

  private void mask(Changes changes) {
    int hot = m.hot == null ? 0 : m.hot.masked();
    int most = Math.min(MOST_MASKS, rules.has().masks());
    FunctionSetting before = m.sent.get(SensorFunction.MASK);
    if (m.hot != null && !m.hot.changed() && (before != null || hot == 0)) {
      return;
    }
    List<PixelWindow> pixels =
        hot == 0
            ? List.of()
            : Arrays.stream(m.hot.hottest(most))
                .sorted()
                .mapToObj(k -> new PixelWindow(m.hot.column(k), m.hot.row(k), 1, 1))
                .toList();
    FunctionSetting wanted =
        hot == 0
            ? FunctionSetting.off(SensorFunction.MASK, rules.mask() ? Why.RELEASED : Why.CONFIGURED)
            : new FunctionSetting(
                SensorFunction.MASK,
                true,
                "",
                Map.of("hot", (long) hot),
                pixels,
                Why.NEEDED,
                hot > most);
    put(wanted, most > 0, changes);
  }

  private void put(
      SensorFunction function,
      Use use,
      String filter,
      Map<String, Long> values,
      List<PixelWindow> windows,
      boolean clamped,
      Changes changes) {
    boolean on = use == Use.ON || (use == Use.AUTO && m.of(function).on());
    Why why = use != Use.AUTO ? Why.CONFIGURED : on ? Why.NEEDED : Why.RELEASED;
    put(
        on
            ? new FunctionSetting(function, true, filter, values, windows, why, clamped)
            : FunctionSetting.off(function, why),
        true,
        changes);
  }

  private void put(FunctionSetting wanted, boolean sends, Changes changes) {
    FunctionSetting before = m.sent.get(wanted.function());
    boolean wasOn = before != null && before.enabled();
    if (wanted.enabled() ? wasOn && before.sameAs(wanted) : !wasOn) {
      return;
    }
    m.sent.put(wanted.function(), wanted);
    if (sends) {
      changes.settings.add(wanted);
    }
    if (wanted.why() == Why.NEEDED && !wasOn) {
      changes.begun.add(wanted);
    }
  }
}
