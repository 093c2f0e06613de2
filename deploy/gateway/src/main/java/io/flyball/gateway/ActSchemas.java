package io.flyball.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** JSON schemas of what the acting routes take and answer, by name. */
final class ActSchemas {
  private ActSchemas() {}

  static Map<String, ObjectNode> all() {
    Map<String, ObjectNode> all = new LinkedHashMap<>();
    all.put("RewardOfDecision", reward());
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

  private static ObjectNode reward() {
    return new Shape("What a decision was worth: value or objectives.")
        .text("id", "Unique id of the reward; without one Idempotency-Key names it.")
        .time("time", "When it was earned; the receipt without one.")
        .oneOf("kind", "VALUE by default.", "VALUE", "FINAL", "ACTIVATE", "CORRECTION")
        .number("value", "For a policy of one objective.")
        .numbers("objectives", "One value for each objective.")
        .text("arm", "The arm that was shown, as the decision's answer said.")
        .number("propensity", "Its propensity, as the decision's answer said.")
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
        .truth("stale", "Older than gateway.stale-after.")
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
