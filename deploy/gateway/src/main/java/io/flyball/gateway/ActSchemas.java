package io.flyball.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** JSON schemas of what the acting routes take and answer, by name. */
final class ActSchemas {
  private ActSchemas() {}

  static Map<String, ObjectNode> all() {
    Map<String, ObjectNode> all = new LinkedHashMap<>();
    all.put("RewardOfDecision", reward());
    all.put("Decided", decided());
    all.put("Policy", policy());
    all.put(
        "Policies",
        new Shape("The policies that are published.")
            .text("topic", "Where their snapshots lie.")
            .list("policies", "By name.", OpenApi.reference("Policy"))
            .required("topic", "policies")
            .node());
    all.putAll(ControlSchemas.all());
    return all;
  }

  static ObjectNode list(JsonNode items) {
    ObjectNode list = JsonNodeFactory.instance.objectNode().put("type", "array");
    list.set("items", items);
    return list;
  }

  /** What a batch is answered with. */
  static ObjectNode decisions() {
    ObjectNode one = JsonNodeFactory.instance.objectNode();
    one.putArray("oneOf").add(OpenApi.reference("Decided")).add(OpenApi.reference("Problem"));
    return list(one);
  }

  private static ObjectNode decided() {
    return new Shape("A decision, and where it comes from.")
        .text("id", "The request's.")
        .time("time", "The request's; the receipt without one.")
        .text("policy", "What stands before the last slash of the id.")
        .text("arm", "What is shown.")
        .number("propensity", "Probability, in (0, 1], with which it was shown.")
        .texts("arms", "The eligible arms.")
        .numbers("propensities", "Probability of each; they sum to 1.")
        .list(
            "slate",
            "The arms of a slate from the top, of which the first is the arm above; empty for a"
                + " decision for one arm.",
            new Shape("An arm at its position.")
                .text("arm", "What is shown there.")
                .number("propensity", "Probability, in (0, 1], given the arms above it.")
                .node())
        .whole("policyVersion", "Changes of the policy's state before the decision.")
        .text("algorithm", "Empty where no policy chose.")
        .oneOf("mode", "Of the policy.", "ONLINE", "SHADOW", "LOGGING_ONLY", "FROZEN")
        .truth("forced", "The request forced the arm.")
        .text("shadowArm", "What the policy itself would have shown, in mode SHADOW.")
        .whole("pending", "Decisions that wait for their reward; known by the job alone.")
        .oneOf("status", "Always DECIDED.", "DECIDED")
        .oneOf("source", "Who decided.", "snapshot", "topic", "fallback")
        .whole("snapshotVersion", "Of the snapshot behind it.")
        .whole("snapshotAgeMs", "Its age.")
        .truth("held", "The job has newer statistics and holds their publication.")
        .text("fallback", "Why no policy chose.")
        .oneOf(
            "logged", "Whether the job is told: acknowledged, or on its way.", "acked", "pending")
        .property("unknownFields", Components.unknownFields())
        .orNull("shadowArm", "pending", "snapshotVersion", "snapshotAgeMs", "held", "fallback")
        .required("id", "time", "policy", "arm", "propensity", "source", "logged")
        .node();
  }

  private static ObjectNode reward() {
    return new Shape("What a decision was worth: value or objectives.")
        .text("id", "Unique id of the reward; without one Idempotency-Key names it.")
        .time("time", "When it was earned; the receipt without one.")
        .oneOf("kind", "VALUE by default.", "VALUE", "FINAL", "ACTIVATE", "CORRECTION")
        .number("value", "For a policy of one objective.")
        .numbers("objectives", "One value for each objective.")
        .text("arm", "The arm that was shown, as the decision's answer said.")
        .number("propensity", "Its propensity, as the decision's answer said.")
        .whole("position", "The position of a slate that it is for, from 1.")
        .text("corrects", "Id of the reward that this one replaces.")
        .node();
  }

  private static ObjectNode policy() {
    return new Shape("A policy as its newest readable snapshot has it.")
        .text("policy", "What decision ids begin with.")
        .text("algorithm", "The algorithm and its parameters.")
        .oneOf("mode", "What is in force.", "ONLINE", "SHADOW", "LOGGING_ONLY", "FROZEN")
        .whole("snapshotVersion", "Grows with every snapshot.")
        .time("time", "When it was published.")
        .whole("snapshotAgeMs", "Milliseconds since then.")
        .truth("held", "Publication is held: the job has newer statistics than these.")
        .whole("controlVersion", "Of the newest update of the policy that it follows.")
        .whole("jobControlVersion", "Of the newest update of the whole job that it follows.")
        .whole("seed", "Of the draws.")
        .whole("horizon", "Rounds planned.")
        .truth(
            "stale",
            "Decisions logged since it was old have waited for a newer one beyond gateway.stale-after: the"
                + " job has stopped publishing.")
        .whole("decided", "Decisions behind it.")
        .whole("learned", "Rewards behind it.")
        .texts("arms", "Ids in the order of their first appearance.")
        .whole("context", "Length of the context.")
        .whole("features", "Length of an arm's features.")
        .whole("objectives", "Values in a reward.")
        .whole("modelBytes", "Length of the packed model.")
        .map("evidence", "Why it was published, by name.", "number")
        .whole("partition", "Where the snapshot lies.")
        .whole("offset", "Where the snapshot lies.")
        .text("fault", "Why a newer snapshot is not served.")
        .orNull("fault")
        .required("policy", "mode", "partition", "offset")
        .node();
  }
}
