package io.flyball.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SequenceLedgerTest {
  private static final int LOST = 0;
  private static final int DOUBLED = 1;
  private static final int DISORDER = 2;

  private final SequenceLedger ledger = new SequenceLedger();

  private long found(int law) {
    List<Invariant> laws = ledger.laws("rows", 10, number -> number % 2 == 0);
    return laws.get(law).found();
  }

  @Test
  void emptyOutputHasLostAllThatWasExpected() {
    assertThat(found(LOST)).isEqualTo(5);
    assertThat(found(DOUBLED)).isZero();
    assertThat(found(DISORDER)).isZero();
  }

  @Test
  void eachOnceHoldsEveryLaw() {
    LongStream.range(0, 10).forEach(ledger::came);
    assertThat(ledger.laws("rows", 10, number -> number % 2 == 0)).allMatch(Invariant::holds);
  }

  @Test
  void oneThatCameThriceIsTwoTooMany() {
    ledger.came(4);
    ledger.came(4);
    ledger.came(4);
    assertThat(found(DOUBLED)).isEqualTo(2);
    assertThat(found(LOST)).isEqualTo(4);
  }

  @Test
  void numbersOfAKeyMustRise() {
    ledger.inOrder("a", 1);
    ledger.inOrder("b", 1);
    ledger.inOrder("a", 2);
    assertThat(found(DISORDER)).isZero();
    ledger.inOrder("a", 2);
    ledger.inOrder("b", 0);
    assertThat(found(DISORDER)).isEqualTo(2);
  }
}
