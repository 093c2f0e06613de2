package io.flyball.jobs.runtime.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A configuration with a key of every type. */
record Sample(
    @Key(value = "flyball", meaning = "Name of the deployment.") String name,
    @Key(meaning = "Joins answers to what was shown.") Feedback feedback,
    Broker broker) {

  enum Kind {
    CLICK,
    HINDSIGHT_RATING,
    VIEW
  }

  record Feedback(
      @Key(value = "5 min", meaning = "How late events may come.") Duration outOfOrderness,
      @Key(
              value = "CLICK=30 min, HINDSIGHT_RATING=14 d",
              meaning = "How long each kind may take.",
              max = "365 d")
          Map<Kind, Duration> windows,
      @Key(value = "0.5", meaning = "Share.", unit = "1", min = "0", max = "1") double share,
      @Key(value = "1000", meaning = "Most per user.", unit = "records", min = "1") int limit,
      @Key(value = "7", meaning = "Seed of every draw.") long seed,
      @Key(value = "true", meaning = "Whether to count.") boolean enabled,
      @Key(value = "VIEW", meaning = "Kind for the rest.") Kind fallback,
      @Key(value = "a, b", meaning = "Names to skip.") List<String> skipped,
      @Key(meaning = "How bursts are found.") Burst burst) {

    Feedback {
      if (skipped.contains(fallback.name())) {
        throw new ConfigException("fallback", fallback, "none of skipped");
      }
      if (limit == 13) {
        throw new IllegalArgumentException("thirteen is refused");
      }
      if (windows.containsKey(Kind.VIEW) && windows.get(Kind.VIEW).isZero()) {
        throw new ConfigException("windows.VIEW", windows.get(Kind.VIEW), "more than 0 s");
      }
    }
  }

  record Burst(
      @Key(value = "20", meaning = "Signals in a burst.", min = "2") int count,
      @Key(value = "10 s", meaning = "Length.", min = "100 ms") Duration within) {}

  record Broker(
      @Key(value = "/tmp/logs", meaning = "Folder of the logs.") Path folder,
      @Key(meaning = "Folder of the savepoints.") Optional<Path> savepoints,
      @Key(meaning = "Password.") Secret password,
      @Key(meaning = "Settings handed to the client.") Map<String, String> properties) {

    Broker {
      if (password.value().equals("hunter2")) {
        throw new ConfigException("password", password, "harder to guess");
      }
    }
  }
}
