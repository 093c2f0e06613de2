package io.flyball.gateway;

import java.security.cert.X509Certificate;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * What a request shows of who sends it.
 *
 * @param token of the header Authorization, of the query, or of the session's cookie; null
 * @param session whether it is the cookie's
 * @param subject of the client's certificate, as RFC 2253 writes it; null without one
 */
record Credentials(String token, boolean session, String subject) {
  private static final String BEARER = "Bearer ";

  /**
   * Reads them.
   *
   * @param key a key or token that stands in the query; null for none
   */
  static Credentials of(Exchange exchange, String key) {
    String authorization = exchange.header("authorization");
    if (authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return new Credentials(authorization.substring(BEARER.length()).strip(), false, null);
    }
    if (key != null) {
      return new Credentials(key, false, null);
    }
    String cookie = Sessions.token(exchange);
    return new Credentials(cookie, cookie != null, subject(exchange));
  }

  private static String subject(Exchange exchange) {
    SSLSession tls = exchange.request().connection().sslSession();
    try {
      return tls != null && tls.getPeerCertificates()[0] instanceof X509Certificate certificate
          ? certificate.getSubjectX500Principal().getName()
          : null;
    } catch (SSLPeerUnverifiedException e) {
      return null;
    }
  }
}
