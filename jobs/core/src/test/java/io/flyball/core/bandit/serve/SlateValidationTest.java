package io.flyball.core.bandit.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.bandit.serve.SlateRequest.Placed;
import io.flyball.core.record.Refusal;
import org.junit.jupiter.api.Test;

class SlateValidationTest {
  private static final String[][] ANY = {};
  private static final Placed[] UNKNOWN = {};

  private static String fault(SlateRequest slate, boolean... eligible) {
    return fault(Served.request("1", 0).with(slate), eligible);
  }

  private static String fault(DecisionRequest request, boolean... eligible) {
    boolean[] may = eligible.length == 0 ? new boolean[] {true, true, true} : eligible;
    return RequestValidation.check(request, may, 1e6).map(Refusal::message).orElse("");
  }

  @Test
  void aSlateThatCanBeFilledPasses() {
    assertThat(fault(new SlateRequest(3, ANY, UNKNOWN))).isEmpty();
    assertThat(fault(new SlateRequest(0, new String[][] {{"a", "b"}, {"a"}, {}}, UNKNOWN)))
        .contains("slot 2 may be left without an arm: 1 of its arms are eligible, and 1 slots");
    assertThat(fault(new SlateRequest(0, new String[][] {{"a"}, {"b"}, {}}, UNKNOWN))).isEmpty();
  }

  @Test
  void fewerArmsThanPositionsIsSaid() {
    assertThat(fault(new SlateRequest(4, ANY, UNKNOWN)))
        .isEqualTo(
            "the slate has 4 positions, but 3 arms are eligible; ask for fewer positions, or send"
                + " more arms");
    assertThat(fault(new SlateRequest(2, ANY, UNKNOWN), true, false, false))
        .contains("1 arm is eligible");
  }

  @Test
  void sizesAreLimited() {
    assertThat(fault(new SlateRequest(-1, ANY, UNKNOWN))).contains("positions is -1");
    assertThat(fault(new SlateRequest(1001, ANY, UNKNOWN))).contains("allowed are 1 to 1000");
    assertThat(fault(new SlateRequest(2, new String[][] {{}}, UNKNOWN)))
        .contains("there are 1 slots");
    DecisionRequest many =
        new DecisionRequest(
                "p/1",
                0,
                new double[0],
                many(1001),
                new double[0][],
                new double[0],
                null,
                null,
                false,
                1,
                null,
                null)
            .with(new SlateRequest(100, ANY, UNKNOWN));
    boolean[] all = new boolean[1001];
    java.util.Arrays.fill(all, true);
    assertThat(fault(many, all)).contains("their product is at most 100000");
  }

  private static String[] many(int count) {
    String[] arms = new String[count];
    java.util.Arrays.setAll(arms, a -> "a" + a);
    return arms;
  }

  @Test
  void whatIsOfOneArmIsNotOfASlate() {
    DecisionRequest forced =
        new DecisionRequest(
                "p/1",
                0,
                new double[0],
                Served.ARMS,
                new double[0][],
                new double[0],
                "a",
                null,
                false,
                1,
                null,
                null)
            .with(new SlateRequest(2, ANY, UNKNOWN));
    assertThat(fault(forced))
        .isEqualTo("forcedArm is of a decision for one arm; a slate that was shown is loggedSlate");
  }

  @Test
  void aLoggedSlateIsOneThatCanHaveBeenShown() {
    Placed a = new Placed("a", 0.5);
    assertThat(fault(new SlateRequest(0, ANY, new Placed[] {a})))
        .contains("its number of positions");
    assertThat(fault(new SlateRequest(2, ANY, new Placed[] {a})))
        .contains("loggedSlate has 1 arms");
    assertThat(fault(new SlateRequest(2, ANY, new Placed[] {a, a}))).contains("stands above");
    assertThat(fault(new SlateRequest(1, ANY, new Placed[] {new Placed("x", 1)})))
        .contains("'x' cannot stand at position 1");
    assertThat(fault(new SlateRequest(1, ANY, new Placed[] {new Placed("a", 0)})))
        .contains("the propensity of position 1 is 0.0");
    assertThat(fault(new SlateRequest(0, new String[][] {{"x"}}, UNKNOWN)))
        .isEqualTo("'x' is none of the request's arms");
  }
}
