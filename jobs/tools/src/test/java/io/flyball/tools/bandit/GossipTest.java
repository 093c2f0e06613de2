package io.flyball.tools.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.sync.GossipRules;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GossipTest {
  /**
   * DADAO in simulation: error 7e-12 at T = 600, its logarithm falls by sqrt(nu / L) / 8 or more.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void eightRegionsInARingFindTheBestModelOfAll(long seed) {
    double until = 600;
    List<Gossip.Result> looks = new Gossip(8, 5, 10, seed).run(until);
    Gossip.Result half = looks.get(1);
    Gossip.Result end = looks.get(3);

    assertThat(end.time()).isEqualTo(until);
    assertThat(end.error()).isLessThan(1e-9);
    double slope = (Math.log(half.error()) - Math.log(end.error())) / (until / 2);
    assertThat(slope).isGreaterThan(Math.sqrt(.05) / 8);
    double meetings = GossipRules.ring(8, 1, 10).meetings() * until;
    assertThat((double) end.gradients()).isCloseTo(8 * until, within(4 * Math.sqrt(8 * until)));
    assertThat((double) end.meetings()).isCloseTo(meetings, within(4 * Math.sqrt(meetings)));
    assertThat(end.bytes()).isEqualTo(2 * end.meetings() * 5 * 8);
  }

  @Test
  void aRunIsThatOfItsSeed() {
    assertThat(new Gossip(2, 1, 2, 7).run(20)).isEqualTo(new Gossip(2, 1, 2, 7).run(20));
    assertThat(new Gossip(2, 1, 2, 7).run(20)).isNotEqualTo(new Gossip(2, 1, 2, 8).run(20));
    assertThatThrownBy(() -> new Gossip(1, 1, 2, 7)).hasMessageContaining("two nodes");
  }
}
