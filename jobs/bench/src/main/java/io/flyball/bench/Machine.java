package io.flyball.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.apache.kafka.common.utils.AppInfoParser;

/**
 * Where a benchmark ran; figures of two machines are not to be compared.
 *
 * @param processor its model, or the architecture where the system does not tell
 * @param cores processors that the JVM may use
 * @param memoryBytes memory of the machine, or of the container
 * @param heapBytes the most heap that the JVM may use
 * @param os name, version and architecture
 * @param jvm vendor's name and version
 * @param flink version
 * @param kafka version of the client, which is the broker's too
 */
public record Machine(
    String processor,
    int cores,
    long memoryBytes,
    long heapBytes,
    String os,
    String jvm,
    String flink,
    String kafka) {

  /** This machine. */
  public static Machine here() {
    Runtime runtime = Runtime.getRuntime();
    long memory =
        ManagementFactory.getOperatingSystemMXBean()
                instanceof com.sun.management.OperatingSystemMXBean os
            ? os.getTotalMemorySize()
            : 0;
    return new Machine(
        processorModel(),
        runtime.availableProcessors(),
        memory,
        runtime.maxMemory(),
        String.join(
            " ",
            System.getProperty("os.name"),
            System.getProperty("os.version"),
            System.getProperty("os.arch")),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
        EnvironmentInformation.getVersion(),
        AppInfoParser.getVersion());
  }

  private static String processorModel() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException | UncheckedIOException e) {
      return System.getProperty("os.arch");
    }
  }
}
