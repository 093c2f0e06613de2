package io.flyball.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.flyball.bench.Growth;
import io.flyball.tools.plot.LineChart;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * The page of a {@code bench all}: the machine, every figure beside its floor, what a machine must
 * be for a rate, how cost grows. A pure function of the report.
 *
 * @param report what {@code bench all --out} wrote
 */
record PerformancePage(JsonNode report) {

  String text() {
    List<String> lines = new ArrayList<>();
    lines.add("# Performance");
    lines.add("");
    lines.add(
        "Written by `./flyball bench page` from one run of `" + command() + "`; do not edit.");
    lines.add("");
    JsonNode machine = report.get("machine");
    lines.add(
        text(
            "%s, %d cores, %,d MiB, %s, %s, Flink %s, Kafka %s; broker, load and job share them."
                + " %,d records a job, seed %d; the run took %d min.",
            machine.get("processor").asText(),
            machine.get("cores").asInt(),
            machine.get("memoryBytes").asLong() >> 20,
            machine.get("os").asText(),
            machine.get("jvm").asText(),
            machine.get("flink").asText(),
            machine.get("kafka").asText(),
            report.get("records").asLong(),
            report.get("seed").asLong(),
            (report.get("seconds").asLong() + 59) / 60));
    lines.add("");
    lines.add(
        "The floor of a job is one that passes the same bytes through the same broker with the same"
            + " guarantee, checkpoints and parallelism; that of the bias job only reads them. An"
            + " inner loop is compared with another one of the same run, or with a rate that was"
            + " asked for.");
    lines.add("");
    lines.add("| figure | unit | compared to | value | ratio | bar | |");
    lines.add("|---|---|---|---|---|---|---|");
    for (Map.Entry<String, JsonNode> benchmark : report.get("figures").properties()) {
      benchmark.getValue().forEach(row -> lines.add(figure(benchmark.getKey(), row)));
    }
    lines.add("");
    peers(lines);
    sizes(lines);
    lines.add("## How cost grows");
    for (Growth axis : Growth.values()) {
      growth(lines, axis);
    }
    return String.join("\n", lines) + "\n";
  }

  private String command() {
    return "./flyball bench all" + (report.get("quick").asBoolean() ? " --quick" : "");
  }

  private static String figure(String benchmark, JsonNode row) {
    JsonNode met = row.get("met");
    return String.format(
        Locale.ROOT,
        "| %s %s | %s | %s | %s | %s | %s | %s |",
        benchmark,
        row.get("figure").asText(),
        row.get("unit").asText(),
        number(row.get("floor")),
        number(row.get("value")),
        ratio(row.get("ratio")),
        ratio(row.get("bar")),
        met.isNull() ? "" : met.asBoolean() ? "met" : "missed");
  }

  /** Other tools at a part of the same task. */
  private void peers(List<String> lines) {
    lines.add("## Beside other tools");
    lines.add("");
    lines.add(
        "Processor time of the job's JVM without its compilers, median and range of rounds in which"
            + " all take turns on one backlog; parallelism 2, exactly once. The last column is what"
            + " each does less than Flyball's job.");
    for (Map.Entry<String, JsonNode> job : report.get("peers").properties()) {
      lines.add("");
      lines.add("### " + job.getKey());
      lines.add("");
      lines.add("| | µs a record | broker, µs | second half to first | records/s | does less |");
      lines.add("|---|---|---|---|---|---|");
      for (JsonNode peer : job.getValue()) {
        JsonNode cpu = peer.get("cpuMicros");
        lines.add(
            text(
                "| %s | %.1f [%.1f-%.1f] | %.1f | %.2f | %,.0f | %s |",
                peer.get("peer").asText(),
                cpu.get(0).asDouble(),
                cpu.get(1).asDouble(),
                cpu.get(2).asDouble(),
                peer.get("brokerMicros").get(0).asDouble(),
                peer.get("secondHalf").get(0).asDouble(),
                peer.get("perSecond").get(0).asDouble(),
                peer.get("missing").asText()));
      }
    }
    lines.add("");
  }

  /** Processor time turned round: what a core does in a second, and what ten thousand need. */
  private void sizes(List<String> lines) {
    lines.add("## Sizes");
    lines.add("");
    lines.add(
        "Processor time of the job's own process (operators, Flink, Kafka clients), turned round;"
            + " add the broker, and as much again for catching up after an outage.");
    lines.add("");
    lines.add("| job | state | µs a record | records/s a core | cores for 10,000 records/s |");
    lines.add("|---|---|---|---|---|");
    String kind = "processor time ";
    for (Map.Entry<String, JsonNode> benchmark : report.get("figures").properties()) {
      for (JsonNode row : benchmark.getValue()) {
        String figure = row.get("figure").asText();
        if (figure.startsWith(kind)) {
          double micros = row.get("value").asDouble();
          lines.add(
              text(
                  "| %s | %s | %.1f | %,.0f | %.2f |",
                  benchmark.getKey(),
                  figure.substring(kind.length()),
                  micros,
                  1e6 / micros,
                  micros / 100));
        }
      }
    }
    lines.add("");
  }

  private void growth(List<String> lines, Growth axis) {
    lines.add("");
    lines.add("### " + axis.label() + " of the " + axis.job() + " job");
    lines.add("");
    lines.add("| " + axis.label() + " | µs a record | records/s | heap, MiB |");
    lines.add("|---|---|---|---|");
    for (JsonNode point : points(axis)) {
      lines.add(
          text(
              "| %,d | %.1f | %,.0f | %,d |",
              point.get("size").asInt(),
              point.get("cpuMicros").asDouble(),
              point.get("perSecond").asDouble(),
              point.get("heapBytes").asLong() >> 20));
    }
    lines.add("");
    lines.add("![" + axis.label() + "](images/" + picture(axis) + ")");
  }

  /** Writes a picture for each thing that grows. */
  void pictures(Path folder) {
    for (Growth axis : Growth.values()) {
      double[] sizes = points(axis).stream().mapToDouble(p -> p.get("size").asDouble()).toArray();
      double[] costs =
          points(axis).stream().mapToDouble(p -> p.get("cpuMicros").asDouble()).toArray();
      new LineChart(
              "What a record of the " + axis.job() + " job costs",
              axis.label(),
              "processor time, µs a record")
          .line(axis.job(), sizes, costs)
          .growth()
          .write(folder.resolve(picture(axis)));
    }
  }

  private List<JsonNode> points(Growth axis) {
    return StreamSupport.stream(report.get("growth").get(axis.key()).spliterator(), false).toList();
  }

  private static String picture(Growth axis) {
    return "growth-" + axis.key() + ".png";
  }

  private static String number(JsonNode value) {
    return value.isNull() ? "" : text(value.asDouble() < 1000 ? "%.1f" : "%,.0f", value.asDouble());
  }

  private static String ratio(JsonNode value) {
    return value.isNull() ? "" : text("%.2f", value.asDouble());
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
