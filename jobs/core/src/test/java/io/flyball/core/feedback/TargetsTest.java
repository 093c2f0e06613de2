package io.flyball.core.feedback;

import static io.flyball.core.feedback.Fixtures.exposure;
import static io.flyball.core.feedback.Fixtures.onDecision;
import static io.flyball.core.feedback.Fixtures.onItem;
import static io.flyball.core.feedback.Fixtures.signal;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TargetsTest {
  private static final List<String> OF_EACH_KIND =
      List.of(
          Targets.exposure("same"),
          Targets.decision("same"),
          Targets.item("same"),
          Targets.itself("same"));

  @Test
  void theFirstNameThatASignalGivesCounts() {
    assertThat(Targets.of(signal("s", 0, SignalKind.LIKE, "e", "d", "i", null, FeedbackActor.USER)))
        .isEqualTo(Targets.exposure("e"));
    assertThat(Targets.of(onDecision("s", 0, "d", "i"))).isEqualTo(Targets.decision("d"));
    assertThat(Targets.of(onItem("s", 0, SignalKind.LIKE, "i"))).isEqualTo(Targets.item("i"));
  }

  @Test
  void oneNameOfSeveralKindsIsSeveralTargets() {
    assertThat(OF_EACH_KIND).doesNotHaveDuplicates();
    assertThat(OF_EACH_KIND).allSatisfy(t -> assertThat(Targets.named(t)).isEqualTo("same"));
    assertThat(OF_EACH_KIND).filteredOn(Targets::isItem).containsExactly(Targets.item("same"));
    assertThat(OF_EACH_KIND)
        .filteredOn(Targets::isDecision)
        .containsExactly(Targets.decision("same"));
    assertThat(OF_EACH_KIND).filteredOn(Targets::isItself).containsExactly(Targets.itself("same"));
    assertThat(Targets.exposureId(Targets.itself("same"))).isEqualTo("same");
  }

  @Test
  void anExposureIsNamedByItsItemItsDecisionOrItsIdWithinItsSource() {
    Exposure plain = exposure("e", 0, "film");
    Exposure event = exposure("/shop e", 0, "film", "d");
    assertThat(Targets.name(event, Targets.item("x"))).isEqualTo("film");
    assertThat(Targets.name(event, Targets.decision("x"))).isEqualTo("d");
    assertThat(Targets.name(event, Targets.exposure("x"))).isEqualTo("e");
    assertThat(Targets.name(plain, Targets.decision("x"))).isNull();
    assertThat(Targets.name(plain, Targets.exposure("x"))).isNull();
  }
}
