package io.flyball.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class EditDistanceTest {

  @Test
  void distanceCountsInsertionsDeletionsAndReplacements() {
    assertThat(EditDistance.between("", "")).isZero();
    assertThat(EditDistance.between("", "abc")).isEqualTo(3);
    assertThat(EditDistance.between("abc", "")).isEqualTo(3);
    assertThat(EditDistance.between("contxt", "context")).isEqualTo(1);
    assertThat(EditDistance.between("kitten", "sitting")).isEqualTo(3);
  }

  @Test
  void theNearestNameIsFoundWithinTheDistanceAlone() {
    List<String> known = List.of("id", "time", "context", "arms");

    assertThat(EditDistance.nearest("contxt", known, 2)).contains("context");
    assertThat(EditDistance.nearest("slots", known, 2)).isEmpty();
  }

  @Test
  void ofEquallyNearNamesTheFirstInAlphabeticalOrderIsTaken() {
    assertThat(EditDistance.nearest("bid", List.of("did", "aid"), 2)).contains("aid");
  }

  @Test
  void aNameOfWhichMoreThanHalfIsDifferentIsNotNear() {
    assertThat(EditDistance.nearest("ab", List.of("id"), 2)).isEmpty();
    assertThat(EditDistance.nearest("idd", List.of("id"), 2)).contains("id");
  }
}
