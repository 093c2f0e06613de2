package io.flyball.core.dataloop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.dataloop.SearchTree.Step;
import io.flyball.core.random.Draws;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SearchTreeTest {
  private final SearchTree tree = new SearchTree(SearchWeights.STANDARD, 100);

  private static Step step(String id, String parent) {
    return new Step(id, parent, false, false, false);
  }

  @Test
  void aSearchThatHasNotBegunHasNoNextNode() {
    assertThat(tree.next()).isEmpty();
    assertThat(tree.bestTrajectory()).isEmpty();
    assertThat(tree.score("nobody")).isInfinite();
  }

  @Test
  void anUnseenNodeComesFirst() {
    tree.expand(step("root", ""));
    assertThat(tree.next()).contains("root");
    tree.evaluate("root", 20);
    tree.expand(step("a", "root"));
    assertThat(tree.next()).contains("a");
    assertThat(tree.score("a")).isInfinite();
  }

  /** A leaf of 75 below a parent of five visits, two steps deep. */
  @Test
  void aHighLeafScoresTheKnownNumber() {
    tree.expand(step("root", ""));
    tree.evaluate("root", 0);
    tree.expand(step("parent", "root"));
    tree.evaluate("parent", 10);
    for (String leaf : List.of("leaf", "b", "c", "d")) {
      tree.expand(step(leaf, "parent"));
      tree.evaluate(leaf, leaf.equals("leaf") ? 75 : 0);
    }

    assertThat(tree.visits("parent")).isEqualTo(5);
    assertThat(tree.score("leaf")).isCloseTo(125.137265, within(1e-6));
    assertThat(tree.next()).contains("leaf");
    assertThat(tree.bestTrajectory()).containsExactly("root", "parent", "leaf");
  }

  /** An inner node of 40 with three visits below a root of five. */
  @Test
  void anInnerNodeScoresTheKnownNumber() {
    tree.expand(step("root", ""));
    tree.evaluate("root", 0);
    tree.expand(step("inner", "root"));
    tree.evaluate("inner", 40);
    tree.expand(step("other", "root"));
    tree.evaluate("other", 0);
    for (String leaf : List.of("x", "y")) {
      tree.expand(step(leaf, "inner"));
      tree.evaluate(leaf, 5);
    }

    assertThat(tree.visits("inner")).isEqualTo(3);
    assertThat(tree.score("inner")).isCloseTo(39.932447, within(1e-6));
  }

  @Test
  void bonusesAreAddedWhereTheyApply() {
    tree.expand(new Step("root", "", false, false, true));
    tree.evaluate("root", 60);
    assertThat(tree.score("root"))
        .as("high leaf, correction")
        .isCloseTo(60 + 50 + 50, within(1e-9));
    tree.expand(new Step("bad", "root", true, false, false));
    tree.evaluate("bad", -10);
    double explore = Math.sqrt(Math.log(2) / 2);
    assertThat(tree.score("root"))
        .as("one bad child of a watched action, correction halved")
        .isCloseTo(60 + explore + (60 + 10) * 5 + 25, within(1e-9));
    assertThat(tree.score("bad"))
        .as("low leaf under a high parent")
        .isCloseTo(-10 + Math.sqrt(Math.log(2)) - .8 + 60, within(1e-9));
    tree.expand(new Step("won", "root", false, true, false));
    tree.evaluate("won", 100);
    assertThat(tree.score("root"))
        .as("a child of 75 or more, on a finished path")
        .isCloseTo(60 + Math.sqrt(Math.log(3) / 3) - 5 - 50 + 10, within(1e-9));
    assertThat(tree.next()).as("finished nodes are not expanded").isNotEqualTo("won");
  }

  @Test
  void anyOrderOfArrivalGivesTheSameTree() {
    List<Step> steps = new ArrayList<>(List.of(step("0", "")));
    for (int i = 1; i < 40; i++) {
      steps.add(step("" + i, "" + (int) (Draws.uniform(1, 0, i) * i)));
    }
    List<List<Object>> found = new ArrayList<>();
    for (int run = 0; run < 20; run++) {
      int seed = run;
      SearchTree shuffled = new SearchTree(SearchWeights.STANDARD, 100);
      IntStream.range(0, 80)
          .boxed()
          .sorted(Comparator.comparingLong(i -> seed == 0 ? i : Draws.bits(seed, 1, i)))
          .forEach(
              i -> {
                if (i < 40) {
                  shuffled.expand(steps.get(i));
                } else {
                  shuffled.evaluate("" + (i - 40), i * 37 % 201 - 100);
                  shuffled.evaluate("" + (i - 40), 0);
                }
              });
      assertThat(shuffled.visits("0")).isEqualTo(40);
      assertThat(shuffled.value("0"))
          .isEqualTo(IntStream.range(40, 80).mapToDouble(i -> i * 37 % 201 - 100).sum());
      assertThat(shuffled.waiting()).isZero();
      found.add(List.of(shuffled.next(), shuffled.bestTrajectory()));
    }
    assertThat(found).allMatch(found.get(0)::equals);
  }

  @Test
  void whatCannotBeATreeIsRefused() {
    SearchTree small = new SearchTree(SearchWeights.STANDARD, 3);
    small.expand(step("a", "b"));
    assertThat(small.waiting()).isEqualTo(2);
    assertThatThrownBy(() -> small.expand(step("b", "a"))).hasMessageContaining("above itself");
    small.expand(step("b", ""));
    assertThatThrownBy(() -> small.expand(step("c", ""))).hasMessageContaining("the root 'b'");
    assertThatThrownBy(() -> small.expand(step("d", "c"))).hasMessageContaining("3 nodes");
    assertThatThrownBy(() -> small.expand(step("e", "e"))).hasMessageContaining("above itself");
    assertThat(small.nodes()).as("nodes of refused steps").isEqualTo(2);
    assertThatThrownBy(() -> small.evaluate("a", 101)).hasMessageContaining("[-100, 100]");
    assertThatThrownBy(() -> small.evaluate("a", Double.NaN)).hasMessageContaining("NaN");
  }
}
