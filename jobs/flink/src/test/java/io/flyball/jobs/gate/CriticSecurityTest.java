package io.flyball.jobs.gate;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.gate.CriticServer.Answer;
import io.flyball.jobs.harness.Replay;
import io.flyball.jobs.harness.Replay.Pace;
import io.flyball.jobs.runtime.config.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A called critic learns who asks, and proves who it is; nobody else sees the token. */
class CriticSecurityTest {
  private static final String TOKEN = "s3cr3t-of-the-gate";
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir static Path folder;
  private static Path certificate;
  private static SSLContext tls;

  /** A certificate that vouches for itself. */
  @BeforeAll
  static void makeCertificate() throws Exception {
    Path store = folder.resolve("critic.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "critic",
                "-keyalg",
                "EC",
                "-dname",
                "CN=critic",
                "-ext",
                "san=ip:127.0.0.1",
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                new String(PASSWORD))
            .inheritIO()
            .start();
    assertThat(keytool.waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD);
    String text =
        Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII))
            .encodeToString(keys.getCertificate("critic").getEncoded());
    certificate =
        Files.writeString(
            folder.resolve("critic.crt"),
            "-----BEGIN CERTIFICATE-----\n" + text + "\n-----END CERTIFICATE-----\n");
    KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(keys, PASSWORD);
    tls = SSLContext.getInstance("TLS");
    tls.init(own.getKeyManagers(), null, null);
  }

  private static Answer yes(String request) {
    return Answer.ok("{\"probability\": 0.9999}");
  }

  private static Replay ask(CriticServer server, String... sets) throws Exception {
    List<String> all = new ArrayList<>(List.of(sets));
    all.add("gate.http-critic.url=" + server.url());
    all.add("gate.http-critic.timeout=20 s");
    all.add("gate.http-critic.attempts=1");
    all.add("gate.http-critic.failures=1");
    return GateRun.of(
        Fixtures.config(all.toArray(String[]::new)),
        List.of(Fixtures.proposal("a", 0, "reversible", 1, 1)),
        Pace.FULL_SPEED);
  }

  private static String secret() throws Exception {
    return "gate.http-critic.token=file:"
        + Files.writeString(folder.resolve("token"), TOKEN + "\n");
  }

  @Test
  void theTokenOfAFileIsSentAsABearer() throws Exception {
    try (CriticServer server = new CriticServer(CriticSecurityTest::yes)) {
      assertThat(ask(server, secret()).counts()).containsEntry("ANSWERED", 1L);
      assertThat(server.header("Authorization")).containsExactly("Bearer " + TOKEN);
    }
  }

  @Test
  void inAHeaderOfItsOwnItStandsAlone() throws Exception {
    try (CriticServer server = new CriticServer(CriticSecurityTest::yes)) {
      ask(server, secret(), "gate.http-critic.token-header=X-Api-Key");
      assertThat(server.header("X-Api-Key")).containsExactly(TOKEN);
      assertThat(server.header("Authorization")).containsExactly((String) null);
    }
  }

  @Test
  void withoutATokenNothingIsSent() throws Exception {
    try (CriticServer server = new CriticServer(CriticSecurityTest::yes)) {
      ask(server);
      assertThat(server.header("Authorization")).containsExactly((String) null);
    }
  }

  @Test
  void noAlertAndNoPictureOfTheConfigurationShowsTheToken() throws Exception {
    try (CriticServer server = new CriticServer(request -> new Answer(401, "who are you"))) {
      Replay run = ask(server, secret());
      assertThat(run.lines().toString()).doesNotContain(TOKEN);
      assertThat(run.counts()).containsEntry("ABSTAINED", 1L).containsEntry("VERDICTS", 1L);
      FlyballConfig config =
          Settings.load(
              FlyballConfig.class,
              Optional.empty(),
              Map.of(),
              List.of(secret(), "gate.http-critic.url=" + server.url()));
      assertThat(config.toString()).doesNotContain(TOKEN).contains("(secret)");
      assertThat(Settings.values(config).toString()).doesNotContain(TOKEN);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"two\nlines", "caf\u00e9", "tab\t"})
  void aTokenThatNoHeaderCanHoldIsRefusedUnseen(String token) {
    assertThatThrownBy(
            () ->
                Fixtures.config(
                    "gate.http-critic.url=https://localhost/", "gate.http-critic.token=" + token))
        .hasMessageContaining("one line of printable ASCII characters")
        .hasMessageNotContaining(token);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Content-Length", "a b", "X:Y"})
  void aHeaderThatCannotBeSentIsRefused(String header) {
    assertThatThrownBy(() -> Fixtures.config("gate.http-critic.token-header=" + header))
        .hasMessageContaining("a name such as X-Api-Key");
  }

  @Test
  void aCriticBehindTlsIsBelievedWhereTheFileVouchesForIt() throws Exception {
    try (CriticServer server = new CriticServer(tls, CriticSecurityTest::yes)) {
      Replay run = ask(server, secret(), "gate.http-critic.ca=" + certificate);
      assertThat(run.counts()).containsEntry("ANSWERED", 1L);
      assertThat(server.header("Authorization")).containsExactly("Bearer " + TOKEN);
    }
  }

  /** Java's own authorities do not vouch for it: it hears neither the proposal nor the token. */
  @Test
  void aStrangerIsNotAskedAndTheDeadlineDecides() throws Exception {
    try (CriticServer server = new CriticServer(tls, CriticSecurityTest::yes)) {
      Replay run = ask(server, secret());
      assertThat(run.counts()).containsEntry("ABSTAINED", 1L).containsEntry("VERDICTS", 1L);
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void authoritiesThatCannotBeReadAreNamed() throws Exception {
    Path empty = Files.writeString(folder.resolve("empty.pem"), "");
    for (Path file : List.of(empty, folder.resolve("none.pem"), folder)) {
      assertThatThrownBy(() -> CertificateAuthorities.of(file))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("gate.http-critic.ca must name a PEM file");
    }
    assertThatThrownBy(() -> Fixtures.config("gate.http-critic.ca=" + certificate))
        .hasMessageContaining("empty, unless the url begins with https");
  }
}
