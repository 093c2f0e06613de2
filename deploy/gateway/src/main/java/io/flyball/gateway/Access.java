package io.flyball.gateway;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Who may do what, from where. Thread-safe. */
final class Access {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private final GatewaySettings settings;
  private final Tokens tokens;
  private final Caller local = Caller.local();

  /** Reads the file of tokens, if there is one. */
  Access(GatewaySettings settings) {
    this.settings = settings;
    long share = settings.config().maxInFlightBytes() / 4;
    this.tokens = settings.config().tokens().map(file -> Tokens.of(file, share)).orElse(null);
  }

  /** Whose request it is: its token's, or where it shows none its certificate's. */
  Caller caller(Credentials shown) throws ProblemException {
    if (tokens == null) {
      return local;
    }
    Optional<Caller> found =
        shown.token() != null
            ? tokens.find(shown.token())
            : shown.subject() != null ? tokens.ofSubject(shown.subject()) : Optional.empty();
    if (found.isEmpty()) {
      throw Problem.of(401, unknown(shown) + "; send Authorization: Bearer TOKEN")
          .header("WWW-Authenticate", "Bearer realm=\"flyball\"")
          .exception();
    }
    return found.get();
  }

  private static String unknown(Credentials shown) {
    if (shown.token() != null) {
      return "the token is not known";
    }
    return shown.subject() == null
        ? "no token"
        : "the file of tokens does not list the subject " + shown.subject();
  }

  static void require(Caller caller, String scope) throws ProblemException {
    if (!caller.may(scope)) {
      throw Problem.of(403, "the token '" + caller.name() + "' lacks the scope " + scope)
          .header(
              "WWW-Authenticate",
              "Bearer realm=\"flyball\", error=\"insufficient_scope\", scope=\"" + scope + "\"")
          .exception();
    }
  }

  /** Takes so many records from the caller's rate. */
  static void spend(Caller caller, int records) throws ProblemException {
    long wait = caller.rate() == null ? 0 : caller.rate().takeOrWait(records);
    if (wait > 0) {
      throw Problem.of(
              429,
              "the token '"
                  + caller.name()
                  + "' sends more records a second than it may; nothing"
                  + " was sent")
          .header("Retry-After", Long.toString(wait))
          .exception();
    }
  }

  /** Refuses a request for a host that is not this one: a page may name its own for ours. */
  void requireHost(String host) throws ProblemException {
    String name = host == null ? "" : withoutPort(host.toLowerCase(Locale.ROOT));
    boolean ours =
        LOOPBACK.contains(name)
            || name.equals(settings.config().host())
            || settings.config().hosts().contains(name);
    if (!ours) {
      throw Problem.of(
              403, "Host '" + host + "' is not this gateway; gateway.hosts lists its names")
          .exception();
    }
  }

  private static String withoutPort(String host) {
    int colon = host.lastIndexOf(':');
    return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
  }

  /** Whether pages of an origin may read answers. */
  boolean allows(String origin) {
    return settings.config().origins().contains(origin) || (tokens != null && tokens.lists(origin));
  }

  /**
   * Refuses a page of an origin that is listed nowhere, and one that uses a token that lists
   * others. Requests without Origin come from no page.
   */
  void requireOrigin(Caller caller, String origin, String host) throws ProblemException {
    if (origin == null || isSelf(origin, host)) {
      return;
    }
    boolean allowed =
        caller.origins().isEmpty() ? allows(origin) : caller.origins().contains(origin);
    if (!allowed) {
      throw Problem.of(403, "the origin " + origin + " is not allowed").exception();
    }
  }

  private static boolean isSelf(String origin, String host) {
    try {
      return host != null && host.equalsIgnoreCase(URI.create(origin).getAuthority());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Why the tokens that are in force are not those of the file; nothing when they are. */
  Optional<String> fault() {
    return tokens == null ? Optional.empty() : tokens.fault();
  }
}
