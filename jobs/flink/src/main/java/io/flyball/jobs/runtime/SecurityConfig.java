package io.flyball.jobs.runtime;

import io.flyball.jobs.runtime.config.ConfigException;
import io.flyball.jobs.runtime.config.Key;
import io.flyball.jobs.runtime.config.Secret;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The {@code kafka.security} section: how clients prove who they are, and who the brokers are. */
public record SecurityConfig(
    @Key(value = "plaintext", meaning = "What the brokers' listener speaks.") Protocol protocol,
    @Key(value = "scram-sha-512", meaning = "How a user name and a password are proven.")
        Mechanism mechanism,
    @Key(meaning = "User name; sasl-ssl and sasl-plaintext need one.") Optional<String> username,
    @Key(meaning = "The user's password.") Optional<Secret> password,
    @Key(
            meaning =
                "Certificates that may vouch for a broker, as .p12, .jks or .pem; empty takes"
                    + " Java's own.")
        Optional<Path> truststore,
    @Key(meaning = "The truststore's password; a .pem has none.")
        Optional<Secret> truststorePassword,
    @Key(meaning = "The client's own key and certificate, where brokers ask for one.")
        Optional<Path> keystore,
    @Key(meaning = "The keystore's password.") Optional<Secret> keystorePassword) {

  /** Kafka's security protocols. */
  public enum Protocol {
    PLAINTEXT,
    SSL,
    SASL_PLAINTEXT,
    SASL_SSL;

    boolean encrypts() {
      return this == SSL || this == SASL_SSL;
    }

    boolean asksForPassword() {
      return this == SASL_PLAINTEXT || this == SASL_SSL;
    }
  }

  /** Mechanisms with a user name and a password. */
  public enum Mechanism {
    PLAIN("plain.PlainLoginModule"),
    SCRAM_SHA_256("scram.ScramLoginModule"),
    SCRAM_SHA_512("scram.ScramLoginModule");

    private final String module;

    Mechanism(String module) {
      this.module = "org.apache.kafka.common.security." + module;
    }

    private String jaas(String username, String password) {
      return module
          + " required username="
          + quote(username)
          + " password="
          + quote(password)
          + ";";
    }

    private static String quote(String text) {
      return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
  }

  public SecurityConfig {
    if (protocol.asksForPassword() && username.isEmpty()) {
      throw new ConfigException("username", "", "given, for the protocol is " + name(protocol));
    }
    if (protocol.asksForPassword() && password.isEmpty()) {
      throw new ConfigException("password", "", "given, for the protocol is " + name(protocol));
    }
    if (!protocol.asksForPassword() && (username.isPresent() || password.isPresent())) {
      throw new ConfigException(
          "protocol", protocol, "sasl-ssl or sasl-plaintext, for a user or a password is given");
    }
    if (!protocol.encrypts() && (truststore.isPresent() || keystore.isPresent())) {
      throw new ConfigException(
          "protocol", protocol, "ssl or sasl-ssl, for a truststore or a keystore is given");
    }
    requireStore("truststore", truststore, truststorePassword);
    requireStore("keystore", keystore, keystorePassword);
  }

  private static void requireStore(String key, Optional<Path> store, Optional<Secret> password) {
    if (password.isPresent() && store.isEmpty()) {
      throw new ConfigException(key, "", "given, for its password is");
    }
  }

  /** Kafka's own settings for these values; nothing for plaintext. */
  Map<String, String> properties() {
    Map<String, String> properties = new TreeMap<>();
    if (protocol != Protocol.PLAINTEXT) {
      properties.put("security.protocol", protocol.name());
    }
    if (protocol.asksForPassword()) {
      properties.put("sasl.mechanism", mechanism.name().replace('_', '-'));
      properties.put(
          "sasl.jaas.config",
          mechanism.jaas(username.orElseThrow(), password.orElseThrow().value()));
    }
    store(properties, "ssl.truststore", truststore, truststorePassword);
    store(properties, "ssl.keystore", keystore, keystorePassword);
    return properties;
  }

  private static void store(
      Map<String, String> properties, String name, Optional<Path> file, Optional<Secret> password) {
    file.ifPresent(
        path -> {
          properties.put(name + ".location", path.toAbsolutePath().toString());
          properties.put(name + ".type", type(path));
        });
    password.ifPresent(secret -> properties.put(name + ".password", secret.value()));
  }

  private static String type(Path store) {
    String file = store.toString().toLowerCase(Locale.ROOT);
    return file.endsWith(".pem") ? "PEM" : file.endsWith(".jks") ? "JKS" : "PKCS12";
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
