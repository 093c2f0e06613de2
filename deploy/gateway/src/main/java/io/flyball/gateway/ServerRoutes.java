package io.flyball.gateway;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;

/** The rows about the gateway itself: what it offers, how it is. */
final class ServerRoutes {
  private ServerRoutes() {}

  /** What answers them. */
  interface Server {
    void openApi(Exchange exchange) throws ProblemException;

    void metrics(Exchange exchange) throws ProblemException;

    void live(Exchange exchange) throws ProblemException;

    void ready(Exchange exchange) throws ProblemException;
  }

  /**
   * The rows.
   *
   * @param server answers them; null to describe them alone
   */
  static List<Route> of(Server server) {
    return List.of(
        Route.get("/openapi.json", "This description.")
            .answers(200)
            .returns(Bodies.JSON, JsonNodeFactory.instance.objectNode().put("type", "object"))
            .by(exchange -> server.openApi(exchange)),
        Route.get("/docs", "A page of this description.").answers(200).by(Pages::serve),
        Route.get("/metrics", "Counters in Prometheus' format.")
            .scope("metrics")
            .answers(200, 401, 403)
            .by(exchange -> server.metrics(exchange)),
        Route.get("/health/live", "Whether the process runs.")
            .answers(200)
            .by(exchange -> server.live(exchange)),
        Route.get(
                "/health/ready",
                "Whether requests are served: 503 while it starts or stops, and without brokers.")
            .answers(200, 503)
            .by(exchange -> server.ready(exchange)));
  }
}
