package io.flyball.jobs.gate;

import com.fasterxml.jackson.databind.JsonNode;
import io.flyball.core.gate.rules.RuleOutcome;
import io.flyball.core.gate.rules.RuleSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Examples of what rules give. They are tried in their order as actions of one session, so that a
 * value remembers the example before. {@code expect} names the rule that decides (none for no rule)
 * and values, which must agree within 1e-9.
 */
final class RuleExamples {
  private static final double CLOSE = 1e-9;

  private final RuleSet rules;
  private final String place;

  RuleExamples(RuleSet rules, String place) {
    this.rules = rules;
    this.place = place;
  }

  void run(List<JsonNode> examples, List<String> faults) {
    Map<String, Double> previous = new HashMap<>();
    int number = 0;
    for (JsonNode node : examples) {
      String here = place + " " + ++number;
      YamlMap example = YamlMap.of(here, node, "given", "expect");
      Map<String, Object> record = new HashMap<>();
      if (example.has("given")) {
        YamlMap.any(example.place("given"), example.get("given"))
            .entries()
            .forEach((name, value) -> record.put(name, value(value)));
      }
      RuleOutcome outcome = rules.evaluate(record, previous);
      outcome.faults().forEach(fault -> faults.add(here + ": " + fault));
      if (example.has("expect")) {
        YamlMap.any(example.place("expect"), example.get("expect"))
            .entries()
            .forEach((name, expected) -> compare(here, name, expected, outcome, faults));
      }
    }
  }

  private static Object value(JsonNode node) {
    if (node.isIntegralNumber()) {
      return node.longValue();
    } else if (node.isNumber()) {
      return node.doubleValue();
    }
    return node.isBoolean() ? (Object) node.booleanValue() : node.asText();
  }

  private static void compare(
      String here, String name, JsonNode expected, RuleOutcome outcome, List<String> faults) {
    if (name.equals("rule")) {
      String decided = outcome.decided() ? outcome.rule() : "none";
      if (!decided.equals(expected.asText())) {
        faults.add(here + ": rule " + decided + " decides, not " + expected.asText());
      }
      return;
    }
    Double value = outcome.values().get(name);
    if (value == null) {
      faults.add(here + ": there is no value " + name);
    } else if (!expected.isNumber() || !(Math.abs(value - expected.doubleValue()) <= CLOSE)) {
      faults.add(here + ": " + name + " is " + value + ", not " + expected.asText());
    }
  }
}
