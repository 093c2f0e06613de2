package io.flyball.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The rows that take records in. */
final class IngestRoutes {
  private static final int[] ANSWERS = {202, 207, 400, 401, 403, 408, 413, 415, 422, 429, 503};

  private IngestRoutes() {}

  /**
   * The rows.
   *
   * @param ingest answers them; null to describe them alone
   */
  static List<Route> of(Ingest ingest) {
    JsonNode outcome = OpenApi.reference("Outcome");
    List<Route> routes = new ArrayList<>();
    for (RecordKind kind : RecordKind.values()) {
      routes.add(
          taking(
                  Route.post(
                          "/v1/" + kind.path(),
                          "Takes records of type " + kind.type().getSimpleName() + " in.")
                      .scope("write:" + kind.path())
                      .records(kind)
                      .returns(Bodies.JSON, outcome))
              .by(exchange -> ingest.handle(exchange, kind)));
    }
    routes.add(
        taking(
                Route.post(
                        "/v1/events",
                        "Takes records of mixed types in; each names its own by type, or by the type"
                            + " of its CloudEvent, such as io.flyball.Exposure.")
                    .records(null)
                    .returns(Bodies.JSON, outcome))
            .by(exchange -> ingest.handle(exchange, null)));
    for (RecordKind kind : List.of(RecordKind.EXPOSURES, RecordKind.SIGNALS)) {
      routes.add(
          Route.post(
                  "/v1/beacon/" + kind.path(),
                  "Takes records of a page that does not read the answer; refused ones become"
                      + " dead letters.")
              .scope("write:" + kind.path())
              .beacon(kind)
              .query("k", "A public key: beacons cannot set headers.")
              .answers(204, 401, 403, 408, 413, 429, 503)
              .by(exchange -> ingest.beacon().handle(exchange, kind)));
    }
    return routes;
  }

  private static Route.Builder taking(Route.Builder route) {
    return route
        .query("results", "all lists accepted records on 202, too.")
        .header("Idempotency-Key", "Names records without an id: KEY/0, KEY/1, ….")
        .header("Flyball-Sent-At", "Epoch milliseconds, for a histogram of skew.")
        .header("Content-Encoding", "gzip, or none.")
        .header("ce-specversion", "1.0 makes a CloudEvent in binary mode.")
        .answers(ANSWERS);
  }
}
