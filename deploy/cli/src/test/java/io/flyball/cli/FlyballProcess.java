package io.flyball.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The command line in a process of its own, as the launcher starts it. */
public final class FlyballProcess implements AutoCloseable {
  private final Process process;
  private final ProcessOutput out;
  private final ProcessOutput err;

  private FlyballProcess(Process process) {
    this.process = process;
    this.out = new ProcessOutput(process.getInputStream());
    this.err = new ProcessOutput(process.getErrorStream());
  }

  public static FlyballProcess start(String... args) throws IOException {
    return start(Map.of(), args);
  }

  /** The same with more environment variables. */
  public static FlyballProcess start(Map<String, String> env, String... args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx1g", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Flyball.class.getName()));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(env);
    return new FlyballProcess(builder.start());
  }

  public ProcessOutput out() {
    return out;
  }

  public ProcessOutput err() {
    return err;
  }

  /** Writes one line to its standard input. */
  public void send(String line) throws IOException {
    send((line + '\n').getBytes(UTF_8));
  }

  /** The same for bytes that are no text; a line's end is among them. */
  public void send(byte[] bytes) throws IOException {
    OutputStream in = process.getOutputStream();
    in.write(bytes);
    in.flush();
  }

  /** Ends its standard input. */
  public void endInput() throws IOException {
    process.getOutputStream().close();
  }

  /** Goes away as the reader of its standard output. */
  public void stopReading() throws IOException {
    process.getInputStream().close();
  }

  /** The exit code, once it has ended. */
  public int exitCode() throws InterruptedException {
    if (!process.waitFor(4, TimeUnit.MINUTES)) {
      throw new AssertionError("still running");
    }
    return process.exitValue();
  }

  /** The process itself, to be signalled. */
  public Process process() {
    return process;
  }

  /** The processes it has started that are still there. */
  public List<ProcessHandle> children() {
    return process.descendants().toList();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
