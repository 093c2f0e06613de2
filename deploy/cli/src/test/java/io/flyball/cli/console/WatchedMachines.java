package io.flyball.cli.console;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Machines that somebody looks at every half minute: eight that say their mode, four that show a
 * symbol of it, two that send a level with a burst.
 */
final class WatchedMachines {
  static final String SEGMENT = "line";

  /** What the job of a run is told of them; its windows are short enough to be looked at. */
  static final List<String> SETTINGS =
      List.of(
          // Cameras are seen now, and machines were before.
          "--set=modes.reads=",
          "--set=modes.modes=4",
          "--set=modes.names=",
          "--set=modes.out-of-orderness=1 h",
          "--set=modes.rates.window=10 min",
          "--set=modes.diversity.window=10 min",
          "--set=modes.diversity.scopes=segment, entity",
          "--set=modes.hmm.initial=0.25, 0.25, 0.25, 0.25",
          "--set=modes.hmm.transition=" + likely(.85),
          "--set=modes.hmm.emission=" + likely(.91));

  private static final Duration STEP = Duration.ofSeconds(30);
  private static final Duration OLDEST = Duration.ofHours(4);
  private static final Duration NEWEST = Duration.ofMinutes(70);
  private static final int OTHERS = 40;
  private static final long WINDOW = Duration.ofMinutes(10).toMillis();

  private final Instant now = Instant.now();
  private final SplittableRandom random = new SplittableRandom(11);
  private final List<String> records = new ArrayList<>();

  WatchedMachines() {
    int[] modes = new int[12];
    Instant last = now.minus(NEWEST);
    for (Instant at = now.minus(OLDEST); !at.isAfter(last); at = at.plus(STEP)) {
      for (int machine = 0; machine < modes.length; machine++) {
        modes[machine] = next(modes[machine]);
        boolean hidden = machine >= 8;
        int shown = hidden && random.nextDouble() < .08 ? random.nextInt(4) : modes[machine];
        String what = hidden ? "symbol" : "state";
        records.add(look("m" + machine, at, what, Integer.toString(shown)));
      }
      boolean burst = Duration.between(at, last).abs().toMinutes() / 20 == 2;
      for (String machine : List.of("v0", "v1")) {
        double level = (burst ? 6 : 2) + random.nextGaussian();
        records.add(look(machine, at, "value", Double.toString(level)));
      }
    }
  }

  /** Four modes in a circle, of which the last is left least often. */
  private int next(int mode) {
    double p = random.nextDouble() * (mode == 3 ? 3 : 1);
    return p < .09 ? (mode + 1) % 4 : p < .12 ? (mode + 3) % 4 : mode;
  }

  private static String likely(double stays) {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 16; i++) {
      rows.append(i == 0 ? "" : ", ").append(i % 5 == 0 ? stays : (1 - stays) / 3);
    }
    return rows.toString();
  }

  private static String look(String machine, Instant at, String what, String number) {
    return "{\"id\":\"%s/%d\",\"time\":\"%s\",\"entity\":\"%s\",\"segment\":\"%s\",\"%s\":%s}"
        .formatted(machine, at.toEpochMilli(), at, machine, SEGMENT, what, number);
  }

  /** Sends the looks by HTTP: first those that let partitions go on, then all others. */
  void show(ServedRun run) throws IOException, InterruptedException {
    double before = taken(run);
    run.post("/v1/observations", first());
    // Partitions that still idle would not hold back those that go on.
    Journey.await("the job takes what comes first", () -> taken(run) >= before + OTHERS);
    run.post("/v1/observations", rest());
  }

  /** Observations that the modes job has taken. */
  private static double taken(ServedRun run) {
    return run.metrics()
        .filter(line -> line.matches(".*_flyball_modes_TAKEN[{ ].*"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  /** One look at each of many machines before all others: no partition is idle then. */
  private String first() {
    return body(others(now.minus(OLDEST)));
  }

  /** All others, and one of now at each of many machines: event time passes those of the past. */
  private String rest() {
    List<String> all = new ArrayList<>(records);
    all.addAll(others(now));
    return body(all);
  }

  /** Looks whose event time passes once all have come. */
  int past() {
    return OTHERS + records.size();
  }

  private static List<String> others(Instant time) {
    return IntStream.range(0, OTHERS)
        .mapToObj(machine -> look("n" + machine, time, "state", "0"))
        .toList();
  }

  private static String body(List<String> records) {
    return "[" + String.join(",", records) + "]";
  }

  /** When the window of their last looks ends. */
  Instant lastWindow() {
    return Instant.ofEpochMilli((now.minus(NEWEST).toEpochMilli() / WINDOW + 1) * WINDOW);
  }
}
