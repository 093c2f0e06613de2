package io.flyball.gateway;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import java.time.Duration;

/**
 * Closes a connection that has no request in progress for too long: an idle one, and one whose
 * request head comes too slowly, whatever trickles in.
 */
final class ConnectionGuard {
  private final Vertx vertx;
  private final HttpConnection connection;
  private final long timeoutMs;
  private int running;
  private long timer = -1;

  ConnectionGuard(Vertx vertx, HttpConnection connection, Duration timeout) {
    this.vertx = vertx;
    this.connection = connection;
    this.timeoutMs = timeout.toMillis();
    arm();
  }

  void requestBegins() {
    running++;
    vertx.cancelTimer(timer);
  }

  void requestEnds() {
    running--;
    if (running == 0) {
      arm();
    }
  }

  void closed() {
    vertx.cancelTimer(timer);
  }

  private void arm() {
    timer = vertx.setTimer(timeoutMs, t -> connection.close());
  }
}
