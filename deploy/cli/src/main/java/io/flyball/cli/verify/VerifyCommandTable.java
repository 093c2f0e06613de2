package io.flyball.cli.verify;

import io.flyball.bench.BenchReport;
import io.flyball.verify.Fault.Target;
import io.flyball.verify.Invariant;
import io.flyball.verify.VerifyOptions;
import io.flyball.verify.VerifyReport;
import io.flyball.verify.simulation.Simulations.Failure;
import java.io.PrintWriter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How a {@link VerifyReport} is shown to a person and to a program. */
final class VerifyCommandTable {
  private VerifyCommandTable() {}

  static void print(PrintWriter out, VerifyReport report) {
    VerifyOptions options = report.options();
    line(
        out,
        "%s, %s: %,d records, seed %d, %s, %s",
        report.job(),
        options.scenario(),
        options.records(),
        options.seed(),
        VerifyCommand.spelled(options.backend()),
        VerifyCommand.spelled(options.guarantee()));
    for (Map.Entry<Target, List<Double>> one : report.story().recoveries().entrySet()) {
      List<Double> seconds = one.getValue();
      line(
          out,
          "  killed %-11s %3d times, recovered in %.1f s (median), %.1f s (longest)",
          VerifyCommand.spelled(one.getKey()),
          seconds.size(),
          BenchReport.median(seconds),
          Collections.max(seconds));
    }
    if (report.story().recoveries().containsKey(Target.BROKER)) {
      line(
          out,
          "         broker      %3d times in the middle of transactions",
          report.story().midTransaction());
    }
    line(
        out,
        "  %,d restarts, %,d checkpoints; %.1f s under fire, %.1f s without",
        report.story().restarts(),
        report.story().checkpoints(),
        report.seconds().get(0),
        report.seconds().get(1));
    report.outputs().forEach((topic, count) -> line(out, "  %,10d records in %s", count, topic));
    line(out, "  %,10d more that only read_uncommitted readers saw", report.takenBack());
    law(out, new Invariant("missing against the uninterrupted run", 0, report.missing()));
    law(out, new Invariant("extra against the uninterrupted run", 0, report.extra()));
    report.laws().forEach(law -> law(out, law));
    report.samples().forEach(sample -> line(out, "       %s", sample));
    line(out, "  %s", report.passed() ? "PASSED" : "FAILED");
  }

  private static void law(PrintWriter out, Invariant law) {
    if (law.holds()) {
      line(out, "  ok   %,10d %s", law.found(), law.claim());
    } else {
      line(out, "  FAIL %,10d %s; must be %,d", law.found(), law.claim(), law.expected());
    }
  }

  private static void line(PrintWriter out, String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
  }

  static Map<String, Object> asMap(VerifyReport report) {
    VerifyOptions options = report.options();
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("job", report.job());
    map.put("passed", report.passed());
    map.put("records", options.records());
    map.put("seed", options.seed());
    map.put("backend", VerifyCommand.spelled(options.backend()));
    map.put("guarantee", VerifyCommand.spelled(options.guarantee()));
    map.put("scenario", options.scenario());
    map.put("kills", spelled(options.kills()));
    map.put("recoverySeconds", spelled(report.story().recoveries()));
    map.put("brokerKillsInMidTransaction", report.story().midTransaction());
    map.put("restarts", report.story().restarts());
    map.put("checkpoints", report.story().checkpoints());
    map.put("outputs", report.outputs());
    map.put("takenBack", report.takenBack());
    map.put("missing", report.missing());
    map.put("extra", report.extra());
    map.put("samples", report.samples());
    map.put("laws", report.laws());
    map.put("seconds", report.seconds());
    return map;
  }

  static void print(
      PrintWriter out, List<String> cores, long seed, long schedules, Optional<Failure> failure) {
    if (failure.isEmpty()) {
      line(
          out,
          "simulation of %s: %,d schedules each, seeds %d to %d",
          String.join(", ", cores),
          schedules,
          seed,
          seed + schedules - 1);
      line(out, "  PASSED");
    } else {
      line(
          out, "simulation of %s, seed %d: it differs", failure.get().core(), failure.get().seed());
      line(out, "  %s", failure.get().difference());
      line(
          out,
          "  replay: ./flyball verify --simulation --schedules 1 --seed %d",
          failure.get().seed());
      line(out, "  FAILED");
    }
  }

  static Map<String, Object> asMap(
      List<String> cores, long seed, long schedules, Optional<Failure> failure) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("simulation", cores);
    map.put("passed", failure.isEmpty());
    map.put("seed", seed);
    map.put("schedules", schedules);
    failure.ifPresent(found -> map.put("failure", found));
    return map;
  }

  private static <V> Map<String, V> spelled(Map<Target, V> map) {
    Map<String, V> spelled = new TreeMap<>();
    map.forEach((target, value) -> spelled.put(VerifyCommand.spelled(target), value));
    return spelled;
  }
}
