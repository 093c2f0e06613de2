package io.flyball.core.gate.rules;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A version of the rules. Values are computed first, in their order; each may read the fields, the
 * values before it and {@code previous}, what it gave last for the same session. Then the first
 * rule whose condition holds decides.
 *
 * <p>A threshold, a hysteresis and a PD controller are values:
 *
 * <pre>
 *  hot:   temperature > 80.0 ? 1.0 : 0.0
 *  held:  temperature > 80.0 ? 1.0 : temperature < 60.0 ? 0.0 : previous
 *  force: kp * (target - x) - kd * v
 * </pre>
 *
 * A value or rule that fails on a record is skipped and named; a value keeps what it gave before.
 */
public final class RuleSet {
  /** Names that expressions read beside the declared fields. */
  public static final Map<String, FieldType> BUILT_IN =
      Collections.unmodifiableMap(
          new TreeMap<>(
              Map.of(
                  "risk",
                  FieldType.STRING,
                  "attempt",
                  FieldType.INT,
                  "session",
                  FieldType.STRING)));

  private static final String PREVIOUS = "previous";
  private static final int MOST = 200;
  private static final Set<String> RESERVED =
      Set.of(
          "true",
          "false",
          "null",
          "in",
          "as",
          "break",
          "const",
          "continue",
          "else",
          "for",
          "function",
          "if",
          "import",
          "let",
          "loop",
          "package",
          "namespace",
          "return",
          "var",
          "void",
          "while");

  /**
   * A number computed for each action.
   *
   * @param initial what {@code previous} is before the first action of a session
   */
  public record Value(String name, String expression, double initial) {}

  /**
   * A rule.
   *
   * @param when condition, a CEL expression of type bool
   * @param executes whether an action that meets it runs or is blocked
   * @param suggestion what to do instead, or empty
   */
  public record Rule(String name, String when, boolean executes, String suggestion) {}

  private record CompiledValue(Value value, Expression expression) {}

  private record CompiledRule(Rule rule, Expression when) {}

  private final long version;
  private final Map<String, FieldType> fields;
  private final List<CompiledValue> values = new ArrayList<>();
  private final List<CompiledRule> rules = new ArrayList<>();

  private RuleSet(long version, Map<String, FieldType> fields) {
    this.version = version;
    this.fields = fields;
  }

  /** No rules, under this version. */
  public static RuleSet empty(long version) {
    return new RuleSet(version, Map.of());
  }

  /**
   * Checks everything.
   *
   * @param faults takes a sentence for each thing that is wrong
   * @return the rules without those that are wrong: not to be used unless there are no faults
   */
  public static RuleSet compile(
      long version,
      Map<String, FieldType> fields,
      List<Value> values,
      List<Rule> rules,
      List<String> faults) {
    RuleSet set = new RuleSet(version, new TreeMap<>(fields));
    if (fields.size() + values.size() + rules.size() > MOST) {
      faults.add("there are more than the " + MOST + " fields, values and rules allowed");
      return set;
    }
    Map<String, FieldType> known = new TreeMap<>(BUILT_IN);
    fields.forEach((name, type) -> declare("field", name, type, known, faults));
    for (Value value : values) {
      if (!Double.isFinite(value.initial())) {
        faults.add("value " + value.name() + ": initial must be finite");
      }
      Map<String, FieldType> readable = new TreeMap<>(known);
      readable.put(PREVIOUS, FieldType.DOUBLE);
      try {
        set.values.add(
            new CompiledValue(
                value, Expression.compile(value.expression(), readable, FieldType.DOUBLE)));
      } catch (RuleFault e) {
        faults.add("value " + value.name() + " " + e.getMessage());
      }
      declare("value", value.name(), FieldType.DOUBLE, known, faults);
    }
    Map<String, Rule> named = new HashMap<>();
    for (Rule rule : rules) {
      if (rule.name().isBlank() || named.put(rule.name(), rule) != null) {
        faults.add("rule '" + rule.name() + "': every rule needs a name of its own");
      }
      try {
        set.rules.add(
            new CompiledRule(rule, Expression.compile(rule.when(), known, FieldType.BOOL)));
      } catch (RuleFault e) {
        faults.add("rule " + rule.name() + " " + e.getMessage());
      }
    }
    return set;
  }

  private static void declare(
      String what, String name, FieldType type, Map<String, FieldType> known, List<String> faults) {
    if (!name.matches("[a-zA-Z_][a-zA-Z0-9_]{0,63}") || RESERVED.contains(name)) {
      faults.add(
          what + " '" + name + "': a name is up to 64 letters, digits and _, and no word of CEL");
    } else if (name.equals(PREVIOUS) || known.putIfAbsent(name, type) != null) {
      faults.add(what + " " + name + ": this name is taken");
    }
  }

  /**
   * What the rules make of an action.
   *
   * @param record fields of the action, {@link #BUILT_IN} among them
   * @param previous values of the session's last action; the new ones are put in
   */
  public RuleOutcome evaluate(Map<String, Object> record, Map<String, Double> previous) {
    List<String> faults = new ArrayList<>();
    Map<String, Object> known = new HashMap<>();
    BUILT_IN.forEach((name, type) -> read(name, type, record, known, faults));
    fields.forEach((name, type) -> read(name, type, record, known, faults));
    Map<String, Double> computed = new LinkedHashMap<>();
    for (CompiledValue v : values) {
      String name = v.value.name();
      double before = previous.getOrDefault(name, v.value.initial());
      double now = before;
      known.put(PREVIOUS, before);
      try {
        now = (Double) v.expression.evaluate(known);
      } catch (RuleFault e) {
        faults.add("value " + name + " " + e.getMessage());
      }
      known.put(name, now);
      computed.put(name, now);
    }
    known.remove(PREVIOUS);
    previous.putAll(computed);
    for (CompiledRule r : rules) {
      try {
        if ((Boolean) r.when.evaluate(known)) {
          return new RuleOutcome(
              r.rule.name(), r.rule.executes(), r.rule.suggestion(), computed, faults);
        }
      } catch (RuleFault e) {
        faults.add("rule " + r.rule.name() + " " + e.getMessage());
      }
    }
    return new RuleOutcome("", false, "", computed, faults);
  }

  private static void read(
      String name,
      FieldType type,
      Map<String, Object> record,
      Map<String, Object> known,
      List<String> faults) {
    Object value = record.get(name);
    if (value == null) {
      return;
    }
    Object read = type.read(value);
    if (read == null) {
      faults.add(
          "field "
              + name
              + " is not a "
              + type.name().toLowerCase(Locale.ROOT)
              + " within its limits");
    } else {
      known.put(name, read);
    }
  }

  /** Version of this set. */
  public long version() {
    return version;
  }

  /** Number of rules and values. */
  public int size() {
    return rules.size() + values.size();
  }

  /** Terms of all expressions: the cost of one evaluation. */
  public int terms() {
    return values.stream().mapToInt(v -> v.expression.terms()).sum()
        + rules.stream().mapToInt(r -> r.when.terms()).sum();
  }
}
