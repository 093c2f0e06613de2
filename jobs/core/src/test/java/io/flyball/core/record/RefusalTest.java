package io.flyball.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RefusalTest {

  @Test
  void emptyFieldMeansTheWholeRecord() {
    assertThat(Refusal.of(Reason.TOMBSTONE, "the value is null").code()).isEqualTo("TOMBSTONE");
  }

  @Test
  void whatItQuotesIsCut() {
    Refusal refusal = Refusal.of(Reason.DUPLICATE_KEY, "k".repeat(70_000), "m".repeat(70_000));
    assertThat(refusal.field()).hasSize(203).endsWith("k...");
    assertThat(refusal.message()).hasSize(1_003).endsWith("m...");
  }

  @Test
  void pairOfSurrogatesIsNotCutInTwo() {
    Refusal refusal = Refusal.of(Reason.DUPLICATE_KEY, "k".repeat(199) + "😀", "");
    assertThat(refusal.field()).isEqualTo("k".repeat(199) + "...");
  }
}
