package io.flyball.gateway;

import io.flyball.connectors.topic.TopicClients;
import io.flyball.gateway.picture.CameraPicture;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers with pictures of cameras. Thread-safe. */
final class Pictures {
  static final String SCOPE = "read";
  private static final int DEFAULT_MS = 33;
  private static final int MOST_MS = 1000;

  /** Pictures that are made at a time; each holds a consumer and some packets. */
  private static final int AT_A_TIME = 4;

  private final TopicClients clients;
  private final String topic;
  private final AtomicInteger drawing = new AtomicInteger();

  Pictures(TopicClients clients, String topic) {
    this.clients = clients;
    this.topic = topic;
  }

  void handle(Exchange exchange) throws ProblemException {
    String camera = exchange.path("camera");
    int ms = ms(exchange.request().getParam("ms"));
    if (drawing.incrementAndGet() > AT_A_TIME) {
      drawing.decrementAndGet();
      throw Problem.of(503, "pictures are drawn for others: ask again").exception();
    }
    exchange
        .vertx()
        .executeBlocking(() -> CameraPicture.of(clients, topic, camera, ms), false)
        .onComplete(
            found -> {
              drawing.decrementAndGet();
              found.ifPresentOrElse(
                  picture -> send(exchange, picture),
                  () ->
                      exchange.problem(
                          Problem.of(
                              404,
                              "none of the newest packets of "
                                  + topic
                                  + " is of a camera '"
                                  + camera
                                  + "'")));
            },
            failure -> {
              drawing.decrementAndGet();
              exchange.problem(problem(failure));
            });
  }

  private static void send(Exchange exchange, CameraPicture picture) {
    exchange.putHeader("Cache-Control", "no-store");
    exchange.putHeader("Flyball-Start-Us", Long.toString(picture.startUs()));
    exchange.putHeader("Flyball-End-Us", Long.toString(picture.endUs()));
    exchange.putHeader("Flyball-Events", Long.toString(picture.on() + picture.off()));
    exchange.putHeader("Flyball-On", Long.toString(picture.on()));
    exchange.putHeader("Flyball-Off", Long.toString(picture.off()));
    exchange.putHeader("Flyball-Timestamp", Long.toString(picture.timestamp()));
    exchange.send(200, "image/png", picture.png());
  }

  private Problem problem(Throwable failure) {
    return failure instanceof IllegalArgumentException
        ? Problem.of(422, failure.getMessage())
        : TopicProblem.of(clients, topic, failure);
  }

  private static int ms(String text) throws ProblemException {
    if (text == null || text.isEmpty()) {
      return DEFAULT_MS;
    }
    int ms = text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 0;
    if (ms < 1 || ms > MOST_MS) {
      throw Problem.of(400, "ms is from 1 to " + MOST_MS + " milliseconds, not '" + text + "'")
          .exception();
    }
    return ms;
  }
}
