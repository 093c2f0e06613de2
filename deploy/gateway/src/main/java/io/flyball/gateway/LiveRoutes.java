package io.flyball.gateway;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.flyball.gateway.live.Channel;
import java.util.List;

/** The rows about what the topics hold now. */
final class LiveRoutes {
  private LiveRoutes() {}

  /**
   * The rows.
   *
   * @param live answers them; null to describe them alone
   */
  static List<Route> of(Live live) {
    return List.of(
        Route.get(
                "/v1/live",
                "Follows channels as server-sent events: status, points, heartbeat, draining,"
                    + " denied.")
            .scope(Live.SCOPE)
            .query("channels", "One or more, with commas between: " + Channel.names() + ".")
            .query("from", "Older points are left out; ISO 8601 or epoch milliseconds.")
            .header("Last-Event-ID", "Goes on after this message, as EventSource does by itself.")
            .answers(200, "A stream without an end; docs/http.md describes its messages.")
            .answers(400, "No such channel, or no time.")
            .answers(401, 403)
            .answers(503, "Too many readers, or the gateway is stopping. Retry.")
            .returns(
                "text/event-stream", JsonNodeFactory.instance.objectNode().put("type", "string"))
            .by(exchange -> live.handle(exchange)));
  }
}
