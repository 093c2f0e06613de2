package io.flyball.gateway;

import java.util.Set;

/**
 * Who asks.
 *
 * @param name for people; never the token
 * @param sha256 digest of the token; empty where a certificate is shown
 * @param subject of a client's certificate; null where a token is shown
 * @param scopes such as {@code write:exposures} or {@code read}; {@code write:*} for every kind
 * @param origins pages that may use it
 * @param rate records a second; null without a limit
 * @param inFlight its share of the bytes in flight
 */
@SuppressWarnings("ArrayRecordComponent")
record Caller(
    String name,
    byte[] sha256,
    String subject,
    Set<String> scopes,
    Set<String> origins,
    TokenBucket rate,
    InFlight inFlight) {

  /** Whoever reaches a gateway without tokens, which listens on loopback alone. */
  static Caller local() {
    return new Caller(
        "local",
        new byte[0],
        null,
        Set.of("write:*", "decide:*", "control:*", "read", "replay", "metrics"),
        Set.of(),
        null,
        new InFlight(Long.MAX_VALUE));
  }

  boolean may(String scope) {
    int colon = scope.indexOf(':');
    return scopes.contains(scope)
        || (colon > 0 && scopes.contains(scope.substring(0, colon) + ":*"));
  }
}
