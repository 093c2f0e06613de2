package io.flyball.jobs.bias;

import io.flyball.connectors.codec.PlausibleTimes;
import io.flyball.core.control.OwnProfile;
import io.flyball.core.control.SensorProfiles;
import io.flyball.jobs.runtime.config.ConfigException;
import io.flyball.jobs.runtime.config.Key;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The {@code bias} section. */
public record BiasConfig(
    @Key(value = "camera.packets", meaning = "Topic of EventPacket records.") String packetsTopic,
    @Key(
            meaning =
                "Topic of RateWindow records of cameras that count for themselves; empty for none."
                    + " Not the topic that this job writes.")
        Optional<String> ratesTopic,
    @Key(value = "camera.windows", meaning = "Topic of the windows that were measured.")
        String windowsTopic,
    @Key(value = "camera.commands", meaning = "Topic of the commands to cameras.")
        String commandsTopic,
    @Key(
            value = "4194304",
            min = "1",
            unit = "bytes",
            meaning = "A longer value is a dead letter (TOO_LARGE).")
        int maxRecordBytes,
    @Key(
            value = PlausibleTimes.YEARS,
            meaning =
                "Years in which the times of records lie; one outside of them is a dead letter"
                    + " (IMPLAUSIBLE_TIME).")
        String plausibleYears,
    @Key(
            value = "500 ms",
            min = "1 ms",
            max = "1 h",
            meaning =
                "A window in which nothing has come is closed this long after its end. Longer than"
                    + " the time between two packets.")
        Duration silentAfter,
    @Key(
            value = "2 s",
            min = "1 ms",
            max = "1 h",
            meaning =
                "Where nothing moves event time, this machine's clock closes windows once a camera"
                    + " has sent nothing for this long beyond how late its newest packet was.")
        Duration clockAfter,
    @Key(
            value = "10 min",
            min = "1 s",
            meaning = "A camera from which nothing has come for this long is forgotten.")
        Duration forgetAfter,
    @Key(
            meaning =
                "Files with profiles of own sensors, comma-separated; they are read where the job is"
                    + " started, and by the gateway.")
        List<String> sensorProfiles,
    @Key(meaning = "How cameras are measured and controlled.") SteeringConfig control,
    @Key(meaning = "Which places cameras recognise.") PlacesConfig places,
    @Key(meaning = "Patterns that raise alerts.") BiasPatternConfig patterns) {

  public BiasConfig {
    control
        .ignored()
        .forEach(
            (key, value) -> {
              throw new ConfigException(
                  "control." + key,
                  value,
                  "empty, for mode " + control.mode() + " has no use for it");
            });
    if (control.objective() == Objective.MARGIN && !places.enabled()) {
      throw new ConfigException(
          "control.objective", "MARGIN", "RATE, unless bias.places.enabled=true");
    }
    try {
      times(plausibleYears);
    } catch (IllegalArgumentException e) {
      throw new ConfigException("plausible-years", plausibleYears, e.getMessage());
    }
    if (ratesTopic.isPresent() && ratesTopic.get().equals(windowsTopic)) {
      throw new ConfigException(
          "rates-topic", ratesTopic.get(), "another topic than bias.windows-topic");
    }
    if (forgetAfter.compareTo(silentAfter) <= 0) {
      throw new ConfigException(
          "forget-after", forgetAfter, "longer than bias.silent-after, which is " + silentAfter);
    }
  }

  private static PlausibleTimes times(String years) {
    return new PlausibleTimes(years, "bias.plausible-years");
  }

  /**
   * The shipped sensor profiles and those of the files. Reads the files.
   *
   * @throws ConfigException which names the file, the key in it and what is allowed
   */
  public SensorProfiles sensors() {
    List<String> texts = new ArrayList<>();
    for (String file : sensorProfiles) {
      try {
        String text = Files.readString(Path.of(file));
        OwnProfile.parse(text);
        texts.add(text);
      } catch (IOException e) {
        throw refused(file, "a readable file of UTF-8 text (" + e + ")");
      } catch (IllegalArgumentException e) {
        throw refused(file, "a sensor profile. " + e.getMessage());
      }
    }
    try {
      return new SensorProfiles(texts);
    } catch (IllegalArgumentException e) {
      throw refused(
          String.join(",", sensorProfiles), "profiles of different names. " + e.getMessage());
    }
  }

  private static ConfigException refused(String file, String allowed) {
    return new ConfigException("bias.sensor-profiles", file, allowed);
  }

  /** The times that records may have. */
  PlausibleTimes times() {
    return times(plausibleYears);
  }
}
