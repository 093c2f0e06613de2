package io.flyball.connectors.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class ReplayedOffsetsProperties {

  @Example
  void noneAtFirst() {
    ReplayedOffsets offsets = ReplayedOffsets.of(0, "");

    assertThat(offsets.contains(0)).isFalse();
    assertThat(offsets.position()).isZero();
    assertThat(offsets.text()).isEmpty();
  }

  @Example
  void gapsStayInTheTextUntilTheyAreFilled() {
    ReplayedOffsets offsets = ReplayedOffsets.of(3, "4-5,7");

    offsets.add(3);
    assertThat(offsets.position()).isEqualTo(6);
    assertThat(offsets.text()).isEqualTo("7");
    offsets.add(6);
    assertThat(offsets.position()).isEqualTo(8);
    assertThat(offsets.text()).isEmpty();
  }

  @Example
  void foreignTextIsRefused() {
    assertThatThrownBy(() -> ReplayedOffsets.of(0, "hello")).hasMessageContaining("'hello'");
  }

  @Property
  void holdsWhatWasAddedAlsoAfterTheWayThroughTheBroker(
      @ForAll List<@LongRange(min = 0, max = 40) Long> added) {
    ReplayedOffsets offsets = ReplayedOffsets.of(0, "");
    Set<Long> model = new HashSet<>();
    for (long offset : added) {
      offsets.add(offset);
      model.add(offset);
      offsets = ReplayedOffsets.of(offsets.position(), offsets.text());
    }
    for (long offset = 0; offset <= 41; offset++) {
      assertThat(offsets.contains(offset)).isEqualTo(model.contains(offset));
    }
    assertThat(model).doesNotContain(offsets.position());
  }
}
