package io.flyball.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.gateway.GatewayRun.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are packed, too long, or of another kind, with a real broker behind. */
@Timeout(120)
class IngestLimitsTest extends WithGateway {
  @Test
  void gzipIsUnpackedAndWhatIsNotWholeIsRefused() throws IOException {
    byte[] packed = GatewayRun.gzip(exposure("zip").getBytes(UTF_8));
    assertThat(zipped(packed).status()).isEqualTo(202);
    assertThat(ids()).containsExactly("zip");
    for (int length = 0; length < packed.length; length++) {
      assertThat(zipped(Arrays.copyOf(packed, length)).status())
          .as("cut at " + length)
          .isEqualTo(400);
    }
    byte[] trailing = Arrays.copyOf(packed, packed.length + 3);
    assertThat(zipped(trailing).status()).isEqualTo(400);
    byte[] checksum = packed.clone();
    checksum[packed.length - 5] ^= 1;
    assertThat(zipped(checksum).status()).isEqualTo(400);
    assertThat(ids()).containsExactly("zip");
  }

  private static Answer zipped(byte[] body) {
    return run.post("/v1/exposures", "application/json", body, "Content-Encoding", "gzip");
  }

  @Test
  void severalGzipMembersAreOneBody() throws IOException {
    String body = exposure("two");
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.write(GatewayRun.gzip(body.substring(0, 9).getBytes(UTF_8)));
    both.write(GatewayRun.gzip(body.substring(9).getBytes(UTF_8)));
    assertThat(zipped(both.toByteArray()).status()).isEqualTo(202);
    assertThat(ids()).containsExactly("two");
  }

  @Test
  void aSmallBodyDoesNotGrowBeyondTheLimit() throws IOException {
    byte[] bomb = GatewayRun.gzip(new byte[50 << 20]);
    assertThat(bomb.length).isLessThan(100_000);
    Answer answer = zipped(bomb);
    assertThat(answer.status()).isEqualTo(413);
  }

  @Test
  void aLongBodyIsRefusedByItsHeaderAndByItsChunks() {
    byte[] body = new byte[(4 << 20) + 1];
    Arrays.fill(body, (byte) ' ');
    assertThat(run.post("/v1/exposures", "application/json", body).status()).isEqualTo(413);
  }

  @Test
  void tooManyRecordsAreRefused() {
    String body = "{}\n".repeat(10_001);
    assertThat(run.post("/v1/exposures", "application/x-ndjson", body).status()).isEqualTo(413);
  }

  @Test
  void aLongRecordIsRefusedAloneAmongOthers() {
    String longOne = exposure("long").replace("shoe", "s".repeat(1 << 20));
    Answer answer =
        run.post("/v1/exposures", "application/json", "[" + exposure("ok") + "," + longOne + "]");
    assertThat(answer.status()).isEqualTo(207);
    assertThat(answer.json().at("/results/1/reason").asText()).isEqualTo("TOO_LARGE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/xml", "application/json; charset=latin1"})
  void anotherMediaTypeIsToldWhatIsAccepted(String type) {
    Answer answer = run.post("/v1/exposures", type, exposure("x"));
    assertThat(answer.status()).isEqualTo(415);
    assertThat(answer.header("accept-post")).contains("application/x-ndjson");
  }

  @ParameterizedTest
  @ValueSource(strings = {"br", "zstd", "gzip, gzip", "deflate"})
  void anotherEncodingIsRefused(String encoding) {
    Answer answer =
        run.post("/v1/exposures", "application/json", exposure("x"), "Content-Encoding", encoding);
    assertThat(answer.status()).isEqualTo(415);
    assertThat(answer.header("accept-encoding")).isEqualTo("gzip");
  }

  /** Else a sender of rubbish would keep the others out. */
  @Test
  void whatIsRefusedHoldsNoBytes() throws IOException {
    String json = "application/json";
    String refused = "{\"id\":\"r\",\"item\":\"shoe\"}";
    byte[] packed = GatewayRun.gzip(exposure("cut").getBytes(UTF_8));
    assertThat(run.post("/v1/exposures", json, refused).status()).isEqualTo(422);
    String mixed = "[" + refused + "," + exposure("good") + "]";
    assertThat(run.post("/v1/exposures", json, mixed).status()).isEqualTo(207);
    assertThat(run.post("/v1/exposures", json, "[" + refused).status()).isEqualTo(400);
    assertThat(zipped(Arrays.copyOf(packed, packed.length - 1)).status()).isEqualTo(400);
    assertThat(run.post("/v1/beacon/exposures", json, refused).status()).isEqualTo(204);
    assertThat(run.post("/v1/decide", json, "{\"id\":\"none\",\"arms\":[]}").status())
        .isEqualTo(422);
    assertThat(run.post("/v1/decide", json, "[]").status()).isEqualTo(400);
    String unarmed = "[{\"id\":\"none\",\"arms\":[]},{\"id\":\"nor\",\"arms\":[]}]";
    assertThat(run.post("/v1/decide/batch", json, unarmed).status()).isEqualTo(200);
    GatewayRun.await(
        "nothing in flight",
        () -> run.get("/metrics").text().contains("flyball_gateway_in_flight_bytes 0.0"));
  }
}
