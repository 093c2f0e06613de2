package io.flyball.bench.door;

import io.flyball.bench.door.HttpLoad.Shot;
import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** Bodies of requests, each record with an id of its own. */
final class Bodies {
  static final int BATCH = 100;
  private static final String NDJSON = "application/x-ndjson";

  private final AtomicLong next = new AtomicLong();
  private final String arms =
      Arrays.stream(ServedPolicy.ARMS)
          .map(arm -> "{\"id\":\"" + arm + "\"}")
          .collect(Collectors.joining(",", "[", "]"));

  /** One exposure of about 300 bytes. */
  Shot single() {
    return new Shot("/v1/exposures", "application/json", Buffer.buffer(exposure()), 202, "");
  }

  /** {@value #BATCH} of them, a line each. */
  Shot batch() {
    StringBuilder lines = new StringBuilder(BATCH * 320);
    for (int i = 0; i < BATCH; i++) {
      lines.append(exposure()).append('\n');
    }
    return new Shot("/v1/exposures", NDJSON, Buffer.buffer(lines.toString()), 202, "");
  }

  private String exposure() {
    long i = next.getAndIncrement();
    return "{\"id\":\"door-"
        + i
        + "\",\"time\":"
        + System.currentTimeMillis()
        + ",\"user\":\"user-"
        + i % 100_003
        + "\",\"item\":\"item-"
        + i % 10_007
        + "\",\"decisionId\":\"news/door-"
        + i
        + "\",\"session\":\"session-"
        + i % 30_011
        + "\",\"surface\":\"front page\",\"position\":"
        + (1 + i % 10)
        + ",\"categories\":[\"politics\",\"economy\"],\"modelVersion\":\"ranker-2026-11\""
        + ",\"propensity\":0.125}";
  }

  /** A decision among ten arms for a context of 21 numbers, by the snapshot of the policy. */
  Shot decide() {
    long i = next.getAndIncrement();
    String body =
        "{\"id\":\""
            + ServedPolicy.NAME
            + "/door-"
            + i
            + "\",\"context\":"
            + Arrays.toString(ServedPolicy.context(i))
            + ",\"arms\":"
            + arms
            + "}";
    return new Shot(
        "/v1/decide", "application/json", Buffer.buffer(body), 200, "\"source\":\"snapshot\"");
  }
}
