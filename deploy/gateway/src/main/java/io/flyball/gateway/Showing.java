package io.flyball.gateway;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * What shows what the topics hold.
 *
 * @param live as it comes
 * @param letters refused records
 * @param records one at a time
 * @param pictures of cameras
 */
record Showing(Live live, DeadLetters letters, KeptRecords records, Pictures pictures) {
  /** Answers nothing: describes its rows alone. */
  static final Showing NOTHING = new Showing(null, null, null, null);

  /** Its rows. */
  List<Route> routes() {
    List<Route> routes = new ArrayList<>(LiveRoutes.of(live));
    routes.addAll(DeadLetterRoutes.of(letters));
    routes.add(KeptRecords.route(records));
    routes.add(
        Route.get(
                "/v1/cameras/{camera}/picture",
                "The events of the last milliseconds of a camera: ON red, OFF blue, on white.")
            .scope(Pictures.SCOPE)
            .query("ms", "1 to 1000 milliseconds of device time, 33 where it is left out.")
            .answers(200, "A picture; headers Flyball-Start-Us, -End-Us, -On, -Off, -Timestamp.")
            .answers(400, "ms is no number in its range.")
            .answers(401, 403)
            .answers(404, "None of the newest packets is of this camera.")
            .answers(422, "The camera's packets cannot be drawn.")
            .answers(503, "Brokers are away, or too many pictures are drawn. Retry.")
            .returns(
                "image/png",
                JsonNodeFactory.instance.objectNode().put("type", "string").put("format", "binary"))
            .by(exchange -> pictures.handle(exchange)));
    return routes;
  }
}
