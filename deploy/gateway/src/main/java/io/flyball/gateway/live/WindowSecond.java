package io.flyball.gateway.live;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flyball.schemas.BandSide;
import io.flyball.schemas.RateWindow;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Measuring windows of a camera in one second. Of several measurements of one stretch the one of
 * the highest revision counts; beyond {@value #KEPT} stretches further ones are only counted.
 */
final class WindowSecond implements Second<RateWindow> {
  static final int KEPT = 256;
  static final Kind<RateWindow> KIND =
      new Kind<>() {
        @Override
        public String key(RateWindow window) {
          return window.getCamera();
        }

        @Override
        public long time(RateWindow window) {
          return window.getTime().toEpochMilli();
        }

        @Override
        public String keyName() {
          return "camera";
        }

        @Override
        public Second<RateWindow> second() {
          return new WindowSecond();
        }
      };

  private final Map<Long, RateWindow> byStart = new HashMap<>();

  @Override
  public void add(RateWindow window) {
    RateWindow before = byStart.get(window.getStartUs());
    boolean room = before != null || byStart.size() < KEPT;
    if (room && (before == null || window.getRevision() >= before.getRevision())) {
      byStart.put(window.getStartUs(), window);
    }
  }

  @Override
  public void write(ObjectNode point) {
    RateWindow newest =
        byStart.values().stream()
            .max(Comparator.comparingLong(RateWindow::getStartUs))
            .orElseThrow(() -> new IllegalStateException("a second has a window"));
    Spread rate = new Spread();
    byStart.values().forEach(window -> rate.add(window.getRate()));
    point.put("sensor", newest.getSensor()).put("windows", byStart.size());
    Spread.put(rate.writeMean(point.putObject("rate")), "last", newest.getRate());
    Spread.put(point, "bandLow", newest.getBandLow());
    Spread.put(point, "bandHigh", newest.getBandHigh());
    point
        .put("below", count(BandSide.BELOW))
        .put("inside", count(BandSide.INSIDE))
        .put("above", count(BandSide.ABOVE));
    long undercounted = 0;
    long provisional = 0;
    long lost = 0;
    long repeated = 0;
    long on = 0;
    long off = 0;
    long commands = 0;
    for (RateWindow window : byStart.values()) {
      undercounted += window.getUndercounted() ? 1 : 0;
      provisional += window.getProvisional() ? 1 : 0;
      lost += window.getLostPackets();
      repeated += window.getRepeatedPackets();
      on += window.getOn();
      off += window.getOff();
      commands += window.getCommand() == null ? 0 : 1;
    }
    point
        .put("undercounted", undercounted)
        .put("provisional", provisional)
        .put("lostPackets", lost)
        .put("repeatedPackets", repeated)
        .put("on", on)
        .put("off", off);
    ObjectNode codes = point.putObject("codes");
    new TreeMap<>(newest.getCodes()).forEach(codes::put);
    point
        .put("startUs", byStart.keySet().stream().mapToLong(Long::longValue).min().orElseThrow())
        .put("endUs", newest.getEndUs())
        .put("commands", commands);
  }

  private long count(BandSide side) {
    return byStart.values().stream().filter(window -> window.getSide() == side).count();
  }
}
