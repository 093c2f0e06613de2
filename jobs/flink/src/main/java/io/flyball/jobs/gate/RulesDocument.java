package io.flyball.jobs.gate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.flyball.core.gate.CheckRate;
import io.flyball.core.gate.CriticReliability;
import io.flyball.core.gate.GatePolicy;
import io.flyball.core.gate.GateRules;
import io.flyball.core.gate.RiskClass;
import io.flyball.core.gate.rules.FieldType;
import io.flyball.core.gate.rules.RuleSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Rules of a gate as YAML or JSON: costs, critics, fields, values, rules, and examples of what they
 * give.
 *
 * @param rules as they would be used
 * @param faults expressions that are refused and examples that give something else, a sentence each
 * @param examples how many were tried
 */
public record RulesDocument(GateRules rules, List<String> faults, int examples) {
  private static final String[] KEYS = {
    "version",
    "risks",
    "critics",
    "deadline",
    "re-proposals",
    "silenced",
    "fields",
    "values",
    "rules",
    "examples",
    "supervision",
    "reliability"
  };

  /** What applies without a file: version 0, no rules, one critic, two seconds. */
  public static GateRules standard() {
    return new GateRules(
        new GatePolicy(
            GatePolicy.byName(
                List.of(
                    new RiskClass("reversible", 4, 1, false),
                    new RiskClass("irreversible", 9, 1, true))),
            1,
            2_000,
            1,
            Set.of()),
        RuleSet.empty(0),
        GateRules.Supervision.standard(),
        CriticReliability.Config.standard());
  }

  /**
   * Reads a text that is to be used.
   *
   * @param version of the rules; empty for what the text says
   * @throws IllegalArgumentException when anything in it is wrong, with a sentence
   */
  public static GateRules use(String place, String text, OptionalLong version) {
    RulesDocument read = check(place, text, version);
    if (!read.faults.isEmpty()) {
      throw new YamlMap.Fault(
          String.format(
              Locale.ROOT,
              "%s: %s%s",
              place,
              read.faults.get(0),
              read.faults.size() == 1
                  ? ""
                  : "; and " + (read.faults.size() - 1) + " more: ./flyball gate rules check"));
    }
    return read.rules;
  }

  /**
   * Reads and tries a text.
   *
   * @param place what sentences about it begin with
   * @throws IllegalArgumentException when it is no rules file, with a sentence
   */
  public static RulesDocument check(String place, String text, OptionalLong version) {
    List<String> faults = new ArrayList<>();
    try {
      YamlMap root = YamlMap.of(place, new ObjectMapper(new YAMLFactory()).readTree(text), KEYS);
      GateRules rules =
          new GateRules(
              policy(root), ruleSet(root, version, faults), supervision(root), critics(root));
      List<JsonNode> examples = root.list("examples");
      if (faults.isEmpty()) {
        new RuleExamples(rules.rules(), root.place("examples")).run(examples, faults);
      }
      return new RulesDocument(rules, faults, examples.size());
    } catch (YamlMap.Fault e) {
      throw e;
    } catch (JsonProcessingException e) {
      String why = e.getOriginalMessage().lines().findFirst().orElse("");
      throw new YamlMap.Fault(place + " is no YAML: " + why);
    } catch (IllegalArgumentException e) {
      throw new YamlMap.Fault(place + ": " + e.getMessage());
    }
  }

  private static GatePolicy policy(YamlMap root) {
    if (!root.has("risks")) {
      throw new YamlMap.Fault(
          root.place("risks")
              + " are missing: write a line such as reversible: {miss: 4, block: 1}");
    }
    List<RiskClass> risks = new ArrayList<>();
    YamlMap.any(root.place("risks"), root.get("risks"))
        .entries()
        .forEach(
            (name, node) -> {
              YamlMap risk =
                  YamlMap.of(root.place("risks, " + name), node, "miss", "block", "irreversible");
              risks.add(
                  new RiskClass(
                      name,
                      risk.number("miss", null),
                      risk.number("block", null),
                      risk.flag("irreversible")));
            });
    Set<String> silenced = new TreeSet<>();
    root.list("silenced").forEach(critic -> silenced.add(critic.asText()));
    return new GatePolicy(
        GatePolicy.byName(risks),
        (int) root.whole("critics", 1, 1, 1_000),
        root.duration("deadline", 2_000),
        (int) root.whole("re-proposals", 1, 0, 1_000),
        silenced);
  }

  private static RuleSet ruleSet(YamlMap root, OptionalLong given, List<String> faults) {
    Map<String, FieldType> fields = new TreeMap<>();
    if (root.has("fields")) {
      YamlMap.any(root.place("fields"), root.get("fields"))
          .entries()
          .forEach((name, type) -> fields.put(name, type(root.place("fields, " + name), type)));
    }
    List<RuleSet.Value> values = new ArrayList<>();
    for (JsonNode node : root.list("values")) {
      YamlMap value = YamlMap.of(root.place("values"), node, "name", "value", "initial");
      values.add(
          new RuleSet.Value(
              value.text("name", null), value.text("value", null), value.number("initial", 0.0)));
    }
    List<RuleSet.Rule> rules = new ArrayList<>();
    for (JsonNode node : root.list("rules")) {
      YamlMap rule = YamlMap.of(root.place("rules"), node, "name", "when", "then", "suggestion");
      String then = rule.text("then", null);
      if (!then.equals("block") && !then.equals("execute")) {
        throw new YamlMap.Fault(
            rule.place("then") + " must be block or execute, not '" + then + "'");
      }
      rules.add(
          new RuleSet.Rule(
              rule.text("name", null),
              rule.text("when", null),
              then.equals("execute"),
              rule.text("suggestion", "")));
    }
    long own = root.whole("version", 0, 0, Long.MAX_VALUE);
    return RuleSet.compile(given.orElse(own), fields, values, rules, faults);
  }

  private static FieldType type(String place, JsonNode type) {
    for (FieldType known : FieldType.values()) {
      if (known.name().toLowerCase(Locale.ROOT).equals(type.asText())) {
        return known;
      }
    }
    throw new YamlMap.Fault(
        place + " must be double, int, bool or string, not '" + type.asText() + "'");
  }

  private static GateRules.Supervision supervision(YamlMap root) {
    GateRules.Supervision standard = GateRules.Supervision.standard();
    if (!root.has("supervision")) {
      return standard;
    }
    YamlMap map =
        YamlMap.of(
            root.place("supervision"),
            root.get("supervision"),
            "deadline",
            "repairs",
            "tries",
            "loop",
            "check-floor",
            "check-limit");
    return new GateRules.Supervision(
        map.duration("deadline", standard.deadlineMs()),
        (int) map.whole("repairs", standard.repairs(), 0, 1_000),
        (int) map.whole("tries", standard.tries(), 1, 1_000),
        (int) map.whole("loop", standard.loop(), 2, 6),
        new CheckRate(
            map.number("check-floor", standard.checks().floor()),
            map.number("check-limit", standard.checks().limit())));
  }

  private static CriticReliability.Config critics(YamlMap root) {
    CriticReliability.Config standard = CriticReliability.Config.standard();
    if (!root.has("reliability")) {
      return standard;
    }
    YamlMap map =
        YamlMap.of(
            root.place("reliability"),
            root.get("reliability"),
            "prior-accuracy",
            "prior-strength",
            "half-life",
            "unreliable-after");
    return new CriticReliability.Config(
        map.number("prior-accuracy", standard.priorAccuracy()),
        map.number("prior-strength", standard.priorStrength()),
        map.number("half-life", standard.halfLife()),
        (int) map.whole("unreliable-after", standard.unreliableAfter(), 1, 1_000_000));
  }
}
