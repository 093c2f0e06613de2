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
}
