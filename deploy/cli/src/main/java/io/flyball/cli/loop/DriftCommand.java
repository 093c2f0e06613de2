package io.flyball.cli.loop;

import io.flyball.cli.option.JsonOutput;
import io.flyball.cli.option.UnusedOptions;
import io.flyball.connectors.text.TextFile;
import io.flyball.core.drift.Alarm;
import io.flyball.core.drift.Calibration;
import io.flyball.core.drift.CoolDown;
import io.flyball.core.drift.Detector;
import io.flyball.core.drift.DetectorSpec;
import io.flyball.tools.ExitCode;
import io.flyball.tools.UserError;
import io.flyball.tools.loop.Numbers;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A change detector as a Unix filter. */
@Command(
    name = "drift",
    description = {
      "Find changes in a stream of numbers.",
      "",
      "One number a line in, alarms out. Each alarm tells the index of the value that raised it"
          + " (counted from 0, in the input), the direction, the levels before and after, how far"
          + " they are apart (severity), and on how many of the latest values the level after rests"
          + " (width). Alarms are printed at once. NaN is a missing value: it has an index and is"
          + " otherwise passed over. Blank lines are ignored; a line that is no number, or a value"
          + " that the detector cannot take, ends the command with exit code 1."
    },
    footer = {
      "",
      "adwin, hddm-a and hddm-w need no unit. Of the others, lambda of page-hinkley is in units of"
          + " the values times values, its delta in units of the values; k and h of cusum are in"
          + " standard deviations. Give page-hinkley values in [0, 1], or --standardise, which"
          + " divides what departs from the mean of the first --reference values by their"
          + " deviation.",
      "",
      "Detectors and their parameters (anyone also takes cooldown and severity):",
      "  adwin         delta=0.002 clock=32 buckets=5 grace=10 reset=true",
      "                cut=all|over-six|skip-newest-of-row",
      "  page-hinkley  form=two-sided|fading|clipped delta=0.03 lambda=30",
      "                alpha=0.9999",
      "  cusum         form=standardised|running-mean k=0.1 h=50 warmup=500",
      "  hddm-a        sides=both|up|up-restart-on-down alpha=0.001     [0, 1]",
      "  hddm-w        sides=both|up|up-restart-on-down alpha=0.000001",
      "                lambda=0.05                                      [0, 1]",
      "  ddm           level=3 min=30                                   0 or 1",
      "  eddm          ratio=0.9 min=30                                 0 or 1",
      "  kswin         alpha=0.00001 window=100 recent=30 seed=1",
      "  selective-ewma weight=0.02 slope=0 level=5 warmup=500          experimental",
      "",
      "Examples:",
      "  (yes 0 | head -n 1000; yes 1 | head -n 1000) | ./flyball drift",
      "  ./flyball drift --detector adwin:delta=0.01,cooldown=500 < numbers",
      "  ./flyball drift --detector page-hinkley --false-alarm-every 10000 \\",
      "      --reference 2000 --json < numbers"
    })
public final class DriftCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--detector",
      paramLabel = "NAME[:param=value,...]",
      defaultValue = "adwin",
      description = "Which detector, and how; default: adwin.")
  private String detector;

  @Option(
      names = "--false-alarm-every",
      paramLabel = "N",
      description = {
        "Choose the detector's threshold, by simulation on the reference window, so that false"
            + " alarms come N values apart on average; 100 to 10,000,000."
      })
  private Long falseAlarmEvery;

  @Option(
      names = "--reference",
      paramLabel = "N",
      defaultValue = "1000",
      description =
          "The first N values are free of change and the reference window; default: 1000.")
  private int reference;

  @Option(
      names = "--standardise",
      description =
          "Feed the detector (x - mean) / deviation, of the first --reference values; its"
              + " thresholds are then in standard deviations, and so is what is printed.")
  private boolean standardise;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Seed of that simulation; default: 1.")
  private long seed;

  @Option(names = "--json", description = "One JSON object to an alarm.")
  private boolean json;

  private Scale scale = new Scale(0, 1);
  private long values;
  private long missing;
  private long alarms;

  @Override
  public Integer call() throws IOException {
    if (falseAlarmEvery == null) {
      UnusedOptions.refuse(spec, "with --false-alarm-every", "--seed");
      if (!standardise) {
        UnusedOptions.refuse(spec, "with --false-alarm-every or --standardise", "--reference");
      }
    }
    DetectorSpec wanted;
    try {
      wanted = DetectorSpec.parse(detector);
      wanted.create();
    } catch (IllegalArgumentException e) {
      throw UserError.usage("--detector: " + e.getMessage());
    }
    Numbers numbers =
        new Numbers(new BufferedReader(TextFile.of("standard input", System.in).reader()));
    List<Numbers.Reading> window = List.of();
    if (standardise) {
      List<Numbers.Reading> raw = referenceWindow(numbers, null);
      scale = Scale.of(raw);
      window = raw.stream().map(scale::apply).toList();
    } else if (falseAlarmEvery != null) {
      window = referenceWindow(numbers, wanted.create());
    }
    if (falseAlarmEvery != null) {
      wanted = calibrated(wanted, window);
    }
    PrintWriter out = spec.commandLine().getOut();
    if (!json) {
      out.printf(
          Locale.ROOT,
          "%9s  %-9s  %12s %12s %12s %8s%n",
          "index",
          "direction",
          "before",
          "after",
          "severity",
          "width");
      out.flush();
    }
    Detector running = wanted.create();
    window.forEach(reading -> take(running, reading, out));
    for (Numbers.Reading reading = numbers.next();
        reading != null && !out.checkError();
        reading = numbers.next()) {
      take(running, scale.apply(reading), out);
    }
    say(summary(running));
    return ExitCode.OK;
  }

  /** What is taken from each value, and what divides the rest. */
  private record Scale(double mean, double deviation) {

    static Scale of(List<Numbers.Reading> window) {
      double[] present =
          window.stream()
              .filter(reading -> !reading.missing())
              .mapToDouble(Numbers.Reading::value)
              .toArray();
      double mean = Arrays.stream(present).average().orElse(0);
      double squares = Arrays.stream(present).map(x -> (x - mean) * (x - mean)).sum();
      if (!(squares > 0) || Double.isInfinite(squares)) {
        throw new UserError(
            String.format(
                Locale.ROOT,
                "--standardise: the first %,d values do not vary, or not within the range of"
                    + " numbers",
                present.length));
      }
      return new Scale(mean, Math.sqrt(squares / (present.length - 1)));
    }

    Numbers.Reading apply(Numbers.Reading reading) {
      return new Numbers.Reading(
          reading.line(), reading.index(), (reading.value() - mean) / deviation);
    }
  }

  private void take(Detector running, Numbers.Reading reading, PrintWriter out) {
    values++;
    if (reading.missing()) {
      missing++;
      return;
    }
    update(running, reading)
        .ifPresent(
            alarm -> {
              alarms++;
              print(out, reading.index(), alarm);
            });
  }

  private Optional<Alarm> update(Detector running, Numbers.Reading reading) {
    try {
      return running.update(reading.value());
    } catch (IllegalArgumentException e) {
      throw new UserError(
          String.format(
              Locale.ROOT,
              "line %d: %s does not take this: %s",
              reading.line(),
              detector,
              e.getMessage()));
    }
  }

  private void print(PrintWriter out, long index, Alarm alarm) {
    if (json) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("index", index);
      map.put("direction", alarm.direction());
      map.put("before", alarm.before());
      map.put("after", alarm.after());
      map.put("severity", alarm.severity());
      map.put("width", alarm.width());
      JsonOutput.print(out, map);
    } else {
      out.printf(
          Locale.ROOT,
          "%9d  %-9s  %12.6g %12.6g %12.6g %8d%n",
          index,
          alarm.direction(),
          alarm.before(),
          alarm.after(),
          alarm.severity(),
          alarm.width());
    }
    out.flush();
  }

  private List<Numbers.Reading> referenceWindow(Numbers numbers, Detector trial)
      throws IOException {
    List<Numbers.Reading> window = new ArrayList<>();
    int present = 0;
    while (present < reference) {
      Numbers.Reading reading = numbers.next();
      if (reading == null) {
        throw new UserError(
            String.format(
                Locale.ROOT,
                "the reference window is %,d values and the input has %,d; give a smaller"
                    + " --reference",
                reference,
                present));
      }
      window.add(reading);
      if (!reading.missing()) {
        present++;
        // A value that the detector does not take is found here, where its line is known.
        if (trial != null) {
          update(trial, reading);
        }
      }
    }
    return window;
  }

  private DetectorSpec calibrated(DetectorSpec wanted, List<Numbers.Reading> window) {
    double[] present =
        window.stream()
            .filter(reading -> !reading.missing())
            .mapToDouble(Numbers.Reading::value)
            .toArray();
    try {
      DetectorSpec found = Calibration.calibrate(wanted, present, falseAlarmEvery, seed);
      say(
          String.format(
              Locale.ROOT, "calibrated on the first %,d values: %s", present.length, found));
      return found;
    } catch (IllegalArgumentException e) {
      throw UserError.usage("--false-alarm-every: " + e.getMessage());
    }
  }

  private String summary(Detector running) {
    StringBuilder text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%,d %s in %,d values",
                alarms,
                alarms == 1 ? "alarm" : "alarms",
                values));
    if (missing > 0) {
      text.append(String.format(Locale.ROOT, ", %,d of them missing", missing));
    }
    if (running instanceof CoolDown coolDown && coolDown.heldBack() > 0) {
      text.append(String.format(Locale.ROOT, "; %,d more held back", coolDown.heldBack()));
    }
    return text.toString();
  }

  private void say(String text) {
    spec.commandLine().getErr().println(text);
    spec.commandLine().getErr().flush();
  }
}
