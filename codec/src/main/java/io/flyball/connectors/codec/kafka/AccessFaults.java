package io.flyball.connectors.codec.kafka;

import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;

/** What keeps a client from working with its brokers, as one sentence with what to do next. */
public final class AccessFaults {
  private AccessFaults() {}

  /**
   * The sentence for the first cause that speaks of certificates, passwords or rights; nothing when
   * none does.
   */
  public static Optional<String> sentence(Throwable failure, String bootstrap) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String text = sentence(cause);
      if (text != null) {
        return Optional.of(String.format(Locale.ROOT, "the broker at %s %s", bootstrap, text));
      }
    }
    return Optional.empty();
  }

  /** The sentence for settings that no client can be made of. */
  public static String unusable(Throwable failure) {
    return String.format(
        Locale.ROOT,
        "the settings of Kafka's clients cannot be used (%s): check kafka.bootstrap and"
            + " kafka.security",
        deepest(failure));
  }

  private static String sentence(Throwable cause) {
    if (cause instanceof SslAuthenticationException) {
      return String.format(
          Locale.ROOT,
          "and this client do not trust each other (%s): check kafka.security.truststore, the name"
              + " in the broker's certificate, and kafka.security.keystore if brokers ask for one",
          deepest(cause));
    }
    if (cause instanceof SaslAuthenticationException) {
      return String.format(
          Locale.ROOT,
          "refused the login (%s): check kafka.security.username, password and mechanism",
          cause.getMessage());
    }
    if (cause instanceof AuthorizationException) {
      return String.format(
          Locale.ROOT,
          "refused: %s; the table of docs/how-to/secure-kafka.md lists the ACLs of each job",
          stripped(cause.getMessage()));
    }
    return null;
  }

  private static String deepest(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return stripped(String.valueOf(root.getMessage()));
  }

  private static String stripped(String message) {
    return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
  }
}
