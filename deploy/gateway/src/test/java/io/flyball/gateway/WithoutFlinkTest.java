package io.flyball.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A gateway runs where there is no Flink. */
@Timeout(120)
class WithoutFlinkTest {

  /** Started in a JVM of its own, whose class path has no jar of Flink. */
  static final class Main {
    private Main() {}

    public static void main(String[] args) {
      try (GatewayRun run = GatewayRun.ready(args[0])) {
        var answer =
            run.post(
                "/v1/exposures",
                "application/json",
                "{\"id\":\"alone\",\"user\":\"u\",\"item\":\"shoe\"}");
        var decided =
            run.post(
                "/v1/decide",
                "application/json",
                "{\"id\":\"alone/1\",\"arms\":[{\"id\":\"a\"}]}",
                "Flyball-Via",
                "snapshot");
        int steered = 0;
        for (String job :
            new String[] {
              "bandit", "bias", "dataloop", "feedback", "gate", "loop", "modes", "reward"
            }) {
          String path = "/v1/control/" + job + "?dry-run";
          var told = run.post(path, "application/json", "{\"parameters\":{}}", "If-Match", "0");
          steered += told.status() == 200 ? 1 : 0;
        }
        System.out.println(
            "answer "
                + answer.status()
                + " decided "
                + decided.status()
                + " steered "
                + steered
                + " flink "
                + isThere());
      }
      System.exit(0);
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
  void whatIsAskedIsAnsweredInAJvmWithoutFlink() throws IOException, InterruptedException {
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
    assertThat(out).contains("answer 202 decided 200 steered 8 flink false");
  }
}
