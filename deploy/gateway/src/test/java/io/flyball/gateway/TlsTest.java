package io.flyball.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.jobs.runtime.config.ConfigException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS, and clients that are known by their certificates. */
class TlsTest {
  private static final String EXPOSURE = "{\"id\":\"e\",\"user\":\"u\",\"item\":\"i\"}";
  @TempDir private static Path folder;
  private static Certificates certificates;
  private static GatewayRun run;

  @BeforeAll
  static void start() throws Exception {
    certificates = new Certificates(folder);
    certificates.make("gateway", "CN=gateway");
    certificates.make("shop", "CN=shop, O=Example");
    certificates.make("stranger", "CN=stranger");
    Path authorities = folder.resolve("authorities.crt");
    Files.writeString(
        authorities,
        Files.readString(certificates.certificate("shop"))
            + Files.readString(certificates.certificate("stranger")));
    Path tokens = folder.resolve("tokens.json");
    String digest = HexFormat.of().formatHex(Tokens.sha256("s3cret".getBytes(UTF_8)));
    Files.writeString(
        tokens,
        "[{\"name\":\"shop\",\"subject\":\"cn=shop,o=Example\",\"scopes\":[\"write:exposures\"]},"
            + "{\"name\":\"wall\",\"sha256\":\""
            + digest
            + "\",\"scopes\":[\"read\"]}]");
    run =
        GatewayRun.ready(
            SharedBroker.bootstrap(),
            "gateway.tokens=" + tokens,
            "gateway.tls.certificate=" + certificates.certificate("gateway"),
            "gateway.tls.key=" + certificates.key("gateway"),
            "gateway.tls.client-ca=" + authorities);
  }

  @AfterAll
  static void stop() {
    run.close();
  }

  private static HttpResponse<String> post(String shown, String path, String... headers)
      throws Exception {
    HttpClient client =
        HttpClient.newBuilder().sslContext(certificates.client("gateway", shown)).build();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + run.port() + path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(EXPOSURE));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  @Test
  void aCertificatesSubjectHasScopesAsATokenHas() throws Exception {
    assertThat(post("shop", "/v1/exposures").statusCode()).isEqualTo(202);
    assertThat(post("shop", "/v1/signals").statusCode()).isEqualTo(403);
  }

  @Test
  void aSubjectThatIsNotListedIsNobody() throws Exception {
    HttpResponse<String> answer = post("stranger", "/v1/exposures");
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).contains("does not list the subject CN=stranger");
  }

  @Test
  void withoutACertificateATokenIsNeeded() throws Exception {
    assertThat(post(null, "/v1/exposures").statusCode()).isEqualTo(401);
    HttpResponse<String> begun = post(null, "/v1/session", "Authorization", "Bearer s3cret");
    assertThat(begun.statusCode()).isEqualTo(204);
    assertThat(begun.headers().firstValue("set-cookie").orElseThrow()).contains("; Secure");
  }

  @Test
  void plainHttpIsNotServed() {
    assertThatThrownBy(() -> run.get("/health/live")).hasRootCauseInstanceOf(IOException.class);
    assertThat(run.gateway().url()).startsWith("https://");
  }

  @Test
  void aServerThatIsNotTrustedIsNotSpokenTo() {
    assertThatThrownBy(
            () ->
                HttpClient.newBuilder()
                    .sslContext(certificates.client("stranger", null))
                    .build()
                    .send(
                        HttpRequest.newBuilder(
                                URI.create("https://127.0.0.1:" + run.port() + "/health/live"))
                            .build(),
                        BodyHandlers.ofString()))
        .isInstanceOf(SSLException.class);
  }

  @Test
  void filesThatDoNotFitAreNamedBeforeAnythingIsServed() throws IOException {
    String broker = SharedBroker.bootstrap();
    Path broken = Files.writeString(folder.resolve("broken.crt"), "no certificate");
    assertThatThrownBy(
            () ->
                GatewayRun.started(
                    broker,
                    "gateway.tls.certificate=" + broken,
                    "gateway.tls.key=" + certificates.key("gateway")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("gateway.tls.certificate");
    assertThatThrownBy(() -> GatewayRun.settings(broker, "gateway.tls.certificate=" + broken))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("gateway.tls.key");
    assertThatThrownBy(() -> GatewayRun.settings(broker, "gateway.tls.client-ca=" + broken))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("gateway.tls.client-ca");
  }
}
