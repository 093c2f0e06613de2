package io.flyball.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.connectors.codec.RefusalException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RouteTest {
  private final Route policy =
      Route.get("/v1/policies/{policy}/x/{arm}", "A policy's arm.").by(exchange -> {});

  @Test
  void aNameStandsForOneSegmentThatIsNotEmpty() {
    assertThat(policy.match("/v1/policies/news/x/a"))
        .isEqualTo(Map.of("policy", "news", "arm", "a"));
    assertThat(policy.match("/v1/policies/news%2Fbig/x/a")).containsEntry("policy", "news%2Fbig");
    assertThat(policy.match("/v1/policies//x/a")).isNull();
    assertThat(policy.match("/v1/policies/news/y/a")).isNull();
    assertThat(policy.match("/v1/policies/news/x/a/b")).isNull();
    assertThat(policy.names()).containsExactly("policy", "arm");
  }

  @Test
  void aPathWithoutNamesMatchesItselfAlone() {
    Route ready = Route.get("/health/ready", "Whether it serves.").by(exchange -> {});
    assertThat(ready.match("/health/ready")).isEmpty();
    assertThat(ready.match("/health/ready/")).isNull();
  }

  @Test
  void percentEncodingIsDecodedOnceAndStrictly() throws RefusalException {
    assertThat(PercentEncoding.decode("id", "news%2F17%252F+%E2%82%AC")).isEqualTo("news/17%2F+€");
    for (String broken : new String[] {"%", "%2", "%zz", "%C0%A0"}) {
      assertThatThrownBy(() -> PercentEncoding.decode("id", broken))
          .isInstanceOf(RefusalException.class);
    }
  }
}
