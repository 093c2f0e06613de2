package io.flyball.core.control.functions;

import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.Geometry;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a sensor does with the events of its pixels under its functions, as their makers describe
 * them: masks, then regions, then the anti-flicker filter, then the trail filter, then the rate
 * controller.
 */
final class ObedientSensor {
  private static final long LONG_AGO = Long.MIN_VALUE / 2;

  private final Geometry geometry;
  private final Map<SensorFunction, FunctionSetting> set = new EnumMap<>(SensorFunction.class);
  private final long[][] last;
  private final long[] rose;
  private final int[] lastPolarity;
  private final int[] flickers;
  private final boolean[] flickering;
  private long period = LONG_AGO;
  private long inPeriod;
  private long dropped;

  ObedientSensor(Geometry geometry) {
    this.geometry = geometry;
    int n = (int) geometry.pixels();
    last = new long[][] {new long[n], new long[n]};
    rose = new long[n];
    lastPolarity = new int[n];
    flickers = new int[n];
    flickering = new boolean[n];
    Arrays.fill(last[0], LONG_AGO);
    Arrays.fill(last[1], LONG_AGO);
    Arrays.fill(rose, LONG_AGO);
  }

  void obey(FunctionSetting setting) {
    set.put(setting.function(), setting);
  }

  /** Events that the rate controller has dropped since it was asked last. */
  long dropped() {
    long since = dropped;
    dropped = 0;
    return since;
  }

  EventColumns pass(EventColumns events) {
    EventColumns out = new EventColumns(events.size());
    for (int i = 0; i < events.size(); i++) {
      if (passes(events.t(i), events.x(i), events.y(i), events.p(i))) {
        out.add(events.t(i), events.x(i), events.y(i), events.p(i));
      }
    }
    return out;
  }

  private FunctionSetting on(SensorFunction function) {
    FunctionSetting s = set.get(function);
    return s != null && s.enabled() ? s : null;
  }

  private boolean passes(long t, int x, int y, int p) {
    FunctionSetting mask = on(SensorFunction.MASK);
    if (mask != null && inside(mask, x, y)) {
      return false;
    }
    FunctionSetting region = on(SensorFunction.REGION);
    if (region != null && inside(region, x, y) != region.filter().equals("ROI")) {
      return false;
    }
    int pixel = y * geometry.width() + x;
    boolean steady = steady(pixel, t, p);
    boolean first = t - last[p][pixel] > burstUs();
    last[p][pixel] = t;
    return steady && first && counted(t);
  }

  private static boolean inside(FunctionSetting s, int x, int y) {
    return s.windows().stream()
        .anyMatch(w -> x >= w.x() && x < w.x() + w.width() && y >= w.y() && y < w.y() + w.height());
  }

  /** A pixel is silenced after {@code start} periods in the band, until {@code stop} outside it. */
  private boolean steady(int pixel, long t, int p) {
    FunctionSetting s = on(SensorFunction.ANTI_FLICKER);
    if (s == null) {
      return true;
    }
    if (p == 1 && lastPolarity[pixel] == 0) {
      double hz = 1e6 / Math.max(1, t - rose[pixel]);
      boolean inBand = hz >= s.values().get("lowHz") && hz <= s.values().get("highHz");
      flickers[pixel] =
          inBand ? Math.max(0, flickers[pixel]) + 1 : Math.min(0, flickers[pixel]) - 1;
      flickering[pixel] =
          flickering[pixel]
              ? flickers[pixel] > -s.values().get("stop")
              : flickers[pixel] >= s.values().get("start");
      rose[pixel] = t;
    }
    lastPolarity[pixel] = p;
    return !flickering[pixel];
  }

  /** Only the first of a burst of one polarity stays. */
  private long burstUs() {
    FunctionSetting s = on(SensorFunction.TRAIL);
    return s == null ? -1 : s.values().get("burstUs");
  }

  private boolean counted(long t) {
    FunctionSetting s = on(SensorFunction.ERC);
    if (s == null) {
      return true;
    }
    long now = Math.floorDiv(t, s.values().get("periodUs"));
    inPeriod = now == period ? inPeriod + 1 : 1;
    period = now;
    boolean kept = inPeriod <= s.values().get("count");
    dropped += kept ? 0 : 1;
    return kept;
  }
}
