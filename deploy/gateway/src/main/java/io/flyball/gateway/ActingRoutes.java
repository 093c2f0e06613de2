package io.flyball.gateway;

import java.util.ArrayList;
import java.util.List;

/** The rows that decide, reward, show policies and steer jobs. */
final class ActingRoutes {
  private ActingRoutes() {}

  /**
   * The rows.
   *
   * @param ingest reads bodies; null, as the other, to describe the rows alone
   */
  static List<Route> of(Ingest ingest, Acting acting) {
    List<Route> routes = new ArrayList<>(DecisionRoutes.of(ingest));
    routes.addAll(PolicyRoutes.of(acting == null ? null : acting.policies()));
    routes.addAll(
        ControlRoutes.of(
            ingest,
            acting == null ? null : acting.plane(),
            acting == null ? null : acting.controlWriter()));
    return routes;
  }
}
