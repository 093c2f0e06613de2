package io.flyball.gateway;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** The rows that show which policies serve. */
final class PolicyRoutes {
  private static final int[] ANSWERS = {200, 401, 403, 503};

  private final PolicyFollower policies;

  private PolicyRoutes(PolicyFollower policies) {
    this.policies = policies;
  }

  /**
   * The rows.
   *
   * @param policies what is published; null to describe the rows alone
   */
  static List<Route> of(PolicyFollower policies) {
    PolicyRoutes routes = new PolicyRoutes(policies);
    return List.of(
        Route.get("/v1/policies", "The newest snapshot of every policy.")
            .scope("read")
            .answers(ANSWERS)
            .returns(Bodies.JSON, OpenApi.reference("Policies"))
            .by(routes::list),
        Route.get(
                "/v1/policies/{policy}",
                "The newest snapshot of a policy: algorithm, mode, arms, age. A slash in its name"
                    + " is written %2F.")
            .scope("read")
            .answers(ANSWERS)
            .answers(404, "Nothing was published for this policy.")
            .returns(Bodies.JSON, OpenApi.reference("Policy"))
            .by(routes::one));
  }

  private void list(Exchange exchange) throws ProblemException {
    requireCaughtUp();
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("topic", policies.topic());
    ArrayNode list = node.putArray("policies");
    for (Map.Entry<String, KnownPolicy> one : policies.all().entrySet()) {
      list.add(policies.view(one.getKey(), one.getValue()));
    }
    exchange.json(200, node);
  }

  private void one(Exchange exchange) throws ProblemException {
    requireCaughtUp();
    String policy = exchange.path("policy");
    KnownPolicy known = policies.all().get(policy);
    if (known == null) {
      throw Problem.of(
              404,
              "no snapshot of policy '"
                  + policy
                  + "' is published; the bandit job publishes one at its first request")
          .exception();
    }
    exchange.json(200, policies.view(policy, known));
  }

  private void requireCaughtUp() throws ProblemException {
    String obstacle = policies.obstacle().orElse(null);
    if (obstacle != null) {
      throw Problem.of(503, obstacle).exception();
    }
  }
}
