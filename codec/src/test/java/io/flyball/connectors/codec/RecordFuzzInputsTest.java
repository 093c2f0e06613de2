package io.flyball.connectors.codec;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What fuzzing has found, and its seeds, are answered. */
class RecordFuzzInputsTest {

  @TestFactory
  Stream<DynamicTest> keptInputsAreAnswered() throws Exception {
    return FuzzInputs.of(new RecordFuzz());
  }
}
