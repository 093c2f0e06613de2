package io.flyball.jobs.gate;

import io.flyball.jobs.runtime.config.ConfigException;
import io.flyball.jobs.runtime.config.Key;
import java.io.Serializable;
import java.net.URI;
import java.time.Duration;

/** The {@code gate.http-critic} section. */
public record HttpCriticConfig(
    @Key(
            meaning =
                "Address to which each proposal is posted, http or https; empty for none. Verdicts"
                    + " wait for the answers.")
        String url,
    @Key(value = "http", meaning = "Name of the critic in verdicts.") String critic,
    @Key(
            value = "500 ms",
            min = "1 ms",
            max = "1 h",
            meaning =
                "How long an answer is waited for, with all attempts; then the critic abstains.")
        Duration timeout,
    @Key(
            value = "3",
            min = "1",
            max = "100",
            meaning = "How often a proposal is posted where the critic cannot be reached or fails.")
        int attempts,
    @Key(
            value = "20 ms",
            min = "1 ms",
            max = "1 h",
            meaning = "Pause before the second attempt; it doubles with each.")
        Duration backoff,
    @Key(
            value = "100",
            min = "1",
            max = "100000",
            meaning = "Proposals of a subtask that wait for answers at a time.")
        int capacity,
    @Key(
            value = "65536",
            min = "1",
            max = "16777216",
            unit = "bytes",
            meaning = "A longer answer cannot be read.")
        int maxAnswerBytes,
    @Key(
            value = "20",
            min = "1",
            max = "1000000",
            meaning = "Failed calls in a row after which a subtask stops calling (CRITIC_FAILING).")
        int failures,
    @Key(
            value = "10 s",
            min = "1 ms",
            max = "1 d",
            meaning = "How long it stops; then one call is tried.")
        Duration pause)
    implements Serializable {

  public HttpCriticConfig {
    if (!url.isEmpty() && !isHttp(url)) {
      throw new ConfigException("url", url, "an address such as http://localhost:8000/judge");
    }
    if (critic.isBlank()) {
      throw new ConfigException("critic", critic, "a name");
    }
  }

  private static boolean isHttp(String url) {
    try {
      URI uri = URI.create(url);
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      return http && uri.getHost() != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Whether there is a critic to call. */
  boolean called() {
    return !url.isEmpty();
  }
}
