package io.flyball.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A client runs where there is no Flink. */
@Timeout(120)
class WithoutFlinkTest {

  /** Started in a JVM of its own, whose class path has no jar of Flink. */
  static final class Main {
    private Main() {}

    public static void main(String[] args) throws Exception {
      try (Flyball flyball =
          Flyball.builder(Map.of("bootstrap.servers", args[0])).policies("alone").build()) {
        boolean ready = flyball.awaitReady(Duration.ofMinutes(1));
        Chosen chosen = flyball.decide(Ask.of("alone/1").arms("arm-0", "arm-1"));
        chosen.logged().toCompletableFuture().get(1, TimeUnit.MINUTES);
        System.out.println("ready " + ready + " from " + chosen.source() + " flink " + isThere());
      }
    }

    private static boolean isThere() {
      try {
        Class.forName("org.apache.flink.api.common.typeinfo.TypeInformation");
        return true;
      } catch (ClassNotFoundException e) {
        return false;
      }
    }
  }

  @Test
  void aDecisionIsMadeAndLoggedInAJvmWithoutFlink() throws IOException, InterruptedException {
    new Born("alone", "bandit.algorithm=softmax").publish(Instant.now());
    String path =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.contains("/org/apache/flink/"))
            .collect(Collectors.joining(File.pathSeparator));
    Process child =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx256m",
                    "-cp",
                    path,
                    Main.class.getName(),
                    SharedBroker.bootstrap()))
            .redirectErrorStream(true)
            .start();
    String out = new String(child.getInputStream().readAllBytes(), UTF_8);
    assertThat(child.waitFor()).as(out).isZero();
    assertThat(out).contains("ready true from SNAPSHOT flink false");
  }
}
