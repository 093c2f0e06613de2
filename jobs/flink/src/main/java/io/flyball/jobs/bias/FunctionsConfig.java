package io.flyball.jobs.bias;

import io.flyball.core.control.SensorProfile;
import io.flyball.core.control.functions.FlickerFilter;
import io.flyball.core.control.functions.FunctionRules;
import io.flyball.core.control.functions.PixelWindow;
import io.flyball.core.control.functions.RegionUse;
import io.flyball.core.control.functions.TrailFilter;
import io.flyball.core.control.functions.Use;
import io.flyball.jobs.runtime.config.ConfigException;
import io.flyball.jobs.runtime.config.Key;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The {@code bias.control.functions} section: what sensors are told beside their biases. A function
 * that a sensor lacks is not used there.
 */
public record FunctionsConfig(
    @Key(
            value = "OFF",
            meaning =
                "The sensor's event rate controller, which drops events; AUTO while the rate is"
                    + " above the band.")
        Use erc,
    @Key(
            min = "1",
            max = "1e12",
            unit = "events/s",
            meaning = "The rate that it lets through; empty: the band's upper end.")
        Optional<Double> ercRate,
    @Key(
            value = "OFF",
            meaning = "The sensor's anti-flicker filter; AUTO when a light is found to flicker.")
        Use antiFlicker,
    @Key(value = "BAND_STOP", meaning = "What the anti-flicker filter does with its band.")
        FlickerFilter flickerFilter,
    @Key(
            meaning =
                "The band of anti-flicker=ON in Hz, such as 90..110, inside 50..520. AUTO takes what"
                    + " flickers, 10 Hz to either side.")
        Optional<String> flickerBand,
    @Key(
            value = "OFF",
            meaning =
                "The sensor's event trail filter; AUTO when the rate is above the band and more than"
                    + " trail-share of the events trail.")
        Use trail,
    @Key(value = "TRAIL", meaning = "Which events of a burst the trail filter lets through.")
        TrailFilter trailFilter,
    @Key(
            value = "10 ms",
            min = "1 ms",
            max = "100 ms",
            meaning =
                "Events of one pixel and polarity that follow each other so soon are a burst.")
        Duration trailBurst,
    @Key(
            value = "0.5",
            min = "0",
            max = "1",
            meaning =
                "Share of events that follow another of a burst, above which trails are filtered.")
        double trailShare,
    @Key(
            value = "OFF",
            meaning =
                "Regions of the sensor: ROI sends only what is inside, RONI only what is outside.")
        RegionUse region,
    @Key(
            meaning =
                "Fixed regions as x,y,width,height, several with semicolons between; empty: found in"
                    + " the stream while the rate is above the band.")
        Optional<String> regionWindows,
    @Key(
            value = "0.5",
            min = "0.01",
            max = "1",
            meaning =
                "A region of at most a quarter of the sensor is left out (RONI) when it has at"
                    + " least this share of the events.")
        double regionShare,
    @Key(
            value = "false",
            meaning =
                "Find hot pixels, leave them out of the windows, and mask as many in the sensor as it"
                    + " can.")
        boolean mask,
    @Key(
            value = "3",
            min = "1",
            max = "1000",
            unit = "windows",
            meaning = "Windows in a row that must show a need before a function is switched on.")
        int patience,
    @Key(
            value = "1 min",
            min = "1 s",
            max = "1 d",
            meaning =
                "After this time a filter or region is switched off to see whether it is still"
                    + " needed; what comes back doubles it, up to sixteenfold.")
        Duration hold) {

  public FunctionsConfig {
    if (antiFlicker == Use.ON && flickerBand.isEmpty()) {
      throw new ConfigException(
          "flicker-band", "", "a band such as 90..110, which anti-flicker=ON needs");
    }
    if (antiFlicker != Use.ON && flickerBand.isPresent()) {
      throw new ConfigException(
          "flicker-band", flickerBand.get(), "empty unless anti-flicker is ON");
    }
    flickerBand.ifPresent(FunctionsConfig::band);
    if (regionWindows.isPresent() && region == RegionUse.OFF) {
      throw new ConfigException("region-windows", regionWindows.get(), "empty while region is OFF");
    }
    regionWindows.ifPresent(FunctionsConfig::windows);
  }

  private static SensorProfile.Limits band(String text) {
    try {
      SensorProfile.Limits band = SensorProfile.Limits.parse(text);
      if (band.min() >= 50 && band.max() <= 520) {
        return band;
      }
    } catch (IllegalArgumentException e) {
      // falls through to the one message that says what is allowed
    }
    throw new ConfigException("flicker-band", text, "a band inside 50..520, such as 90..110");
  }

  private static List<PixelWindow> windows(String text) {
    try {
      return PixelWindow.parse(text);
    } catch (IllegalArgumentException e) {
      throw new ConfigException(
          "region-windows", text, "x,y,width,height in pixels, such as 0,0,64,32");
    }
  }

  /**
   * The rules for a sensor.
   *
   * @throws IllegalArgumentException when they do not fit it
   */
  FunctionRules rules(SensorProfile sensor) {
    Optional<SensorProfile.Limits> band = flickerBand.map(FunctionsConfig::band);
    return new FunctionRules(
        sensor.name(),
        sensor.functions(),
        sensor.geometry(),
        erc,
        ercRate.orElse(0.0),
        antiFlicker,
        flickerFilter,
        band.map(SensorProfile.Limits::min).orElse(0),
        band.map(SensorProfile.Limits::max).orElse(0),
        trail,
        trailFilter,
        trailBurst.toMillis() * 1000,
        trailShare,
        region,
        regionWindows.map(FunctionsConfig::windows).orElse(List.of()),
        regionShare,
        mask,
        patience,
        hold.toMillis() * 1000);
  }
}
