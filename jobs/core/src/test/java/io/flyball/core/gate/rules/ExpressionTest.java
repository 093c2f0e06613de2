package io.flyball.core.gate.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ExpressionTest {
  private static final Map<String, FieldType> FIELDS =
      Map.of(
          "x", FieldType.DOUBLE,
          "n", FieldType.INT,
          "name", FieldType.STRING,
          "ok", FieldType.BOOL);
  private static final Map<String, Object> RECORD =
      Map.of("x", 1.5, "n", 3L, "name", "arm", "ok", true);

  static Stream<Arguments> hostile() {
    return Stream.of(
        Arguments.of("", "line 1, character 1: mismatched input end"),
        Arguments.of("ok && ok == [true][0] || [ok] == [ok]", "calls _[_]"),
        Arguments.of("x >", "mismatched input"),
        Arguments.of("x > 2", "write 2.0"),
        Arguments.of("z > 1.0", "undeclared reference to 'z': declare it"),
        Arguments.of("x + 1.0", "gives a double; a bool is expected"),
        Arguments.of("x / 0.0 > 1.0", "divides by the constant 0"),
        Arguments.of("n / 0 > 1", "divides by the constant 0"),
        Arguments.of("n % 0 > 1", "divides by the constant 0"),
        Arguments.of("[1, 2].all(i, i > 0)", "calls all"),
        Arguments.of("[[1,2,3],[1,2,3]].map(a, a.map(b, b * 2)).size() > 0", "calls map"),
        Arguments.of("{'a': 1}['b'] > 1", "calls _[_]"),
        Arguments.of("name.matches('(a+)+$')", "calls matches"),
        Arguments.of("dyn(x) > 1.0", "calls dyn"),
        Arguments.of("type(x) == double", "calls type"),
        Arguments.of("has(x.y)", "calls has"),
        Arguments.of("x.getClass() != null", "calls getClass"),
        Arguments.of("java.lang.Runtime.getRuntime().exec('ls') == ''", "calls exec"),
        Arguments.of("timestamp('2020-01-01T00:00:00Z') < timestamp(name)", "calls timestamp"),
        Arguments.of("google.protobuf.Int64Value{value: 1} == 1", "map or message"),
        Arguments.of("b'abc' == b'abc'", "constant of a type"),
        Arguments.of("1e999 > x", "no double"),
        Arguments.of("(".repeat(5_000) + "x" + ")".repeat(5_000) + " > 1.0", "10,007 characters"),
        Arguments.of("(".repeat(60) + "x" + ")".repeat(60) + " > 1.0", "nested deeper"),
        Arguments.of("!".repeat(1_500) + "ok", "nested deeper"),
        Arguments.of("ok" + " && ok".repeat(250), "terms allowed"),
        Arguments.of("name.contains(name, name)", "no matching overload"));
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void hostileExpressionsAreRefusedInOneSentence(String text, String why) {
    assertThatThrownBy(() -> Expression.compile(text, FIELDS, FieldType.BOOL))
        .isInstanceOf(RuleFault.class)
        .hasMessageContaining(why)
        .message()
        .doesNotContain("\n");
  }

  @ParameterizedTest
  @CsvSource({
    "x > 1.0, true",
    "x > 1.0 && n < 3, false",
    "name == 'arm' || x / x > 2.0, true",
    "name.startsWith('a') && !name.endsWith('x') && name.contains('r'), true",
    "size(name) == 3 && n % 2 == 1 && double(n) >= 3.0 && int(x) == 1, true",
    "(ok ? x : -x) >= 0.0, true"
  })
  void expressionsReadFields(String text, boolean value) throws RuleFault {
    assertThat(Expression.compile(text, FIELDS, FieldType.BOOL).evaluate(RECORD)).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource({
    "x / (x - 1.5), not a finite double",
    "double(n / (n - 3)), divide by zero",
    "double(n + 9223372036854775807), overflow"
  })
  void whatFailsOnARecordIsASentence(String text, String why) throws RuleFault {
    Expression expression = Expression.compile(text, FIELDS, FieldType.DOUBLE);
    assertThatThrownBy(() -> expression.evaluate(RECORD))
        .isInstanceOf(RuleFault.class)
        .hasMessageContaining(why);
  }

  @Test
  void aFieldThatTheRecordLacksIsNamed() throws RuleFault {
    Expression expression = Expression.compile("x > 1.0 && ok", FIELDS, FieldType.BOOL);
    assertThat(expression.terms()).isEqualTo(5);
    assertThatThrownBy(() -> expression.evaluate(Map.of("x", 0.5)))
        .hasMessageContaining("reads ok, which the record does not have");
  }
}
