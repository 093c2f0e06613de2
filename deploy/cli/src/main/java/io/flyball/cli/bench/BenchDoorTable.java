package io.flyball.cli.bench;

import io.flyball.bench.Commit;
import io.flyball.bench.Machine;
import io.flyball.bench.door.DoorFigure;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** The figures of {@code bench door} as a Markdown table, for people and for pages. */
final class BenchDoorTable {
  private BenchDoorTable() {}

  static void print(PrintWriter out, List<DoorFigure> figures) {
    Machine machine = Machine.here();
    out.printf(
        Locale.ROOT,
        "%s, %d cores, %,d MiB, %s, Kafka %s, commit %s%n%n",
        machine.processor(),
        machine.cores(),
        machine.memoryBytes() >> 20,
        machine.jvm(),
        machine.kafka(),
        Commit.here());
    line(out, "figure", "unit", "floor", "value", "ratio", "rounds", "bar", "");
    out.println("|---|---|--:|--:|--:|--:|--:|---|");
    for (DoorFigure f : figures) {
      line(
          out,
          f.figure(),
          f.unit(),
          number(f.floor()),
          number(f.value()),
          ratio(f.ratio()),
          f.least() == null ? "" : ratio(f.least()) + " to " + ratio(f.most()),
          ratio(f.bar()),
          f.met() == null ? "" : f.met() ? "met" : "missed");
    }
  }

  private static void line(PrintWriter out, String... cells) {
    out.println("| " + String.join(" | ", cells) + " |");
  }

  private static String number(Double value) {
    if (value == null) {
      return "";
    }
    return String.format(Locale.ROOT, value < 100 ? "%.2f" : "%,.0f", value);
  }

  private static String ratio(Double value) {
    return value == null ? "" : String.format(Locale.ROOT, "%.2f", value);
  }
}
