package io.flyball.jobs.bias;

import io.flyball.core.control.Bias;
import io.flyball.core.control.ControlMode;
import io.flyball.core.control.ControlParameters;
import io.flyball.core.control.FastLaw;
import io.flyball.core.control.SensorProfile;
import io.flyball.core.control.SensorProfile.Limits;
import io.flyball.jobs.runtime.config.ConfigException;
import io.flyball.jobs.runtime.config.Key;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The {@code bias.control} section: how cameras are measured and controlled. Control updates name
 * the same keys. What is left empty is the mode's own, or the sensor's.
 */
public record SteeringConfig(
    @Key(value = "FAST_AND_SLOW_SAFE", meaning = "The controller that decides.") ControlMode mode,
    @Key(
            value = "RATE",
            meaning =
                "What the mode aims at: a rate inside the band; or, experimental, the margin by which"
                    + " places are recognised (MARGIN), for which the band moves.")
        Objective objective,
    @Key(
            value = "300 ms",
            min = "1 ms",
            max = "1 min",
            meaning = "Length of a measuring window in device time.")
        Duration window,
    @Key(
            value = "false",
            meaning =
                "Cut windows as the published controller does, each from the event that closed the"
                    + " one before, instead of on a fixed grid; silence then closes none.")
        boolean referenceWindows,
    @Key(
            min = "0",
            unit = "events/s",
            meaning =
                "Lower end of the band; empty: the sensor's own, such as 500,000 of a DAVIS346.")
        Optional<Double> rateLow,
    @Key(min = "0", unit = "events/s", meaning = "Upper end of the band; empty: the sensor's own.")
        Optional<Double> rateHigh,
    @Key(
            min = "1",
            max = "1000",
            unit = "windows",
            meaning = "Windows at a rail before a slow step; empty: 2.")
        Optional<Integer> patience,
    @Key(
            min = "1",
            max = "255",
            unit = "codes",
            meaning =
                "Size of a slow step; empty: the sensor's own, such as 5. Given, slow-ratio is 1.")
        Optional<Integer> slowStep,
    @Key(
            min = "1",
            max = "10",
            meaning =
                "Above 1, a slow step multiplies bandwidth and divides both thresholds by this"
                    + " ratio, where the sensor's physics is known.")
        Optional<Double> slowRatio,
    @Key(meaning = "Keep slow codes inside their limits, and stop counting there.")
        Optional<Boolean> clampSlow,
    @Key(min = "0", unit = "e-folds", meaning = "The least ON threshold a slow step may lead to.")
        Optional<Double> thetaFloor,
    @Key(min = "0", unit = "Hz", meaning = "The least bandwidth a slow step may lead to.")
        Optional<Double> bandwidthFloor,
    @Key(
            max = "1 min",
            meaning = "Windows that begin this soon after a slow step are not acted on.")
        Optional<Duration> settle,
    @Key(meaning = "A window at one rail resets the count of the other.")
        Optional<Boolean> railReset,
    @Key(meaning = "An undercounted window may close the camera, never open it.")
        Optional<Boolean> undercountGuard,
    @Key(meaning = "A window without any event is rate 0; otherwise it is ignored.")
        Optional<Boolean> silenceActs,
    @Key(meaning = "Do not send a code that is in force already.")
        Optional<Boolean> sendOnlyChanges,
    @Key(
            min = "0",
            max = "2040",
            unit = "codes",
            meaning = "Most codes the refractory moves in one window; 0 for any.")
        Optional<Integer> maxSlew,
    @Key(
            meaning =
                "After two swings through the band hold inside it and take ever smaller steps"
                    + " outside it.")
        Optional<Boolean> huntingDetect,
    @Key(
            min = "0",
            max = "1000",
            unit = "windows",
            meaning = "Windows to measure first; the band is then their mean rate / √5 to · √5.")
        Optional<Integer> calibrateWindows,
    @Key(
            min = "0",
            max = "1000000",
            unit = "windows",
            meaning =
                "A burst of the rate that is over after at most so many windows counts for no slow"
                    + " step; empty: every window counts.")
        Optional<Integer> burstWindows,
    @Key(
            meaning =
                "The codes each bias may take, such as REFRACTORY=4..57; a bias that is not named"
                    + " keeps its sensor's limits.")
        Map<Bias, String> limits,
    @Key(meaning = "What sensors are told beside their biases.") FunctionsConfig functions) {

  public SteeringConfig {
    if (mode == ControlMode.ERC_DROP) {
      throw new ConfigException(
          "mode",
          mode,
          "a mode that sets biases, or CONSTANT: the job cannot drop events that a camera has sent;"
              + " camera simulate runs ERC_DROP");
    }
    if (objective == Objective.MARGIN && !mode.writes()) {
      throw new ConfigException("objective", objective, "RATE, for mode " + mode + " sets no bias");
    }
    limits.forEach(SteeringConfig::check);
    if (rateLow.isPresent() && rateHigh.isPresent() && rateLow.get() >= rateHigh.get()) {
      throw new ConfigException(
          "rate-high", rateHigh.get(), "above rate-low, which is " + rateLow.get());
    }
  }

  /** What is set here although nothing in this mode looks at it, by key. */
  SortedMap<String, Object> ignored() {
    boolean repaired = mode == ControlMode.FAST_AND_SLOW_SAFE;
    boolean bounded = repaired || mode == ControlMode.EVENT_CV_LADDER;
    boolean slow = bounded || mode == ControlMode.SLOW_ONLY || mode == ControlMode.FAST_AND_SLOW;
    boolean published = mode == ControlMode.FAST_ONLY || (slow && !bounded);
    boolean clamps = bounded && clampSlow.orElse(true);
    SortedMap<String, Object> ignored = new TreeMap<>();
    unless(slow, "patience", patience, ignored);
    unless(slow && slowRatio.orElse(1.0) == 1, "slow-step", slowStep, ignored);
    unless(bounded, "slow-ratio", slowRatio, ignored);
    unless(bounded, "clamp-slow", clampSlow, ignored);
    unless(clamps, "theta-floor", thetaFloor, ignored);
    unless(clamps, "bandwidth-floor", bandwidthFloor, ignored);
    unless(repaired, "settle", settle, ignored);
    unless(repaired, "rail-reset", railReset, ignored);
    unless(repaired, "undercount-guard", undercountGuard, ignored);
    unless(repaired || published, "silence-acts", silenceActs, ignored);
    unless(repaired, "send-only-changes", sendOnlyChanges, ignored);
    unless(repaired, "max-slew", maxSlew, ignored);
    unless(repaired, "hunting-detect", huntingDetect, ignored);
    unless(repaired && objective == Objective.RATE, "calibrate-windows", calibrateWindows, ignored);
    unless(repaired, "burst-windows", burstWindows, ignored);
    return ignored;
  }

  private static void unless(
      boolean used, String key, Optional<?> value, SortedMap<String, Object> ignored) {
    if (!used) {
      value.ifPresent(given -> ignored.put(key, given));
    }
  }

  /**
   * A sensor with these limits.
   *
   * @throws IllegalArgumentException when its registers cannot hold them
   */
  SensorProfile profile(SensorProfile sensor) {
    Map<Bias, Limits> wanted = new EnumMap<>(Bias.class);
    limits.forEach((bias, text) -> wanted.put(bias, Limits.parse(text)));
    return sensor.withLimits(wanted);
  }

  /**
   * The parameters for a sensor.
   *
   * @throws IllegalArgumentException when they do not fit it
   */
  ControlParameters parameters(SensorProfile sensor) {
    FastLaw own = sensor.law();
    Limits refractory = sensor.limits().get(Bias.REFRACTORY);
    return mode.defaults(sensor)
        .with(
            d -> {
              d.law =
                  new FastLaw(
                      rateLow.orElse(own.rateLow()),
                      rateHigh.orElse(own.rateHigh()),
                      refractory.min(),
                      refractory.max());
              d.windowUs = window.toMillis() * 1000;
              d.patience = patience.orElse(d.patience);
              d.slowStep = slowStep.orElse(d.slowStep);
              // A step in codes is no ratio: given, it counts.
              d.slowRatio = slowRatio.orElse(slowStep.isPresent() ? 1 : d.slowRatio);
              d.clampSlow = clampSlow.orElse(d.clampSlow);
              d.thetaFloor = thetaFloor.orElse(d.thetaFloor);
              d.bandwidthFloorHz = bandwidthFloor.orElse(d.bandwidthFloorHz);
              d.settleUs = settle.map(t -> t.toMillis() * 1000).orElse(d.settleUs);
              d.railReset = railReset.orElse(d.railReset);
              d.undercountGuard = undercountGuard.orElse(d.undercountGuard);
              d.silenceActs = silenceActs.orElse(d.silenceActs);
              d.sendOnlyChanges = sendOnlyChanges.orElse(d.sendOnlyChanges);
              d.maxSlew = maxSlew.orElse(d.maxSlew);
              d.huntingDetect = huntingDetect.orElse(d.huntingDetect);
              d.calibrateWindows = calibrateWindows.orElse(d.calibrateWindows);
              d.burstWindows = burstWindows.orElse(d.burstWindows);
            });
  }

  /** Refuses what no sensor can hold; what one of them cannot is refused for its cameras. */
  private static void check(Bias bias, String text) {
    Limits wanted;
    try {
      wanted = Limits.parse(text);
    } catch (IllegalArgumentException e) {
      throw new ConfigException(
          "limits." + bias, text, "two codes, the lower one first, such as 4..57");
    }
    List<SensorProfile> having =
        SensorProfile.NAMES.stream()
            .map(SensorProfile::named)
            .filter(sensor -> sensor.biases().contains(bias))
            .toList();
    if (having.stream().noneMatch(sensor -> wanted.within(sensor.hardware().get(bias)))) {
      throw new ConfigException(
          "limits." + bias,
          text,
          "inside what a register holds: "
              + having.stream()
                  .map(sensor -> sensor.hardware().get(bias) + " of " + sensor.name())
                  .collect(Collectors.joining(", ")));
    }
    if (bias == Bias.REFRACTORY && wanted.min() == wanted.max()) {
      throw new ConfigException("limits." + bias, text, "two different codes, which the law spans");
    }
  }
}
