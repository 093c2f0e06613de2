package io.flyball.connectors.camera;

import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.Fault;
import io.flyball.core.camera.Faults;
import io.flyball.core.camera.Geometry;

/**
 * Makes events of numbers that stand in columns: scales the times to µs, and counts what is no
 * event. Polarity is ON above 0, OFF at 0 and below; fractions of a µs are rounded for times with
 * decimals and cut for whole ones.
 */
final class EventColumnsReader {
  private final Geometry geometry;
  private final CsvUnit unit;
  private final long offsetUs;
  private final Faults faults;
  private long last = Long.MIN_VALUE;

  /**
   * @param offsetUs added to every time
   */
  EventColumnsReader(Geometry geometry, CsvUnit unit, long offsetUs, Faults faults) {
    this.geometry = geometry;
    this.unit = unit;
    this.offsetUs = offsetUs;
    this.faults = faults;
  }

  /**
   * The unit of times that nobody names: s with decimals, else µs.
   *
   * @param name of the column of times
   */
  static CsvUnit unit(RecordingOptions options, String name, boolean floating) {
    CsvUnit said = CsvOrder.unit(name);
    return options.unit() != null
        ? options.unit()
        : said != null ? said : floating ? CsvUnit.S : CsvUnit.US;
  }

  long micros(long time) {
    return offsetUs
        + switch (unit) {
          case NS -> Math.floorDiv(time, 1000L);
          case US -> time;
          case MS -> Math.multiplyExact(time, 1000L);
          case S -> Math.multiplyExact(time, 1_000_000L);
        };
  }

  /** Time in µs, or {@link Long#MIN_VALUE} for what is no time. */
  long micros(double time) {
    double us = time * Math.pow(10, unit.exponent());
    return Math.abs(us) < 9e18 ? offsetUs + Math.round(us) : Long.MIN_VALUE;
  }

  /**
   * Appends an event.
   *
   * @param place number of the event in its file
   */
  void add(long time, long x, long y, boolean on, long place, EventColumns out) {
    if (time == Long.MIN_VALUE) {
      faults.add(Fault.GARBAGE, place);
    } else if (x < 0 || y < 0 || x >= geometry.width() || y >= geometry.height()) {
      faults.add(Fault.OUT_OF_RANGE, place);
    } else {
      if (time < last) {
        faults.add(Fault.BACKWARD_TIME, place);
      }
      last = time;
      out.add(time, (int) x, (int) y, on ? 1 : 0);
    }
  }
}
