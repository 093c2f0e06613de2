package io.flyball.cli.bench;

import io.flyball.bench.BenchReport;
import io.flyball.bench.Growth;
import io.flyball.bench.Latency;
import io.flyball.bench.Machine;
import io.flyball.bench.Throughput;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A benchmark's report for people. */
final class BenchCommandTable {
  private BenchCommandTable() {}

  static void print(PrintWriter out, BenchReport report, List<BenchReport.Row> kernels) {
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
    heading(out);
    rows(out, "", report.rows());
    rows(out, "", kernels);
    out.println();
    for (Throughput floor : report.floors()) {
      out.printf(Locale.ROOT, "floor  %,.0f records/s%n", floor.perSecond());
    }
    out.printf(Locale.ROOT, "floors differ by %.0f%%%n", 100 * report.drift());
    for (Latency latency : report.latencies()) {
      out.printf(
          Locale.ROOT,
          "latency of %s: at least once, fed %,.0f records/s, %,d answers seen uncommitted, %d"
              + " missing%n",
          latency.run(),
          latency.perSecond(),
          latency.answers(),
          latency.missing());
    }
  }

  static void heading(PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%-43s %-10s %13s %13s %7s %7s  %s%n",
        "figure",
        "unit",
        "compared to",
        "value",
        "ratio",
        "bar",
        "");
  }

  /** The rows of one benchmark, its name before each. */
  static void rows(PrintWriter out, String benchmark, List<BenchReport.Row> rows) {
    for (BenchReport.Row row : rows) {
      out.printf(
          Locale.ROOT,
          "%-43s %-10s %13s %13s %7s %7s  %s%n",
          (benchmark + " " + row.figure()).strip(),
          row.unit(),
          number(row.floor()),
          number(row.value()),
          ratio(row.ratio()),
          ratio(row.bar()),
          row.met() == null ? "" : row.met() ? "met" : "MISSED");
    }
  }

  /** How cost grows, a line for each size. */
  static void growth(PrintWriter out, Map<String, List<Growth.Point>> curves) {
    for (Growth axis : Growth.values()) {
      out.printf(
          Locale.ROOT,
          "%n%-22s %15s %15s %12s%n",
          axis.label(),
          "us/record",
          "records/s",
          "heap MiB");
      for (Growth.Point point : curves.get(axis.key())) {
        out.printf(
            Locale.ROOT,
            "%,22d %15.1f %,15.0f %,12d%n",
            point.size(),
            point.cpuMicros(),
            point.perSecond(),
            point.heapBytes() >> 20);
      }
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
