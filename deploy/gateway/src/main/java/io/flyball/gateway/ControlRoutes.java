package io.flyball.gateway;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flyball.jobs.runtime.ControlDecoder;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rows that show and change what running jobs are told. */
final class ControlRoutes {
  private static final Pattern VERSION = Pattern.compile("\"?(\\d{1,18})\"?");
  private static final int[] READ = {200, 401, 403, 503};
  private static final int[] CHANGE = {400, 401, 403, 408, 413, 415, 503};

  private final Ingest ingest;
  private final ControlPlane plane;
  private final ControlWriter writer;

  private ControlRoutes(Ingest ingest, ControlPlane plane, ControlWriter writer) {
    this.ingest = ingest;
    this.plane = plane;
    this.writer = writer;
  }

  /**
   * The rows.
   *
   * @param writer publishes updates; null, as the others, to describe the rows alone
   */
  static List<Route> of(Ingest ingest, ControlPlane plane, ControlWriter writer) {
    ControlRoutes routes = new ControlRoutes(ingest, plane, writer);
    return List.of(
        Route.get("/v1/control", "What every job is told, by whom, since when.")
            .scope("read")
            .answers(READ)
            .returns(Bodies.JSON, OpenApi.reference("ControlTargets"))
            .by(routes::list),
        Route.get(
                "/v1/control/{target}",
                "What a target is told, every key that may be set, and the updates there were. A"
                    + " slash in the target is written %2F.")
            .scope("read")
            .answers(READ)
            .answers(404, "No job reads updates of the target, and there is none.")
            .returns(Bodies.JSON, OpenApi.reference("ControlTarget"))
            .by(routes::one),
        changing("/v1/control/{target}", "Publishes an update under the next version.")
            .json(OpenApi.reference("ControlChange"))
            .by(routes::change),
        changing(
                "/v1/control/{target}/undo",
                "Publishes the parameters before the update in force under the next version.")
            .by(routes::undo));
  }

  private static Route.Builder changing(String path, String summary) {
    return Route.post(path, summary)
        .scope("control:{target}")
        .query("dry-run", "Writes nothing, and says what would be.")
        .header("If-Match", "The version that was seen, such as \"3\"; \"0\" for none.")
        .answers(CHANGE)
        .answers(200, "What would be published (dry-run).")
        .answers(201, "The update is in the topic, and the first of its version.")
        .answers(404, "No job reads updates of the target.")
        .answers(412, "Another version is in force: look at it and decide again.")
        .answers(422, "The job would not apply it, in its own words; nothing was written.")
        .answers(428, "If-Match is missing.")
        .returns(Bodies.JSON, OpenApi.reference("ControlChanged"));
  }

  private void list(Exchange exchange) throws ProblemException {
    requireCaughtUp();
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("topic", ControlDecoder.TOPIC);
    ArrayNode targets = node.putArray("targets");
    long now = System.currentTimeMillis();
    plane.targets().all().forEach(one -> targets.add(ControlView.summary(one, now)));
    exchange.json(200, node);
  }

  private void one(Exchange exchange) throws ProblemException {
    requireCaughtUp();
    SteeredTarget target = plane.targets().of(exchange.path("target"));
    if (target.job() == null && target.versions().isEmpty()) {
      throw unknown(target);
    }
    exchange.putHeader("ETag", "\"" + target.version() + "\"");
    exchange.json(200, ControlView.whole(target, plane.targets(), System.currentTimeMillis()));
  }

  private void change(Exchange exchange) throws ProblemException {
    Bodies.requireJson(exchange.header("content-type"));
    SteeredTarget asked = target(exchange);
    long seen = seen(exchange, asked);
    ingest.read(
        exchange,
        body -> {
          ControlChange change = ControlChange.of(ingest.object(body), exchange.caller().name());
          // What is in force may have changed while the body came.
          writer.publish(
              exchange, plane.targets().of(asked.target()), seen, change, dryRun(exchange));
        });
  }

  private void undo(Exchange exchange) throws ProblemException {
    SteeredTarget asked = target(exchange);
    long seen = seen(exchange, asked);
    ingest.read(
        exchange,
        body -> {
          SteeredTarget target = plane.targets().of(asked.target());
          SteeredTarget.Undo undo = target.undo();
          if (seen == target.version() && undo.why() != null) {
            throw Problem.of(422, undo.why()).exception();
          }
          ControlChange change =
              new ControlChange(undo.parameters(), exchange.caller().name(), target.version());
          writer.publish(exchange, target, seen, change, dryRun(exchange));
        });
  }

  private static boolean dryRun(Exchange exchange) {
    String given = exchange.request().getParam("dry-run");
    return given != null && !given.equals("false");
  }

  private SteeredTarget target(Exchange exchange) throws ProblemException {
    requireCaughtUp();
    SteeredTarget target = plane.targets().of(exchange.path("target"));
    if (target.job() == null) {
      throw unknown(target);
    }
    return target;
  }

  private ProblemException unknown(SteeredTarget target) {
    return Problem.of(
            404,
            "no job reads updates of '"
                + target.target()
                + "'; allowed are "
                + plane.targets().jobs().targets())
        .exception();
  }

  private static long seen(Exchange exchange, SteeredTarget target) throws ProblemException {
    String given = exchange.header("if-match");
    if (given == null) {
      exchange.putHeader("ETag", "\"" + target.version() + "\"");
      throw Problem.of(
              428,
              "send If-Match: \"VERSION\" with the version that you have seen, so that nobody"
                  + " overtakes you unseen; GET /v1/control/TARGET tells it")
          .exception();
    }
    Matcher version = VERSION.matcher(given.strip());
    if (!version.matches()) {
      throw Problem.of(400, "If-Match is '" + given + "'; write the version seen, such as \"3\"")
          .exception();
    }
    return Long.parseLong(version.group(1));
  }

  private void requireCaughtUp() throws ProblemException {
    String obstacle = plane.obstacle().orElse(null);
    if (obstacle != null) {
      throw Problem.of(503, obstacle).exception();
    }
  }
}
