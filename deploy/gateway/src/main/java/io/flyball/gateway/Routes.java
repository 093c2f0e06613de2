package io.flyball.gateway;

import java.util.ArrayList;
import java.util.List;

/** The table of routes: each feature brings its rows. */
final class Routes {
  private Routes() {}

  /** The rows as OpenAPI describes them; their handlers answer nothing. */
  static List<Route> described() {
    return of(null, null, null, Showing.NOTHING, null);
  }

  /** The rows of an event loop. */
  static List<Route> of(
      Access access, Ingest ingest, Acting acting, Showing showing, ServerRoutes.Server server) {
    List<Route> routes = new ArrayList<>(IngestRoutes.of(ingest));
    routes.addAll(ActingRoutes.of(ingest, acting));
    routes.addAll(showing.routes());
    routes.addAll(Sessions.routes(access));
    routes.addAll(ServerRoutes.of(server));
    routes.addAll(ConsoleRoutes.of());
    return List.copyOf(routes);
  }
}
