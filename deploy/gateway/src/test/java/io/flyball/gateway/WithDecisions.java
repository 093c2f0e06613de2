package io.flyball.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.flyball.connectors.codec.Decoded;
import io.flyball.connectors.codec.RawRecord;
import io.flyball.connectors.codec.RecordCodec;
import io.flyball.local.ReadyBroker;
import io.flyball.schemas.DecisionRequest;
import io.flyball.schemas.PolicySnapshot;
import java.util.List;
import java.util.Map;

/** A gateway that decides, and what it tells the job of a policy of the test. */
abstract class WithDecisions extends WithGateway {
  static final RecordCodec<DecisionRequest> REQUESTS = RecordCodec.of(DecisionRequest.class);
  static final String ARMS = "[{\"id\":\"a\"},{\"id\":\"b\"},{\"id\":\"c\"}]";

  String request(String rest, String fields) {
    return "{\"id\":\"" + user + "/" + rest + "\",\"arms\":" + ARMS + fields + "}";
  }

  GatewayRun.Answer decide(String body, String... headers) {
    return run.post("/v1/decide", "application/json", body, headers);
  }

  /** By the snapshot alone, with time enough for the log. */
  GatewayRun.Answer served(String body) {
    return decide(body, "Flyball-Via", "snapshot", "Flyball-Deadline-Ms", "10000");
  }

  List<DecisionRequest> logged() {
    return ReadyBroker.readAll(SharedBroker.bootstrap(), "bandit.requests").stream()
        .filter(record -> new String(record.key(), UTF_8).equals(user))
        .map(r -> REQUESTS.decode(new RawRecord("t", 0, 0, 0, r.key(), r.value(), Map.of())))
        .map(decoded -> ((Decoded.Good<DecisionRequest>) decoded).value())
        .toList();
  }

  PolicySnapshot publish(PolicySnapshot.Builder snapshot) {
    PolicySnapshot built = snapshot.build();
    Snapshots.publish(built);
    GatewayRun.await(
        "followed",
        () ->
            run.get("/v1/policies/" + user)
                .json()
                .path("time")
                .asText()
                .equals(built.getTime().toString()));
    return built;
  }
}
