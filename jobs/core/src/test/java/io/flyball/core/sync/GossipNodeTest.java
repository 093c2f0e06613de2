package io.flyball.core.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GossipNodeTest {
  private static void meet(GossipNode a, GossipNode b, double time) {
    a.advance(time);
    b.advance(time);
    double[] told = a.told();
    a.meet(b.told());
    b.meet(told);
  }

  private static void learn(GossipNode node, double time, double slope, double offset) {
    node.advance(time);
    node.learn(x -> new double[] {slope * x[0] + offset});
  }

  private static double[] flat(GossipNode node) {
    return Stream.of(node.state()).flatMapToDouble(DoubleStream::of).toArray();
  }

  /** Computed apart, with another exponential, from the constants of the authors' code. */
  @Test
  void theTwoNodesOfTheKnownCaseAreReproduced() {
    GossipRules rules = GossipRules.ring(2, 1, 2);
    GossipNode a = new GossipNode(rules, new double[] {.5});
    GossipNode b = new GossipNode(rules, new double[] {-.5});

    learn(a, .3, 1, -1);
    learn(b, .5, 2, 2);
    meet(a, b, .8);
    learn(a, 1.1, 1, -1);
    meet(a, b, 1.6);

    assertThat(flat(a))
        .containsExactly(
            new double[] {
              0.530417849583,
              0.177841790538,
              -0.121628469651,
              -0.718130006721,
              0.157724134011,
              0.750756533251
            },
            within(1e-9));
    assertThat(b.state()[4][0]).isCloseTo(-a.state()[4][0], within(1e-15));

    learn(b, 2.0, 2, 2);
    assertThat(flat(b))
        .containsExactly(
            new double[] {
              -0.54969779108,
              -0.22455652348,
              0.261947620351,
              1.006869827218,
              -0.18629110312,
              -0.736473048696
            },
            within(1e-9));
  }

  @Test
  void aRingIsAsItsLaplacianSays() {
    GossipRules four = GossipRules.ring(4, 1, 10);

    assertThat(four.chi1()).as("lambda_2 is 2 of 4 edges").isCloseTo(2, within(1e-12));
    assertThat(four.chi2()).isEqualTo(1.5);
    assertThat(four.meetings()).isCloseTo(Math.sqrt(6), within(1e-12));
    assertThatThrownBy(() -> GossipRules.ring(1, 1, 2)).hasMessageContaining("two nodes");
    assertThatThrownBy(() -> GossipRules.ring(4, 2, 1)).hasMessageContaining("mu <= L");
    assertThatThrownBy(() -> GossipRules.ring(4, 1, Double.NaN)).hasMessageContaining("mu <= L");
  }

  @Test
  void timeDoesNotGoBackAndTwoHalvesAreAWhole() {
    GossipRules rules = GossipRules.ring(2, 1, 2);
    GossipNode once = new GossipNode(rules, new double[] {1});
    GossipNode twice = new GossipNode(rules, new double[] {1});
    once.advance(3);
    twice.advance(1.2);
    twice.advance(3);

    assertThat(flat(twice)).containsExactly(flat(once), within(1e-12));
    assertThatThrownBy(() -> once.advance(2)).hasMessageContaining("cannot go from 3.0 to 2.0");
  }
}
