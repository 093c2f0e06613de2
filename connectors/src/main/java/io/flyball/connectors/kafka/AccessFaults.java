package io.flyball.connectors.kafka;

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
        return Optional.of("the broker at %s %s".formatted(bootstrap, text));
      }
    }
    return Optional.empty();
  }

  /** The sentence for settings that no client can be made of. */
  public static String unusable(Throwable failure) {
    return "the settings of Kafka's clients cannot be used (%s): check kafka.bootstrap and kafka.security"
        .formatted(deepest(failure));
  }

  private static String sentence(Throwable cause) {
    if (cause instanceof SslAuthenticationException) {
      return "and this client do not trust each other (%s): check kafka.security.truststore, the name in the broker's certificate, and kafka.security.keystore if brokers ask for one"
          .formatted(deepest(cause));
    }
    if (cause instanceof SaslAuthenticationException) {
      return "refused the login (%s): check kafka.security.username, password and mechanism"
          .formatted(cause.getMessage());
    }
    if (cause instanceof AuthorizationException) {
      return "refused: %s; the table of docs/how-to/secure-kafka.md lists the ACLs of each job"
          .formatted(stripped(cause.getMessage()));
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
