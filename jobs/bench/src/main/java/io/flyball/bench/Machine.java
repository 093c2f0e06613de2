package io.flyball.bench;

import java.lang.management.ManagementFactory;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.apache.kafka.common.utils.AppInfoParser;

/**
 * Where a benchmark ran; figures of two machines are not to be compared.
 *
 * @param cores processors that the JVM may use
 * @param memoryBytes memory of the machine, or of the container
 * @param heapBytes the most heap that the JVM may use
 * @param os name, version and architecture
 * @param jvm vendor's name and version
 * @param flink version
 * @param kafka version of the client, which is the broker's too
 */
public record Machine(
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
}
