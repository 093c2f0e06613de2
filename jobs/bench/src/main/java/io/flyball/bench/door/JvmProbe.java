package io.flyball.bench.door;

import com.sun.management.OperatingSystemMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Processor time and heap of another JVM on this machine, by its management interface. */
final class JvmProbe implements AutoCloseable {
  /** Linux tells the time of a thread in hundredths of a second. */
  private static final double TICKS_A_SECOND = 100;

  private final long pid;
  private final JMXConnector connector;
  private final OperatingSystemMXBean system;
  private final MemoryMXBean memory;

  private JvmProbe(long pid, JMXConnector connector) throws IOException {
    this.pid = pid;
    this.connector = connector;
    MBeanServerConnection server = connector.getMBeanServerConnection();
    this.system =
        ManagementFactory.newPlatformMXBeanProxy(
            server, ManagementFactory.OPERATING_SYSTEM_MXBEAN_NAME, OperatingSystemMXBean.class);
    this.memory =
        ManagementFactory.newPlatformMXBeanProxy(
            server, ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
  }

  /** Attaches to a JVM of this user. */
  @SuppressWarnings("BanJNDI") // the address is that of a JVM of ours
  static JvmProbe of(long pid) {
    try {
      VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
      try {
        String address = machine.startLocalManagementAgent();
        return new JvmProbe(pid, JMXConnectorFactory.connect(new JMXServiceURL(address)));
      } finally {
        machine.detach();
      }
    } catch (AttachNotSupportedException e) {
      throw new IllegalStateException("process " + pid + " cannot be measured", e);
    } catch (IOException e) {
      throw new UncheckedIOException("process " + pid + " cannot be measured", e);
    }
  }

  /** Processor time so far, that of the just-in-time compilers left out where Linux tells it, s. */
  double cpuSeconds() {
    return (double) system.getProcessCpuTime() / 1e9 - compilerSeconds();
  }

  private double compilerSeconds() {
    double ticks = 0;
    try (DirectoryStream<Path> threads =
        Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "task"))) {
      for (Path thread : threads) {
        String stat = Files.readString(thread.resolve("stat"));
        int name = stat.lastIndexOf(')');
        if (stat.lastIndexOf("(C1 Compiler", name) >= 0
            || stat.lastIndexOf("(C2 Compiler", name) >= 0) {
          // After the name: state, ten more, then user and system time.
          String[] fields = stat.substring(name + 2).split(" ", -1);
          ticks += Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
        }
      }
    } catch (IOException | UncheckedIOException e) {
      // Another system, or a thread that has just ended.
      return ticks / TICKS_A_SECOND;
    }
    return ticks / TICKS_A_SECOND;
  }

  /** Heap in use after a full collection, bytes. */
  long heapAfterCollection() {
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed();
  }

  /** Memory of the process in RAM, MiB; NaN where the system does not tell it. */
  double residentMebibytes() {
    try (var lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
          .findFirst()
          .orElse(Double.NaN);
    } catch (IOException | UncheckedIOException e) {
      return Double.NaN;
    }
  }

  @Override
  public void close() {
    try {
      connector.close();
    } catch (IOException e) {
      // The JVM has ended before its probe.
    }
  }
}
