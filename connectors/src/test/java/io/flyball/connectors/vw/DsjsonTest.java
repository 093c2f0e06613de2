package io.flyball.connectors.vw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DsjsonTest {
  private static final String EXAMPLE =
      "{\"_label_cost\":-1.5,\"_label_probability\":0.9,\"_label_Action\":1,\"_labelIndex\":0,"
          + "\"EventId\":\"e1\",\"a\":[1,2],\"c\":{\"U\":{\"id\":\"a\"},\"_multi\":[{\"A\":"
          + "{\"a1\":\"f1\"}},{\"A\":{\"a2\":\"f2\"}}]},\"p\":[0.9,0.1]}";

  private final Dsjson reader = new Dsjson();

  @Test
  void aDecisionOfAContextualBandit() throws VwFormatException {
    VwDecision d = decided(EXAMPLE);
    assertThat(d.eventId()).isEqualTo("e1");
    assertThat(d.context().namespaces()).isEqualTo(Map.of("U", Map.of("id", "a")));
    assertThat(d.actions().get(1).namespaces()).isEqualTo(Map.of("A", Map.of("a2", "f2")));
    assertThat(d.ids()).containsExactly("1", "2");
    assertThat(d.single()).isTrue();
    VwDecision.Slot slot = d.slots().get(0);
    assertThat(slot.chosen()).isZero();
    assertThat(slot.propensity()).isEqualTo(.9);
    assertThat(slot.probabilities()).containsExactly(.9, .1);
    assertThat(slot.cost()).isEqualTo(-1.5);
    assertThat(d.learned()).isTrue();
    assertThat(d.dropped()).isZero();
  }

  @Test
  void probabilitiesBelongToTheOrderServedAndTheLastOfBothNamesWins() throws VwFormatException {
    VwDecision.Slot slot =
        decided(
                "{\"_labelIndex\":1,\"_label_cost\":0,\"a\":[2,1],\"p\":[1,0],\"_p\":[0.7,0.3],"
                    + "\"pdrop\":0.5,\"_skipLearn\":true,\"c\":{\"_p\":[1],\"_multi\":[{},{}]}}")
            .slots()
            .get(0);
    assertThat(slot.served()).containsExactly(1, 0);
    assertThat(slot.probabilities()).containsExactly(.7, .3);
  }

  @Test
  void everyKindOfFeature() throws VwFormatException {
    VwDecision d =
        decided(
            "{\"a\":[1],\"p\":[1],\"c\":{\"x\":2,\"on\":true,\"off\":false,\"none\":null,"
                + "\"v\":[1,2],\"_tag\":\"t\",\"_text\":\"two words\",\"O\":{\"P\":{\"q\":3}},"
                + "\"L\":[{\"a\":1},{\"b\":\"s\"}],\"_multi\":[{\"_tag\":\"red\"}]}}");
    assertThat(d.context().namespaces())
        .isEqualTo(
            Map.of(
                "", Map.of("x", 2.0, "on", true, "two", 1.0, "words", 1.0),
                "v", Map.of("v", List.of(1.0, 2.0)),
                "P", Map.of("q", 3.0),
                "L", Map.of("a", 1.0, "b", "s")));
    assertThat(d.ids()).containsExactly("red");
    assertThat(d.slots().get(0).cost()).isNull();
  }

  @Test
  void slotsOfCcbAndSlates() throws VwFormatException {
    VwDecision ccb =
        decided(
            "{\"c\":{\"_multi\":[{},{},{}],\"_slots\":[{\"S\":{\"top\":true}},{\"_inc\":[0,2]}]},"
                + "\"_outcomes\":[{\"_label_cost\":-1,\"_id\":\"s1\",\"_a\":[1,0,2],"
                + "\"_p\":[0.5,0.25,0.25]},{\"_label_cost\":0,\"_a\":[2,0],\"_p\":[0.8,0.2]}]}");
    assertThat(ccb.single()).isFalse();
    assertThat(ccb.slots().get(0).chosen()).isEqualTo(1);
    assertThat(ccb.slots().get(0).id()).isEqualTo("s1");
    assertThat(ccb.slots().get(1).allowed()).containsExactly(0, 2);
    assertThat(ccb.slots().get(1).cost()).isZero();
    VwDecision slates =
        decided(
            "{\"_label_cost\":-2,\"c\":{\"_multi\":[{\"_slot_id\":0},{\"_slot_id\":1},"
                + "{\"_slot_id\":1}],\"_slots\":[{},{}]},\"_outcomes\":[{\"_a\":[0],\"_p\":[1]},"
                + "{\"_a\":[1,0],\"_p\":[0.6,0.4]}]}");
    assertThat(slates.slots().get(1).served()).containsExactly(2, 1);
    assertThat(slates.slots().get(1).cost()).isEqualTo(-2);
  }

  @Test
  void whatIsNoDecisionIsTold() throws VwFormatException {
    assertThat(reader.read("not json")).isInstanceOf(VwLine.Skipped.class);
    assertThat(reader.read("{\"c\":{\"_multi\":[{}]}}")).isInstanceOf(VwLine.Skipped.class);
    VwLine reward =
        reader.read(
            "{\"RewardValue\":1.5,\"EnqueuedTimeUtc\":\"2020-01-01T00:00:00Z\","
                + "\"EventId\":\"91f71c8\"}");
    assertThat(reward)
        .isEqualTo(
            new VwLine.Dangling(
                new VwDecision.Observation("91f71c8", "2020-01-01T00:00:00Z", 1.5)));
    VwDecision d =
        decided(
            "{\"EventId\":\"e\",\"a\":[1],\"p\":[1],\"o\":[{\"v\":2,\"EventId\":\"e\"},"
                + "{\"ActionTaken\":true}],\"c\":{\"_multi\":[{}]}}");
    assertThat(d.observations())
        .containsExactly(
            new VwDecision.Observation("e", "", 2.0), new VwDecision.Observation("e", "", null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "{\"a\":[1],\"p\":[1],\"pdf\":1,\"c\":{\"_multi\":[{}]}}; continuous",
        "{\"a\":[1],\"p\":[1],\"pdrop\":1,\"c\":{\"_multi\":[{}]}}; pdrop",
        "{\"a\":[1],\"p\":[0],\"c\":{\"_multi\":[{}]}}; probability 0",
        "{\"a\":[1,2],\"p\":[0.5,0.4],\"c\":{\"_multi\":[{},{}]}}; sum to",
        "{\"a\":[1,1],\"p\":[0.5,0.5],\"c\":{\"_multi\":[{},{}]}}; twice",
        "{\"a\":[3],\"p\":[1],\"c\":{\"_multi\":[{},{}]}}; place 2",
        "{\"a\":[1],\"c\":{\"_multi\":[{}]}}; no probability",
        "{\"a\":[1],\"p\":[1.5],\"c\":{\"_multi\":[{}]}}; allowed is 0 to 1",
        "{\"a\":[1,2],\"p\":[0.5,0.5],\"_labelIndex\":1,\"c\":{\"_multi\":[{},{}]}}; not shown",
        "{\"a\":[1],\"p\":[1],\"c\":{\"_multi\":[{\"__aid\":\"x\"}]}}; __aid",
        "{\"a\":; no JSON",
      })
  void whatCannotBeReadIsRefusedByName(String line, String named) {
    assertThatThrownBy(() -> reader.read(line))
        .isInstanceOf(VwFormatException.class)
        .hasMessageContaining(named);
  }

  private VwDecision decided(String line) throws VwFormatException {
    return ((VwLine.Decided) reader.read(line)).decision();
  }
}
