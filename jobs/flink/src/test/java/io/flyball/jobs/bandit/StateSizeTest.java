package io.flyball.jobs.bandit;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.bandit.Arm;
import io.flyball.core.bandit.Learner;
import io.flyball.core.bandit.PolicyName;
import java.io.IOException;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class StateSizeTest {
  /** 231 numbers of a triangle, two vectors, three numbers beside, and a name. */
  @Test
  void anArmOf21FeaturesIsKeptIn2300Bytes() throws IOException {
    for (String policy : new String[] {"linucb", "lin-thompson", "squarecb-ridge"}) {
      Learner learner = new Learner(PolicyName.parse(policy, 21, 0, 1, 1000));
      Arm arm = learner.arms("an arm of some name")[0];
      DataOutputSerializer out = new DataOutputSerializer(16);
      new ArmCodec().write(arm, out);
      assertThat(out.length()).as(policy).isLessThanOrEqualTo(2300);
    }
  }
}
