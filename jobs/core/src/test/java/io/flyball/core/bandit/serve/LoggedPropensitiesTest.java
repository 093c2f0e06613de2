package io.flyball.core.bandit.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.bandit.AssignedArm;
import io.flyball.core.record.Reason;
import io.flyball.core.record.Refusal;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A decision of another server may tell the probability of every arm. */
class LoggedPropensitiesTest {
  private static final boolean[] ALL = {true, true, true};

  private static DecisionRequest logged(String[] arms, double... propensities) {
    return logged(arms, "b", 0.25, propensities);
  }

  private static DecisionRequest logged(
      String[] arms, String arm, Double propensity, double... propensities) {
    return new DecisionRequest(
        "p/1",
        10,
        AssignedArm.NONE,
        arms,
        new double[0][],
        AssignedArm.NONE,
        null,
        null,
        false,
        1,
        arm,
        propensity,
        propensities,
        null,
        SlateRequest.NONE);
  }

  private static void refused(
      DecisionRequest request, boolean[] eligible, Reason reason, String field, String words) {
    Optional<Refusal> fault = RequestValidation.check(request, eligible, 1e6);
    assertThat(fault).isPresent();
    assertThat(fault.get().reason()).isEqualTo(reason);
    assertThat(fault.get().field()).isEqualTo(field);
    assertThat(fault.get().message()).contains(words);
  }

  @Test
  void theTrueVectorIsKeptInTheOrderOfTheRequest() {
    Served served = new Served(Served.RULES);
    Decision decision = served.ask(logged(new String[] {"c", "b", "a"}, 0.5, 0.25, 0.25));
    assertThat(decision.arm()).isEqualTo("b");
    assertThat(decision.propensity()).isEqualTo(0.25);
    assertThat(decision.arms()).containsExactly("c", "b", "a");
    assertThat(decision.propensities()).containsExactly(0.5, 0.25, 0.25);
    assertThat(served.open.get("p/1").propensities()).containsExactly(0.5, 0.25, 0.25);
  }

  @Test
  void withoutItTheOtherArmsShareTheRestAlike() {
    Served served = new Served(Served.RULES);
    Decision decision = served.ask(logged(new String[] {"c", "b", "a"}));
    assertThat(decision.propensities()).containsExactly(0.375, 0.25, 0.375);
  }

  @Test
  void theVectorOfAMaskedArmIsZeroAndGoesWithIt() {
    DecisionRequest request = logged(Served.ARMS, 0.75, 0.25, 0);
    boolean[] masked = {true, true, false};
    assertThat(RequestValidation.check(request, masked, 1e6)).isEmpty();
    DecisionRequest eligible = RequestValidation.eligible(request, masked);
    assertThat(eligible.loggedPropensities()).containsExactly(0.75, 0.25);
    refused(
        logged(Served.ARMS, 0.5, 0.25, 0.25),
        masked,
        Reason.OUT_OF_RANGE,
        "loggedPropensities[2]",
        "allowed is 0, for the arm is masked");
  }

  @Test
  void aVectorThatIsNoDistributionOverTheArmsIsRefused() {
    refused(
        logged(Served.ARMS, 0.75, 0.25),
        ALL,
        Reason.OUT_OF_RANGE,
        "loggedPropensities",
        "has 2 values; allowed is one for each of the 3 arms");
    refused(
        logged(Served.ARMS, 0.5, 0.25, 0.5),
        ALL,
        Reason.OUT_OF_RANGE,
        "loggedPropensities",
        "sum to 1.25");
    for (double bad : new double[] {-0.25, 1.5, Double.NaN}) {
      refused(
          logged(Served.ARMS, bad, 0.25, 1),
          ALL,
          Reason.OUT_OF_RANGE,
          "loggedPropensities[0]",
          "arm 'a' is " + bad);
    }
  }

  @Test
  void roundingOfAnotherProgramIsTaken() {
    assertThat(RequestValidation.check(logged(Served.ARMS, 0.5, 0.25, 0.2499999), ALL, 1e6))
        .isEmpty();
  }

  @Test
  void theLoggedArmHasTheLoggedPropensity() {
    refused(
        logged(Served.ARMS, 0.5, 0.3, 0.2),
        ALL,
        Reason.OUT_OF_RANGE,
        "loggedPropensities[1]",
        "the logged arm 'b' has 0.3 here, but loggedPropensity is 0.25");
    refused(
        logged(Served.ARMS, null, null, 0.5, 0.25, 0.25),
        ALL,
        Reason.MISSING_FIELD,
        "loggedArm",
        "come with the logged arm");
  }

  @Test
  void anotherVectorUnderTheSameIdIsAConflict() {
    Served served = new Served(Served.RULES);
    served.ask(logged(Served.ARMS, 0.5, 0.25, 0.25));
    assertThat(served.ask(logged(Served.ARMS, 0.5, 0.25, 0.25))).isNotNull();
    served.ask(logged(Served.ARMS, 0.25, 0.25, 0.5));
    assertThat(served.answeredNo.get(0).refusal().reason()).isEqualTo(Reason.DUP_CONFLICT);
  }
}
