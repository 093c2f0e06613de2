package io.flyball.tools.gate;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.flyball.connectors.codec.BoundedMemory;
import io.flyball.core.gate.rules.Expression;
import io.flyball.core.gate.rules.FieldType;
import io.flyball.core.gate.rules.RuleFault;
import io.flyball.jobs.gate.RulesDocument;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Any text is rules, or is refused with a reason, and what a rule computes is finite. Guided by
 * coverage under {@code -Pfuzz}; else the inputs kept in {@code RulesFuzzInputs}.
 */
class RulesFuzz {
  private static final Map<String, FieldType> FIELDS =
      Map.of(
          "battery", FieldType.DOUBLE,
          "attempt", FieldType.INT,
          "risk", FieldType.STRING,
          "sure", FieldType.BOOL);
  private static final Map<String, Object> RECORD =
      Map.of("battery", 24.5, "attempt", 3L, "risk", "irreversible", "sure", true);

  /** The parser's own tables, and one expression of the length allowed. */
  private static final long FIXED = 512 << 20;

  private static final long A_BYTE = 100_000;

  @FuzzTest
  void anExpressionIsAnswered(byte[] bytes) throws Exception {
    String text = new String(bytes, UTF_8);
    BoundedMemory.within(
        FIXED + A_BYTE * bytes.length,
        () -> {
          for (FieldType type : FieldType.values()) {
            try {
              Object value = Expression.compile(text, FIELDS, type).evaluate(RECORD);
              if (value instanceof Double number && !Double.isFinite(number)) {
                throw new AssertionError("a number that is not finite");
              }
            } catch (RuleFault refused) {
              told(refused);
            }
          }
        });
  }

  @FuzzTest
  void aDocumentOfRulesIsAnswered(byte[] bytes) throws Exception {
    String text = new String(bytes, UTF_8);
    BoundedMemory.within(
        FIXED + A_BYTE * bytes.length,
        () -> {
          try {
            RulesDocument.check("rules", text, OptionalLong.of(1));
          } catch (IllegalArgumentException refused) {
            told(refused);
          }
        });
  }

  private static void told(Exception refused) {
    if (refused.getMessage() == null || refused.getMessage().isBlank()) {
      throw new AssertionError("refused without a reason", refused);
    }
  }
}
