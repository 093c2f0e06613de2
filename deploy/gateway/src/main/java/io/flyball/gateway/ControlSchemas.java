package io.flyball.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** JSON schemas of the control routes, by name. */
final class ControlSchemas {
  private ControlSchemas() {}

  static Map<String, ObjectNode> all() {
    Map<String, ObjectNode> all = new LinkedHashMap<>();
    all.put(
        "ControlTargets",
        new Shape("What every job is told.")
            .text("topic", "Where updates lie.")
            .list("targets", "Jobs first.", OpenApi.reference("ControlTarget"))
            .required("topic", "targets")
            .node());
    all.put("ControlTarget", target());
    all.put("ControlKey", key());
    all.put(
        "ControlPast",
        update(new Shape("An update that was published."))
            .property("rejected", OpenApi.reference("ControlRejected"))
            .orNull("rejected")
            .node());
    all.put(
        "ControlRejected",
        new Shape("Why the job did not apply an update.")
            .time("time", "When it was told.")
            .text("scope", "The target, or the policy or camera that could not follow it.")
            .text("message", "In the job's own words.")
            .node());
    all.put(
        "ControlChange",
        new Shape("An update: it replaces the one before it as a whole.")
            .map("parameters", "All that shall count, by key.", "string", "number", "boolean")
            .text("author", "Who wants it; the token's name without one.")
            .required("parameters")
            .node());
    all.put("ControlChanged", changed());
    return all;
  }

  private static Shape update(Shape shape) {
    return shape
        .whole("version", "Of the update; 0 without one.")
        .time("time", "When it was published.")
        .text("author", "Who published it.")
        .map("parameters", "What it names.", "string")
        .whole("partition", "Where it lies.")
        .whole("offset", "Where it lies.")
        .orNull("time", "author", "partition", "offset");
  }

  private static ObjectNode target() {
    ObjectNode undo =
        new Shape("What taking back the newest update means.")
            .truth("possible", "Whether it can be taken back.")
            .whole("version", "Whose parameters come back; 0 for the configuration.")
            .map("parameters", "Those parameters.", "string")
            .text("why", "Why it cannot.")
            .orNull("why")
            .node();
    return update(new Shape("What a target is told. keys and history only where one is asked for."))
        .text("target", "The job, or JOB/NAME.")
        .text("job", "What reads its updates.")
        .whole("inForce", "The newest version that the job did not reject.")
        .whole("ageMs", "Milliseconds since the update.")
        .property("rejected", OpenApi.reference("ControlRejected"))
        .property("undo", undo)
        .list("keys", "What may be set.", OpenApi.reference("ControlKey"))
        .list("history", "Newest first.", OpenApi.reference("ControlPast"))
        .orNull("job", "ageMs", "rejected")
        .required("target", "version", "inForce", "parameters", "undo")
        .node();
  }

  private static ObjectNode key() {
    return new Shape("A key that an update may name.")
        .text("key", "Its name; <NAME> stands for any.")
        .text("type", "What kind of value it takes.")
        .text("default", "Empty where there is none.")
        .text("configured", "What the configuration sets.")
        .text("unit", "Of a number.")
        .text("allowed", "Which values are accepted.")
        .text("meaning", "One sentence.")
        .text("value", "What is in force.")
        .oneOf("from", "What sets it.", "update", "job", "configuration")
        .truth("once", "Done when it is applied: nothing takes it back.")
        .truth("pattern", "Stands for every key that begins so.")
        .node();
  }

  private static ObjectNode changed() {
    ObjectNode change =
        new Shape("One key.")
            .text("key", "Its name.")
            .text("before", "What the update in force sets.")
            .text("after", "What this update sets.")
            .orNull("before", "after")
            .node();
    return update(new Shape("An update that was published, or would be."))
        .text("target", "The job, or JOB/NAME.")
        .text("job", "What reads it.")
        .truth("dryRun", "Nothing was written.")
        .whole("undoes", "The version that it takes back.")
        .list("changes", "What differs from the update in force.", change)
        .texts("irrevocable", "Keys that nothing takes back.")
        .required("target", "version", "parameters", "changes")
        .node();
  }
}
