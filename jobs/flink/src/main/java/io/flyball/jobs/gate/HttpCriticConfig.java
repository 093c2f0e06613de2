package io.flyball.jobs.gate;

import io.flyball.jobs.runtime.config.ConfigException;
import io.flyball.jobs.runtime.config.Key;
import io.flyball.jobs.runtime.config.Secret;
import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;

/** The {@code gate.http-critic} section. */
public record HttpCriticConfig(
    @Key(
            meaning =
                "Address to which each proposal is posted, http or https; empty for none. Verdicts"
                    + " wait for the answers.")
        String url,
    @Key(value = "http", meaning = "Name of the critic in verdicts.") String critic,
    @Key(
            meaning =
                "What proves to the critic who asks: sent with each proposal as Authorization:"
                    + " Bearer TOKEN. Over http it can be read on the way.")
        Secret token,
    @Key(
            value = "Authorization",
            meaning = "Header of the token; in any other than Authorization it stands alone.")
        String tokenHeader,
    @Key(
            meaning =
                "PEM file of the certificates that may vouch for a critic behind https, on each"
                    + " task manager; empty takes Java's own.")
        String ca,
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

  private static final Pattern PRINTABLE = Pattern.compile("[ -~]*");

  /** A field name of HTTP, without those that the client sets itself. */
  private static final Pattern HEADER =
      Pattern.compile(
          "(?!(?i:connection|content-length|content-type|accept|expect|host|upgrade)$)"
              + "[A-Za-z0-9!#$%&'*+.^_`|~-]+");

  public HttpCriticConfig {
    if (!url.isEmpty() && !isHttp(url)) {
      throw new ConfigException("url", url, "an address such as http://localhost:8000/judge");
    }
    if (!PRINTABLE.matcher(token.value()).matches()) {
      throw new ConfigException("token", "", "one line of printable ASCII characters");
    }
    if (!HEADER.matcher(tokenHeader).matches()) {
      throw new ConfigException("token-header", tokenHeader, "a name such as X-Api-Key");
    }
    if (!ca.isEmpty() && !url.startsWith("https:")) {
      throw new ConfigException("ca", ca, "empty, unless the url begins with https");
    }
    if (critic.isBlank()) {
      throw new ConfigException("critic", critic, "a name");
    }
  }

  private static boolean isHttp(String url) {
    try {
      URI uri = URI.create(url);
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      return http && uri.getHost() != null && uri.getUserInfo() == null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** The value of the token's header; empty where there is no token. */
  String credentials() {
    String text = token.value();
    boolean bearer = !text.isEmpty() && tokenHeader.equalsIgnoreCase("Authorization");
    return bearer ? "Bearer " + text : text;
  }

  /** Whether there is a critic to call. */
  boolean called() {
    return !url.isEmpty();
  }
}
