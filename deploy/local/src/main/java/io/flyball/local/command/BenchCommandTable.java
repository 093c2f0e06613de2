package io.flyball.local.command;

import io.flyball.bench.BenchReport;
import io.flyball.bench.Latency;
import io.flyball.bench.Machine;
import io.flyball.bench.Throughput;
import java.io.PrintWriter;
import java.util.Locale;

/** A benchmark's report for people. */
final class BenchCommandTable {
  private BenchCommandTable() {}

  static void print(PrintWriter out, BenchReport report) {
    Machine machine = report.machine();
    out.printf(
        Locale.ROOT,
        "%,d records, parallelism %d, %s, seed %d%n%d cores, %,d MiB, %s, Flink %s, Kafka %s%n%n",
        report.options().records(),
        report.options().parallelism(),
        report.options().guarantee().name().toLowerCase(Locale.ROOT).replace('_', ' '),
        report.options().seed(),
        machine.cores(),
        machine.memoryBytes() >> 20,
        machine.jvm(),
        machine.flink(),
        machine.kafka());
    out.printf(
        "%-34s %-10s %12s %12s %7s %7s  %s%n",
        "figure", "unit", "compared to", "value", "ratio", "bar", "");
    for (BenchReport.Row row : report.rows()) {
      out.printf(
          "%-34s %-10s %12s %12s %7s %7s  %s%n",
          row.figure(),
          row.unit(),
          number(row.floor()),
          number(row.value()),
          ratio(row.ratio()),
          ratio(row.bar()),
          row.met() == null ? "" : row.met() ? "met" : "MISSED");
    }
    out.println();
    for (Throughput floor : report.floors()) {
      out.printf(Locale.ROOT, "floor  %,.0f records/s%n", floor.perSecond());
    }
    out.printf(Locale.ROOT, "floors differ by %.0f%%%n", 100 * report.drift());
    for (Latency latency : report.latencies()) {
      out.printf(
          Locale.ROOT,
          "latency of %s: at least once, fed %,.0f records/s, %,d answers seen uncommitted, %d missing%n",
          latency.run(),
          latency.perSecond(),
          latency.answers(),
          latency.missing());
    }
  }

  private static String number(Double value) {
    if (value == null) {
      return "";
    }
    return String.format(Locale.ROOT, value < 1000 ? "%.1f" : "%,.0f", value);
  }

  private static String ratio(Double value) {
    return value == null ? "" : String.format(Locale.ROOT, "%.2f", value);
  }
}
