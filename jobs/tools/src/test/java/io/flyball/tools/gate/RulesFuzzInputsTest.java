package io.flyball.tools.gate;

import io.flyball.connectors.codec.FuzzInputs;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What fuzzing has found, and its seeds, are answered. */
class RulesFuzzInputsTest {

  @TestFactory
  Stream<DynamicTest> keptInputsAreAnswered() throws Exception {
    return FuzzInputs.of(new RulesFuzz());
  }
}
