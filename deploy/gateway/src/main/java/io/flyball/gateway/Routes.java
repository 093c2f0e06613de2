package io.flyball.gateway;

import java.util.ArrayList;
import java.util.List;

/** The table of routes: each feature brings its rows. */
final class Routes {
  private Routes() {}

  /** The rows as OpenAPI describes them; their handlers answer nothing. */
  static List<Route> described() {
    List<Route> routes = new ArrayList<>(IngestRoutes.of(null));
    routes.addAll(ActingRoutes.of(null, null));
    routes.addAll(Showing.NOTHING.routes());
    routes.addAll(ServerRoutes.of(null));
    return List.copyOf(routes);
  }

  /** The rows of an event loop. */
  static List<Route> of(Ingest ingest, Acting acting, Showing showing, ServerRoutes.Server server) {
    List<Route> routes = new ArrayList<>(IngestRoutes.of(ingest));
    routes.addAll(ActingRoutes.of(ingest, acting));
    routes.addAll(showing.routes());
    routes.addAll(ServerRoutes.of(server));
    return List.copyOf(routes);
  }
}
