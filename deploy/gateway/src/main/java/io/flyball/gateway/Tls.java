package io.flyball.gateway;

import io.flyball.jobs.deployment.GatewayTlsConfig;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;

/** TLS 1.2 and 1.3 with the JDK's engine; clients may show a certificate, or a token. */
final class Tls {
  private Tls() {}

  static void apply(GatewayTlsConfig config, HttpServerOptions options) {
    if (!config.isOn()) {
      return;
    }
    options
        .setSsl(true)
        .setUseAlpn(false)
        .setKeyCertOptions(
            new PemKeyCertOptions()
                .setCertPath(config.certificate().orElseThrow().toString())
                .setKeyPath(config.key().orElseThrow().toString()));
    config
        .clientCa()
        .ifPresent(
            authorities ->
                options
                    .setTrustOptions(new PemTrustOptions().addCertPath(authorities.toString()))
                    .setClientAuth(ClientAuth.REQUEST));
  }
}
