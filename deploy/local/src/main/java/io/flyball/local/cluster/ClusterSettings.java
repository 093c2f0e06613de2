package io.flyball.local.cluster;

import io.flyball.local.DataDir;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * The settings of a cluster on loopback whose processes may die at any moment: it notices within
 * seconds and tries again at once.
 */
final class ClusterSettings {
  /** Heap of a TaskManager, MiB: Flink's own share and that of the tasks. */
  private static final int FRAMEWORK_HEAP = 128;

  private static final int TASK_HEAP = 512;
  private static final int NETWORK = 64;
  private static final int OFF_HEAP = 128;
  private static final int METASPACE = 256;

  private ClusterSettings() {}

  /** Of one ZooKeeper server. */
  static Properties zooKeeper(Path data, int port) {
    Properties p = new Properties();
    // Sessions may be as short as two ticks.
    p.setProperty("tickTime", "500");
    p.setProperty("initLimit", "20");
    p.setProperty("syncLimit", "20");
    p.setProperty("dataDir", data.toString());
    p.setProperty("clientPort", Integer.toString(port));
    p.setProperty("clientPortAddress", "127.0.0.1");
    p.setProperty("maxClientCnxns", "0");
    p.setProperty("admin.enableServer", "false");
    return p;
  }

  /** What JobManager and TaskManagers have in common. */
  static Map<String, String> common(Path home, int zooKeeperPort, int restPort, int slots) {
    Map<String, String> s = new LinkedHashMap<>();
    for (String bound :
        List.of("jobmanager.bind-host", "taskmanager.bind-host", "taskmanager.host")) {
      s.put(bound, "127.0.0.1");
    }
    s.put("jobmanager.rpc.address", "127.0.0.1");
    s.put("rest.address", "127.0.0.1");
    s.put("rest.bind-address", "127.0.0.1");
    s.put("rest.port", Integer.toString(restPort));
    s.put("rest.bind-port", Integer.toString(restPort));
    s.put("web.submit.enable", "false");
    s.put("high-availability.type", "zookeeper");
    s.put("high-availability.zookeeper.quorum", "127.0.0.1:" + zooKeeperPort);
    s.put("high-availability.storageDir", DataDir.flinkPath(home.resolve("ha")));
    // A dead leader's session must end before another can lead; a busy machine must not end it.
    s.put("high-availability.zookeeper.client.session-timeout", "6 s");
    s.put("high-availability.zookeeper.client.connection-timeout", "6 s");
    s.put("high-availability.zookeeper.client.tolerate-suspended-connections", "true");
    s.put("execution.checkpointing.dir", DataDir.flinkPath(home.resolve("checkpoints")));
    s.put("execution.checkpointing.savepoint-dir", DataDir.flinkPath(home.resolve("savepoints")));
    s.put("heartbeat.interval", "500 ms");
    s.put("heartbeat.timeout", "15 s");
    s.put("cluster.registration.error-delay", "500 ms");
    s.put("cluster.registration.refused-registration-delay", "1 s");
    s.put("io.tmp.dirs", home.resolve("tmp").toString());
    s.put("taskmanager.numberOfTaskSlots", Integer.toString(slots));
    s.put("taskmanager.load-balance.mode", "slots");
    return s;
  }

  /**
   * Memory of a TaskManager, each part given: without Flink's start scripts nothing derives one
   * from another.
   */
  static List<String> taskManagerMemory(int slots) {
    Map<String, String> s = new LinkedHashMap<>();
    s.put("taskmanager.cpu.cores", Integer.toString(slots));
    s.put("taskmanager.memory.framework.heap.size", FRAMEWORK_HEAP + "m");
    s.put("taskmanager.memory.task.heap.size", TASK_HEAP + "m");
    s.put("taskmanager.memory.framework.off-heap.size", OFF_HEAP + "m");
    s.put("taskmanager.memory.task.off-heap.size", "0m");
    s.put("taskmanager.memory.network.min", NETWORK + "m");
    s.put("taskmanager.memory.network.max", NETWORK + "m");
    s.put("taskmanager.memory.managed.size", "128m");
    s.put("taskmanager.memory.jvm-metaspace.size", METASPACE + "m");
    s.put("taskmanager.memory.jvm-overhead.min", "192m");
    s.put("taskmanager.memory.jvm-overhead.max", "192m");
    List<String> args = new ArrayList<>();
    s.forEach((key, value) -> args.add("-D" + key + "=" + value));
    return args;
  }

  static List<String> taskManagerJvm() {
    return List.of(
        "-Xms" + (FRAMEWORK_HEAP + TASK_HEAP) / 2 + "m",
        "-Xmx" + (FRAMEWORK_HEAP + TASK_HEAP) + "m",
        "-XX:MaxDirectMemorySize=" + (NETWORK + OFF_HEAP) + "m",
        "-XX:MaxMetaspaceSize=" + METASPACE + "m");
  }
}
