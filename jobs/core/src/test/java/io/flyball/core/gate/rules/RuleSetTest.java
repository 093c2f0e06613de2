package io.flyball.core.gate.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RuleSetTest {
  private final List<String> faults = new ArrayList<>();
  private final Map<String, Double> previous = new HashMap<>();

  @Test
  void noRulesDecideNothing() {
    assertThat(RuleSet.empty(3).evaluate(Map.of(), previous)).isEqualTo(RuleOutcome.none());
    assertThat(RuleSet.empty(3).version()).isEqualTo(3);
  }

  /**
   * A unit mass under u = Kp e - Kd v with Kp = Kd = 4 is critically damped: x(t) = 1 - (1 + 2t)
   * e^(-2t), here sampled every millisecond.
   */
  @Test
  void aPdControllerFollowsItsClosedForm() {
    RuleSet pd =
        compile(
            Map.of("x", FieldType.DOUBLE, "v", FieldType.DOUBLE, "target", FieldType.DOUBLE),
            List.of(new RuleSet.Value("force", "4.0 * (target - x) - 4.0 * v", 0)),
            List.of());
    double x = 0;
    double v = 0;
    double dt = 1e-3;
    double worst = 0;
    for (int step = 0; step < 5_000; step++) {
      double t = step * dt;
      worst = Math.max(worst, Math.abs(x - (1 - (1 + 2 * t) * Math.exp(-2 * t))));
      double force =
          pd.evaluate(Map.of("x", x, "v", v, "target", 1.0), previous).values().get("force");
      v += force * dt;
      x += v * dt;
    }
    assertThat(worst).isLessThan(2e-3);
    assertThat(x).isCloseTo(1, within(2e-3));
  }

  @Test
  void hysteresisRemembersItsSessionAndDrivesARule() {
    RuleSet rules =
        compile(
            Map.of("temperature", FieldType.DOUBLE),
            List.of(
                new RuleSet.Value(
                    "hot", "temperature > 80.0 ? 1.0 : temperature < 60.0 ? 0.0 : previous", 0)),
            List.of(new RuleSet.Rule("cooling", "hot > 0.5", false, "wait")));
    List<Boolean> blocked = new ArrayList<>();
    for (double temperature : new double[] {70, 81, 70, 59, 70}) {
      blocked.add(rules.evaluate(Map.of("temperature", temperature), previous).decided());
    }
    assertThat(blocked).containsExactly(false, true, true, false, false);
  }

  @Test
  void theFirstRuleThatHoldsDecides() {
    RuleSet rules =
        compile(
            Map.of("x", FieldType.DOUBLE),
            List.of(),
            List.of(
                new RuleSet.Rule("first", "x > 1.0", true, ""),
                new RuleSet.Rule("second", "risk == 'r'", false, "stop")));
    RuleOutcome both = rules.evaluate(Map.of("x", 2.0, "risk", "r"), previous);
    assertThat(both.rule()).isEqualTo("first");
    assertThat(both.executes()).isTrue();
    RuleOutcome second = rules.evaluate(Map.of("x", 0.0, "risk", "r"), previous);
    assertThat(second.suggestion()).isEqualTo("stop");
  }

  @Test
  void aRecordThatDoesNotFitSkipsWhatItCannotAnswerAndSaysSo() {
    RuleSet rules =
        compile(
            Map.of("x", FieldType.DOUBLE, "y", FieldType.DOUBLE),
            List.of(new RuleSet.Value("ratio", "y / x", 5)),
            List.of(
                new RuleSet.Rule("needs-y", "y > 1.0", false, ""),
                new RuleSet.Rule("needs-ratio", "ratio == 5.0", true, "")));
    RuleOutcome outcome = rules.evaluate(Map.of("x", "text"), previous);
    assertThat(outcome.rule()).isEqualTo("needs-ratio");
    assertThat(outcome.faults())
        .containsExactly(
            "field x is not a double within its limits",
            "value ratio reads x, which the record does not have",
            "rule needs-y reads y, which the record does not have");
  }

  @Test
  void everythingThatIsWrongIsNamedAtOnce() {
    RuleSet.compile(
        1,
        Map.of("risk", FieldType.STRING, "not a name", FieldType.INT),
        List.of(new RuleSet.Value("previous", "1.0", 0), new RuleSet.Value("v", "w", Double.NaN)),
        List.of(new RuleSet.Rule("", "true", true, ""), new RuleSet.Rule("r", "1", true, "")),
        faults);
    assertThat(faults)
        .containsExactlyInAnyOrder(
            "field risk: this name is taken",
            "field 'not a name': a name is up to 64 letters, digits and _, and no word of CEL",
            "value previous: this name is taken",
            "value v: initial must be finite",
            "value v line 1, character 1: undeclared reference to 'w': declare it under fields or"
                + " values",
            "rule '': every rule needs a name of its own",
            "rule r gives a int64; a bool is expected");
  }

  private RuleSet compile(
      Map<String, FieldType> fields, List<RuleSet.Value> values, List<RuleSet.Rule> rules) {
    RuleSet set = RuleSet.compile(1, fields, values, rules, faults);
    assertThat(faults).isEmpty();
    return set;
  }
}
