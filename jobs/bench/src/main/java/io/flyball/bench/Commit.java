package io.flyball.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** What was measured: the commit that is checked out in the present folder. */
public final class Commit {
  private Commit() {}

  /** Its short hash; "unknown" outside a checkout, and without git. */
  public static String here() {
    try {
      Process git =
          new ProcessBuilder("git", "rev-parse", "--short=10", "HEAD")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String hash = new String(git.getInputStream().readAllBytes(), UTF_8).strip();
      return git.waitFor(10, TimeUnit.SECONDS) && git.exitValue() == 0 ? hash : "unknown";
    } catch (IOException e) {
      return "unknown";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "unknown";
    }
  }
}
