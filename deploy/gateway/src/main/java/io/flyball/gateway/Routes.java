package io.flyball.gateway;

import static io.flyball.gateway.Route.Body.BEACON;
import static io.flyball.gateway.Route.Body.NONE;
import static io.flyball.gateway.Route.Body.RECORDS;

import java.util.ArrayList;
import java.util.List;

/** The table of routes. */
final class Routes {
  private static final List<Integer> INGEST =
      List.of(202, 207, 400, 401, 403, 408, 413, 415, 422, 429, 503);

  private Routes() {}

  /** The routes whose handlers do nothing: what OpenAPI is made from. */
  static List<Route> described() {
    Route.Handler none = exchange -> {};
    return of(kind -> none, kind -> none, none, none, none, none, none);
  }

  /** Makes the handler of a kind; null for records that name their own. */
  @FunctionalInterface
  interface OfKind {
    Route.Handler of(RecordKind kind);
  }

  static List<Route> of(
      OfKind ingest,
      OfKind beacon,
      Route.Handler openApi,
      Route.Handler docs,
      Route.Handler metrics,
      Route.Handler live,
      Route.Handler ready) {
    List<Route> routes = new ArrayList<>();
    for (RecordKind kind : RecordKind.values()) {
      String path = "/v1/" + kind.path();
      String scope = "write:" + kind.path();
      String summary = "Takes records of type " + kind.type().getSimpleName() + " in.";
      routes.add(new Route("POST", path, scope, summary, kind, RECORDS, INGEST, ingest.of(kind)));
    }
    routes.add(
        new Route(
            "POST",
            "/v1/events",
            "",
            "Takes records of mixed types in; each names its own by type, or by the type of its"
                + " CloudEvent, such as io.flyball.Exposure.",
            null,
            RECORDS,
            INGEST,
            ingest.of(null)));
    for (RecordKind kind : List.of(RecordKind.EXPOSURES, RecordKind.SIGNALS)) {
      routes.add(
          new Route(
              "POST",
              "/v1/beacon/" + kind.path(),
              "write:" + kind.path(),
              "Takes records of a page that does not read the answer; refused ones become dead"
                  + " letters.",
              kind,
              BEACON,
              List.of(204, 401, 403, 408, 413, 429, 503),
              beacon.of(kind)));
    }
    routes.add(get("/openapi.json", "", "This description.", List.of(200), openApi));
    routes.add(get("/docs", "", "A page of this description.", List.of(200), docs));
    routes.add(
        get(
            "/metrics",
            "metrics",
            "Counters in Prometheus' format.",
            List.of(200, 401, 403),
            metrics));
    routes.add(get("/health/live", "", "Whether the process runs.", List.of(200), live));
    routes.add(
        get(
            "/health/ready",
            "",
            "Whether requests are served: 503 while it starts or stops, and without brokers.",
            List.of(200, 503),
            ready));
    return List.copyOf(routes);
  }

  private static Route get(
      String path, String scope, String summary, List<Integer> codes, Route.Handler handler) {
    return new Route("GET", path, scope, summary, null, NONE, codes, handler);
  }
}
