package io.flyball.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The lines that a process writes, taken as they come, so that it never waits for its reader. */
public final class ProcessOutput {
  private static final long PATIENCE_MS = 240_000;

  private final InputStream stream;
  private final List<String> lines = new ArrayList<>();
  private final Thread reader = new Thread(this::readAll, "process-output");
  private boolean ended;

  ProcessOutput(InputStream stream) {
    this.stream = stream;
    reader.setDaemon(true);
    reader.start();
  }

  private void readAll() {
    try (BufferedReader in = new BufferedReader(new InputStreamReader(stream, UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        add(line);
      }
    } catch (IOException e) {
      // Closed by the test, or by Java when the process was killed: nothing more comes.
      end();
    } finally {
      end();
    }
  }

  private synchronized void add(String line) {
    lines.add(line);
    notifyAll();
  }

  private synchronized void end() {
    ended = true;
    notifyAll();
  }

  /** The first line that fits, already here or still to come. */
  public synchronized String await(Predicate<String> fits) {
    int next = 0;
    while (true) {
      awaitMoreThan(next);
      if (fits.test(lines.get(next))) {
        return lines.get(next);
      }
      next++;
    }
  }

  private synchronized void awaitMoreThan(int count) {
    long deadline = System.currentTimeMillis() + PATIENCE_MS;
    while (lines.size() <= count) {
      long left = deadline - System.currentTimeMillis();
      if (ended || left <= 0) {
        throw new AssertionError(
            (ended ? "the output ended" : "no such line came") + "; it was " + lines);
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }

  /** Every line, once the process has closed the stream. */
  public List<String> all() throws InterruptedException {
    reader.join(PATIENCE_MS);
    synchronized (this) {
      if (!ended) {
        throw new AssertionError("the output does not end; so far " + lines);
      }
      return List.copyOf(lines);
    }
  }
}
