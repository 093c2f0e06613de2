package io.flyball.connectors.vw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.flyball.schemas.DecisionRequest;
import io.flyball.schemas.PlacedArm;
import io.flyball.schemas.Reward;
import io.flyball.schemas.SlateSlot;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

class VwRecordsTest {
  private static List<SpecificRecord> records(String line) throws VwFormatException {
    return new VwRecords("shop").of(new Dsjson().read(line.replace('\'', '"')), 7);
  }

  @Test
  void aLineWithoutDecisionBringsNothing() throws VwFormatException {
    assertThat(records("{'c':{'_multi':[]}}")).isEmpty();
  }

  @Test
  void slotsAreASlateThatWasShownWithARewardForEachPosition() throws VwFormatException {
    List<SpecificRecord> all =
        records(
            "{'EventId':'e','c':{'U':{'u':1},'_multi':[{'A':1},{'A':2},{'A':3}],'_slots':[{},{}]},"
                + "'_outcomes':[{'_label_cost':-1,'_a':[2,0,1],'_p':[0.5,0.3,0.2]},"
                + "{'_label_cost':0,'_a':[0,1],'_p':[0.6,0.4]}]}");
    DecisionRequest asked = (DecisionRequest) all.get(0);
    assertThat(asked.getId()).isEqualTo("shop/e");
    assertThat(asked.getPositions()).isEqualTo(2);
    assertThat(asked.getSlots()).isEmpty();
    assertThat(asked.getArms()).hasSize(3);
    assertThat(asked.getLoggedSlate())
        .containsExactly(new PlacedArm("3", .5), new PlacedArm("1", .6));
    assertThat(all.subList(1, 3))
        .extracting(
            one -> ((Reward) one).getId(),
            one -> ((Reward) one).getPosition(),
            one -> ((Reward) one).getValue())
        .containsExactly(tuple("e#1", 1, 1.0), tuple("e#2", 2, 0.0));
  }

  @Test
  void slotsWithArmsOfTheirOwnHaveOneReward() throws VwFormatException {
    List<SpecificRecord> all =
        records(
            "{'_label_cost':-2,'EventId':'e','c':{'_multi':[{'_slot_id':0},{'_slot_id':1},"
                + "{'_slot_id':1}],'_slots':[{},{}]},'_outcomes':[{'_a':[0],'_p':[1]},"
                + "{'_a':[1,0],'_p':[0.9,0.1]}]}");
    DecisionRequest asked = (DecisionRequest) all.get(0);
    assertThat(asked.getSlots())
        .containsExactly(new SlateSlot(List.of("1")), new SlateSlot(List.of("2", "3")));
    assertThat(asked.getLoggedSlate()).extracting(PlacedArm::getArm).containsExactly("1", "3");
    assertThat(all).hasSize(2);
    assertThat(((Reward) all.get(1)).getValue()).isEqualTo(2);
    assertThat(((Reward) all.get(1)).getPosition()).isZero();
  }

  @Test
  void featuresOfASlotAreRefusedAndNotDropped() {
    assertThatThrownBy(
            () ->
                records(
                    "{'c':{'_multi':[{},{}],'_slots':[{},{'S':{'wide':1}}]},'_outcomes':["
                        + "{'_label_cost':0,'_a':[0,1],'_p':[1,0]},"
                        + "{'_label_cost':0,'_a':[1],'_p':[1]}]}"))
        .hasMessageContaining("slot 1 has features");
  }
}
