package io.flyball.core.bandit.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.bandit.AssignedArm;
import io.flyball.core.bandit.join.OpenDecision;
import io.flyball.core.bandit.serve.ServingRules.Publishing;
import io.flyball.core.features.NamedFeatures;
import io.flyball.core.features.NamedRequest;
import io.flyball.core.record.Reason;
import io.flyball.core.record.Refusal;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NamedRequestsTest {
  private static final String SQUARECB = "squarecb-joint:bits=8,interactions=UA";

  private static ServingRules rules(String algorithm, Map<String, String> candidates) {
    ServingRules r = Served.RULES;
    return new ServingRules(
        r.mode(),
        algorithm,
        0,
        r.horizon(),
        r.seed(),
        r.window(),
        r.hold(),
        r.remember(),
        r.aggregation(),
        r.defaultReward(),
        r.learning(),
        r.corrections(),
        r.echo(),
        r.forgetAfter(),
        r.maxArms(),
        r.evict(),
        r.exploring(),
        r.scale(),
        new Publishing(1, 0, 0, 1, 4),
        Served.evaluating(candidates, 1, 1),
        r.sharding(),
        ClickModel.INDEPENDENT);
  }

  private static DecisionRequest request(
      String id, long time, Object context, Map<String, Object> features) {
    String[] arms = features.keySet().stream().sorted().toArray(String[]::new);
    NamedFeatures[] named = new NamedFeatures[arms.length];
    for (int i = 0; i < arms.length; i++) {
      named[i] = new NamedFeatures(Map.of("A", Map.of("kind", features.get(arms[i]))));
    }
    NamedFeatures of = new NamedFeatures(Map.of("U", Map.of("kind", context)));
    return bare(id, time, arms).named(NamedRequest.of(of, named));
  }

  private static DecisionRequest bare(String id, long time, String... arms) {
    return new DecisionRequest(
        "p/" + id,
        time,
        AssignedArm.NONE,
        arms,
        new double[0][],
        AssignedArm.NONE,
        null,
        null,
        false,
        1,
        null,
        null);
  }

  private static void play(Served served) {
    for (int i = 0; i < 60; i++) {
      String kind = "k" + i % 2;
      Decision d = served.ask(request("" + i, i, kind, Map.of("a", "k0", "b", "k1")));
      boolean liked = d.arm().equals("a") == kind.equals("k0");
      served.give(Served.value("r" + i, "" + i, i, liked ? 1 : 0));
    }
  }

  @Test
  void armsThatWereNeverOfferedFollowTheirFeaturesAndASnapshotAnswersAlike() {
    Served served = new Served(rules(SQUARECB, Map.of()));
    play(served);
    served.until(2000);
    DecisionRequest fresh = request("new", 2000, "k1", Map.of("x", "k0", "y", "k1"));
    PublishedPolicy published =
        PublishedPolicy.of(served.snapshots.get(served.snapshots.size() - 1));
    PublishedPolicy.Answer answer = published.answer(fresh);
    Decision decision = served.ask(fresh);
    assertThat(decision.propensities()[1]).isGreaterThan(.8);
    assertThat(answer.propensities()).containsExactly(decision.propensities());
    assertThat(answer.arm()).isEqualTo(decision.arm());
    assertThat(served.snapshots.get(0).evidence()).containsKeys("collisions", "new-names");
    assertThat(served.outcomes).isNotEmpty().allMatch(o -> o.decision().is(OpenDecision.NAMED));
    assertThat(served.conserved()).isTrue();
    assertThat(served.refused).isEmpty();
  }

  @Test
  void theOrderOfArmsAndNamesIsOfNoEffect() {
    Served one = new Served(rules(SQUARECB, Map.of()));
    Served other = new Served(rules(SQUARECB, Map.of()));
    play(one);
    play(other);
    DecisionRequest asked = request("q", 100, "k0", Map.of("x", "k0", "y", "k1"));
    Decision first = one.ask(asked);
    Decision second = other.ask(bare("q", 100, "y", "x").named(asked.named().of(1, 0)));
    assertThat(second.arm()).isEqualTo(first.arm());
    assertThat(second.propensities()[0]).isEqualTo(first.propensities()[1]);
    other.ask(asked);
    assertThat(other.counted(ServingCount.REPEATED_REQUESTS)).isEqualTo(1);
  }

  @Test
  void denseNumbersAndBareArmsAreReadToo() {
    Served served = new Served(rules("squarecb-joint:bits=8,interactions=ca", Map.of()));
    Decision d = served.ask(Served.request("1", 0, 1, 2));
    assertThat(d.propensities()).hasSize(3);
    served.give(Served.value("r", "1", 0, 1));
    served.until(2000);
    Decision next = served.ask(Served.request("2", 2000, 1, 2));
    double best = 0;
    for (int i = 0; i < 3; i++) {
      best = next.arms()[i].equals(d.arm()) ? next.propensities()[i] : best;
    }
    assertThat(best).as("what was rewarded").isGreaterThan(1 / 3.0);
  }

  @Test
  void algorithmsThatReadNoNamesRefuseThem() {
    Served served = new Served(rules("linucb", Map.of()));
    served.ask(request("1", 0, "k0", Map.of("a", "k0")));
    assertThat(served.refused.get(0).reason()).isEqualTo(Reason.MODEL_MISMATCH);
    Served counts = new Served(rules("ucb1", Map.of()));
    counts.ask(request("1", 0, "k0", Map.of("a", "k0")));
    assertThat(counts.refused.get(0).message())
        .contains("'ucb1' reads no features by name")
        .contains("squarecb-joint");
  }

  @Test
  void aKindThatChangesIsRefusedAndTheModelStays() {
    Served served = new Served(rules(SQUARECB, Map.of()));
    play(served);
    PolicyHead head = served.state.head().get();
    double[] before = head.shared().clone();
    served.ask(request("q", 100, 7, Map.of("a", "k0", "b", "k1")));
    assertThat(served.refused.get(0).message()).contains("is a number and was a text before");
    assertThat(served.state.head().get().shared()).containsExactly(before);
    assertThat(served.answeredNo).hasSize(1);
  }

  @Test
  void aCandidateThatReadsTheSameIsEvaluated() {
    Served served =
        new Served(
            rules(
                SQUARECB,
                Map.of("soft", "softmax-joint:bits=8,interactions=UA", "dense", "linucb")));
    play(served);
    served.until(5000);
    assertThat(served.evaluations).isNotEmpty().allMatch(e -> e.candidate().equals("soft"));
    assertThat(served.evaluations.get(served.evaluations.size() - 1).values())
        .containsKey("doublyRobust");
  }

  @Test
  void badNamesAreRefusedWithASentence() {
    Map<String, Object> many = new HashMap<>();
    for (int i = 0; i < 100_000; i++) {
      many.put("f" + i, 1);
    }
    requireFault(Map.of("U", Map.of("x", Double.NaN)), "the value is NaN");
    requireFault(Map.of("U", Map.of("x", 1e155)), "allowed are numbers of a size up to");
    requireFault(Map.of("U", Map.of()), "the namespace has no features");
    requireFault(Map.of("U", many), "more features than 10000");
    requireFault(Map.of("U", Map.of("x".repeat(1001), 1)), "too long; allowed are 1000");
    requireFault(Map.of("U", Map.of("x", "y".repeat(1001))), "too long; allowed are 1000");
    requireFault(Map.of("U", Map.of("x", List.of(1, "a"))), "numbers alone or texts alone");
    requireFault(
        Map.of("U", Map.of("x", Collections.nCopies(10_001, 1))), "more features than 10000");
    NamedFeatures[] some = {new NamedFeatures(Map.of("A", Map.of("x", 1))), NamedFeatures.NONE};
    DecisionRequest uneven =
        bare("1", 0, "a", "b").named(NamedRequest.of(NamedFeatures.NONE, some));
    assertThat(fault(uneven))
        .hasValueSatisfying(
            refusal ->
                assertThat(refusal.message()).contains("the arm has no features, and others"));
    assertThat(fault(request("1", 0, true, Map.of("a", List.of("x", "y"))))).isEmpty();
    DecisionRequest both =
        Served.request("1", 0, 1).named(request("1", 0, 1, Map.of("a", 1)).named());
    assertThat(fault(both))
        .hasValueSatisfying(
            refusal -> assertThat(refusal.message()).contains("dense or by name, not both"));
  }

  private static void requireFault(Map<String, Map<String, Object>> context, String message) {
    NamedRequest named =
        NamedRequest.of(new NamedFeatures(context), new NamedFeatures[] {NamedFeatures.NONE});
    assertThat(fault(bare("1", 0, "a").named(named)))
        .hasValueSatisfying(
            refusal -> {
              assertThat(refusal.reason()).isEqualTo(Reason.OUT_OF_RANGE);
              assertThat(refusal.field()).startsWith("namedContext.U");
              assertThat(refusal.message()).contains(message);
            });
  }

  private static Optional<Refusal> fault(DecisionRequest request) {
    boolean[] eligible = new boolean[request.arms().length];
    Arrays.fill(eligible, true);
    return RequestValidation.check(request, eligible, 1e6);
  }
}
