package io.flyball.local;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Java processes that this one starts, with its own Java and its own class path.
 *
 * <p>A child's stdin is a pipe from its parent: what a child reads there, or that the pipe ends, is
 * for its {@code main} to act on. Ctrl-C and hang-up reach every process of a terminal; the parent
 * alone decides when a child ends, so children ignore both. A JVM leaves alone what was ignored at
 * its start.
 */
public final class ChildJvm {
  private static final List<String> DEAF_TO_THE_TERMINAL =
      List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "flyball-child");

  private ChildJvm() {}

  /**
   * Starts {@code main} and returns at once.
   *
   * @param options of the JVM, such as {@code -Xmx512m}
   * @param log takes stdout and stderr, and is written anew
   */
  public static Process start(List<String> options, Class<?> main, List<String> args, Path log)
      throws IOException {
    List<String> command = new ArrayList<>(DEAF_TO_THE_TERMINAL);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-Djava.awt.headless=true"));
    command.addAll(compiler());
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(args);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  /** A JVM that is too short-lived for the optimizing compiler has children that are, too. */
  private static List<String> compiler() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith("-XX:TieredStopAtLevel="))
        .toList();
  }

  /** SIGKILL, and back once the process has gone. */
  public static void kill(Process child) {
    try {
      child.destroyForcibly().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
