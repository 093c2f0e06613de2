package io.flyball.gateway;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Reads a body within its limits of bytes and time; memory is reserved before it is read. What was
 * reserved stays so until the caller releases it.
 */
final class BodyReader {
  private final Exchange exchange;
  private final int limit;
  private final Reservation reservation;
  private final Consumer<byte[]> whole;
  private final Buffer body = Buffer.buffer();
  private final boolean stated;
  private final boolean gzip;
  private long timer = -1;
  private boolean over;

  private BodyReader(Exchange exchange, int limit, Reservation reservation, Consumer<byte[]> whole)
      throws ProblemException {
    this.exchange = exchange;
    this.limit = limit;
    this.reservation = reservation;
    this.whole = whole;
    this.gzip = isGzip(exchange.header("content-encoding"));
    this.stated = exchange.header("content-length") != null;
  }

  /**
   * Reads the body and hands it over unpacked; answers the request itself where it cannot.
   *
   * @param limit greatest length in bytes, packed and unpacked
   * @throws ProblemException when the headers alone say that it cannot be read
   */
  static void read(
      Exchange exchange,
      int limit,
      Duration timeout,
      Reservation reservation,
      Consumer<byte[]> whole)
      throws ProblemException {
    new BodyReader(exchange, limit, reservation, whole).start(timeout);
  }

  private static boolean isGzip(String encoding) throws ProblemException {
    String name = encoding == null ? "" : encoding.strip().toLowerCase(Locale.ROOT);
    if (!name.isEmpty() && !name.equals("gzip") && !name.equals("identity")) {
      throw Problem.of(415, "Content-Encoding '" + encoding + "'; allowed are gzip and none")
          .header("Accept-Encoding", "gzip")
          .exception();
    }
    return name.equals("gzip");
  }

  private void start(Duration timeout) throws ProblemException {
    HttpServerRequest request = exchange.request();
    long length = stated ? Long.parseLong(exchange.header("content-length").strip()) : 0;
    if (length > limit) {
      throw tooLong().exception();
    }
    if (!reservation.grow(length)) {
      throw full().exception();
    }
    timer = exchange.vertx().setTimer(timeout.toMillis(), t -> fail(slow(timeout)));
    request.handler(this::chunk);
    request.exceptionHandler(broken -> abandon());
    request.endHandler(end -> end());
    if ("100-continue".equalsIgnoreCase(exchange.header("expect"))) {
      request.response().writeContinue();
    }
  }

  private void chunk(Buffer chunk) {
    if (over) {
      return;
    }
    if (body.length() + chunk.length() > limit) {
      fail(tooLong());
    } else if (!stated && !reservation.grow(chunk.length())) {
      fail(full());
    } else {
      body.appendBuffer(chunk);
    }
  }

  private void end() {
    if (over) {
      return;
    }
    over = true;
    exchange.vertx().cancelTimer(timer);
    try {
      byte[] bytes = body.getBytes();
      if (gzip) {
        bytes = Gunzip.unpack(bytes, limit);
        if (!reservation.grow(bytes.length)) {
          throw full().exception();
        }
      }
      whole.accept(bytes);
    } catch (ProblemException e) {
      reservation.release();
      exchange.problem(e.problem());
    } catch (RuntimeException e) {
      reservation.release();
      exchange.problem(Problem.unexpected());
      throw e;
    }
  }

  private void fail(Problem problem) {
    if (!over) {
      abandon();
      exchange.problem(problem);
    }
  }

  private void abandon() {
    over = true;
    exchange.vertx().cancelTimer(timer);
    reservation.release();
  }

  private Problem tooLong() {
    return Problem.of(413, "the body is longer than " + limit + " bytes: send it in parts")
        .closing();
  }

  private static Problem slow(Duration timeout) {
    return Problem.of(
            408, "the body was not whole after " + timeout.toMillis() + " ms; nothing was sent")
        .closing();
  }

  static Problem full() {
    return Problem.of(
        503, "too many bytes wait for the brokers; nothing was sent: send it again later");
  }
}
