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
    List<Route> routes = new ArrayList<>();
    if (acting == null) {
      routes.addAll(DecideRoutes.of(null, null, null, null));
      routes.addAll(DecisionRoutes.of(null));
      routes.addAll(PolicyRoutes.of(null));
      routes.addAll(ControlRoutes.of(null, null, null));
    } else {
      routes.addAll(DecideRoutes.of(ingest, acting.decider(), acting.settings(), acting.metrics()));
      routes.addAll(DecisionRoutes.of(ingest));
      routes.addAll(PolicyRoutes.of(acting.policies()));
      routes.addAll(ControlRoutes.of(ingest, acting.plane(), acting.controlWriter()));
    }
    return routes;
  }
}
