package io.flyball.jobs.deployment;

import io.flyball.jobs.runtime.config.ConfigException;
import io.flyball.jobs.runtime.config.Key;
import java.nio.file.Path;
import java.util.Optional;

/** The {@code gateway.tls} section. Off while no certificate is named. */
public record GatewayTlsConfig(
    @Key(meaning = "PEM file of the gateway's certificate and those that vouch for it.")
        Optional<Path> certificate,
    @Key(meaning = "PEM file of the certificate's private key, in PKCS #8.") Optional<Path> key,
    @Key(
            meaning =
                "PEM file of the authorities whose client certificates are accepted; the file of"
                    + " tokens says what a subject may do.")
        Optional<Path> clientCa) {

  public GatewayTlsConfig {
    if (certificate.isPresent() != key.isPresent()) {
      throw new ConfigException(
          certificate.isPresent() ? "key" : "certificate", "", "certificate and key, or neither");
    }
    if (clientCa.isPresent() && certificate.isEmpty()) {
      throw new ConfigException("client-ca", clientCa.get(), "none without a certificate");
    }
  }

  /** Whether clients must use TLS. */
  public boolean isOn() {
    return certificate.isPresent();
  }
}
