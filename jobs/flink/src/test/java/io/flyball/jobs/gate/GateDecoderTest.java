package io.flyball.jobs.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateDecoderTest {
  private static final GateDecoder DECODER = new GateDecoder(Fixtures.config());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          gate.proposals | {"actionId":" ","time":1700000000000,"risk":"r"}                              | MISSING_FIELD
          gate.proposals | {"actionId":"a","time":1700000000000,"risk":""}                               | MISSING_FIELD
          gate.proposals | {"actionId":"a","time":1700000000000,"risk":"r","attempt":0}                  | OUT_OF_RANGE
          gate.proposals | {"actionId":"a","time":1700000000000,"risk":"r","fields":{"x":[1]}}           | BAD_TYPE
          gate.critiques | {"actionId":"a","time":1700000000000,"critic":"","probability":1}             | MISSING_FIELD
          gate.critiques | {"actionId":"a","time":1700000000000,"critic":"c","probability":1.5}          | OUT_OF_RANGE
          gate.critiques | {"actionId":"a","time":1700000000000,"critic":"c","probability":-1}           | OUT_OF_RANGE
          gate.outcomes  | {"actionId":"","time":1700000000000,"right":true}                             | MISSING_FIELD
          gate.events    | {"episode":"","time":1700000000000,"kind":"END"}                              | MISSING_FIELD
          gate.events    | {"episode":"e","time":1700000000000,"kind":"END","subgoal":1000}              | OUT_OF_RANGE
          """)
  void whatCannotBeTakenIsRefusedWithItsReason(String topic, String json, String reason) {
    GateInput in = DECODER.apply(Fixtures.raw(topic, 0, 0, json));
    assertThat(in.refusal().reason().name()).isEqualTo(reason);
    assertThat(in.time()).isEqualTo(Long.MIN_VALUE);
  }

  @Test
  void fieldsOfEveryKindComeInTheOrderOfTheirNames() {
    GateInput in =
        DECODER.apply(
            Fixtures.raw(
                "gate.proposals",
                0,
                0,
                "{\"actionId\":\"a\",\"time\":1700000000000,\"risk\":\"r\",\"fields\":{\"z\":\"t\",\"b\":true,\"a\":2,\"n\":null}}"));
    assertThat(in.action().proposed().fields())
        .extracting(Proposed.Field::name, Proposed.Field::value)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("a", 2.0),
            org.assertj.core.groups.Tuple.tuple("b", true),
            org.assertj.core.groups.Tuple.tuple("z", "t"));
    assertThat(in.action().proposed().task()).isEqualTo("a");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          gate.rules={risks: {}}                                                           | needs a risk class
          gate.rules={rules: []}                                                           | risks, are missing
          gate.rules={risks: {a: {miss: 1, block: 1}}, rules: [{name: x, when: y > 1, then: block}]} | undeclared
          gate.rules=[1                                                                    | no YAML
          gate.events-topic=gate.proposals                                                 | a topic of its own
          """)
  void aConfigurationThatCannotWorkIsRefused(String pair, String why) {
    assertThatThrownBy(() -> Fixtures.config(pair)).hasMessageContaining(why.replace(",", ""));
  }
}
