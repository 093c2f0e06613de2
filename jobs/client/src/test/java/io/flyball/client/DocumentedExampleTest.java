package io.flyball.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The program of the how-to page compiles, and does what the page says. */
@Timeout(120)
class DocumentedExampleTest {
  private static final Path PAGE = Path.of("../../docs/how-to/decide-in-your-process.md");

  @TempDir static Path folder;

  private static String program() throws Exception {
    String page = Files.readString(PAGE);
    int from = page.indexOf("```java\n") + "```java\n".length();
    return page.substring(from, page.indexOf("```", from));
  }

  @Test
  void theProgramOfThePageDecidesAndRewards() throws Exception {
    Path source = folder.resolve("Decide.java");
    Files.writeString(source, program());
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    ByteArrayOutputStream faults = new ByteArrayOutputStream();
    int exit =
        compiler.run(
            null,
            null,
            faults,
            "-proc:none",
            "-cp",
            System.getProperty("java.class.path"),
            "-d",
            folder.toString(),
            source.toString());
    assertThat(exit).as(faults.toString(UTF_8)).isZero();
    new Born("news", "bandit.algorithm=softmax", "bandit.context=0").publish(Instant.now());
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      System.setOut(new PrintStream(out, true, UTF_8));
      loader
          .loadClass("Decide")
          .getMethod("main", String[].class)
          .invoke(null, (Object) new String[] {SharedBroker.bootstrap()});
    } finally {
      System.setOut(before);
    }
    assertThat(out.toString(UTF_8))
        .containsPattern("[ab] with 0\\.\\d+ from SNAPSHOT")
        .contains("PolicyStatus[policy=news, version=1", "fallbacks=0", "logged=2");
  }
}
