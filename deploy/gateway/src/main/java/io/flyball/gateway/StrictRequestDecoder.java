package io.flyball.gateway;

import io.netty.handler.codec.http.HttpMessage;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;

/**
 * Refuses a request with both Content-Length and chunked encoding: where two readers on its way
 * disagree about its end, one request is smuggled inside another (RFC 9112, section 6.3). The
 * decoder below it drops the length instead.
 */
final class StrictRequestDecoder extends VertxHttpRequestDecoder {
  static final String NAME = "httpDecoder";

  StrictRequestDecoder(HttpServerOptions options) {
    super(options);
  }

  @Override
  protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
    throw new IllegalArgumentException("both Content-Length and Transfer-Encoding");
  }
}
