package io.flyball.cli.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.runtime.config.Settings;
import io.flyball.local.DataDir;
import io.flyball.local.kafka.EmbeddedKafka;
import io.flyball.tools.UserError;
import io.flyball.tools.kafka.Broker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.errors.SaslAuthenticationException;

/**
 * A real broker that asks for SCRAM-SHA-512 over TLS and lets nobody do what no ACL allows. Its
 * plaintext listener is the super user's.
 */
public final class SecuredBroker implements AutoCloseable {
  private static final int LOGINS = 100;
  private static final String STORE_PASSWORD = "store-pass";

  private final DataDir data = DataDir.temporary();
  private final int port = freePort();
  private final EmbeddedKafka kafka;

  public SecuredBroker() {
    certificate("broker");
    kafka = EmbeddedKafka.start(data, OptionalInt.empty(), this::secure);
  }

  private void secure(Properties settings) {
    settings.merge("listeners", ",SECURE://127.0.0.1:" + port, (a, b) -> a + "" + b);
    settings.merge("advertised.listeners", ",SECURE://127.0.0.1:" + port, (a, b) -> a + "" + b);
    settings.merge("listener.security.protocol.map", ",SECURE:SASL_SSL", (a, b) -> a + "" + b);
    settings.setProperty("inter.broker.listener.name", "PLAINTEXT");
    settings.setProperty("sasl.enabled.mechanisms", "SCRAM-SHA-512");
    settings.setProperty(
        "listener.name.secure.scram-sha-512.sasl.jaas.config",
        "org.apache.kafka.common.security.scram.ScramLoginModule required;");
    settings.setProperty("ssl.keystore.location", file("broker.p12").toString());
    settings.setProperty("ssl.keystore.type", "PKCS12");
    settings.setProperty("ssl.keystore.password", STORE_PASSWORD);
    settings.setProperty(
        "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
    settings.setProperty("super.users", "User:ANONYMOUS");
  }

  /**
   * Makes a key with a self-signed certificate for 127.0.0.1; the certificate alone is what clients
   * trust.
   *
   * @return the certificate as PEM
   */
  public Path certificate(String name) {
    String store = file(name + ".p12").toString();
    Path pem = file(name + ".pem");
    keytool("-genkeypair", "-alias", name, "-keystore", store, "-dname", "CN=" + name);
    keytool("-exportcert", "-rfc", "-alias", name, "-keystore", store, "-file", pem.toString());
    return pem;
  }

  private static void keytool(String command, String... arguments) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    line.add(command);
    line.addAll(List.of(arguments));
    line.addAll(List.of("-storetype", "PKCS12", "-storepass", STORE_PASSWORD));
    if (command.equals("-genkeypair")) {
      line.addAll(List.of("-keyalg", "EC", "-validity", "2", "-ext", "SAN=ip:127.0.0.1"));
    }
    try {
      Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(said);
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Makes a user who may do what these ACLs say. */
  public void user(String name, String password, Collection<AclBinding> acls) throws Exception {
    try (Admin admin = superUser().admin()) {
      admin
          .alterUserScramCredentials(
              List.of(
                  new UserScramCredentialUpsertion(
                      name, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), password)))
          .all()
          .get();
      admin.createAcls(acls).all().get();
    }
    awaitLogin(name, password);
  }

  /**
   * A new user is known to the controller first, and to the broker a moment later; the broker lets
   * who fails wait before it says so.
   */
  private void awaitLogin(String name, String password) throws Exception {
    Broker asUser =
        Broker.of(
            Settings.load(
                    FlyballConfig.class,
                    Optional.empty(),
                    Map.of("PASSWORD", password),
                    client(name, trusted()))
                .kafka());
    for (int attempt = 1; ; attempt++) {
      try (Admin admin = asUser.admin()) {
        admin.describeCluster().clusterId().get();
        return;
      } catch (ExecutionException e) {
        if (attempt == LOGINS || !(e.getCause() instanceof SaslAuthenticationException)) {
          throw e;
        }
      }
    }
  }

  /** Where nobody is asked for anything. */
  public Broker superUser() {
    return Broker.started(kafka.bootstrap());
  }

  /** The settings of a client, as {@code key=value}; the password is looked up as PASSWORD. */
  public List<String> client(String user, Path truststore) {
    return List.of(
        "kafka.bootstrap=127.0.0.1:" + port,
        "kafka.security.protocol=sasl-ssl",
        "kafka.security.username=" + user,
        "kafka.security.password=${PASSWORD}",
        "kafka.security.truststore=" + truststore);
  }

  /** The certificate of the broker. */
  public Path trusted() {
    return file("broker.pem");
  }

  private Path file(String name) {
    return data.path().resolve(name);
  }

  private static int freePort() {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    } catch (IOException e) {
      throw new UserError("no free port", e);
    }
  }

  /** What a text file that holds the password looks like. */
  public Path passwordFile(String password) throws IOException {
    return Files.writeString(file("password"), password + "\n");
  }

  @Override
  public void close() {
    kafka.close();
    data.close();
  }
}
