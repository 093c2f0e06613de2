package io.flyball.local.cluster;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.flyball.local.ChildJvm;
import io.flyball.local.DataDir;
import io.flyball.local.Ports;
import io.flyball.tools.UserError;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint;
import org.apache.flink.runtime.taskexecutor.TaskManagerRunner;
import org.apache.flink.runtime.zookeeper.FlinkZooKeeperQuorumPeer;

/**
 * A real Flink cluster on loopback: ZooKeeper, one JobManager and some TaskManagers, each a process
 * of its own that can be killed and started again.
 *
 * <p>Everything lives in {@code flink} below the data folder, one log to a process. The processes
 * end with {@link #close} and also when this process dies in any way. Memory, with two
 * TaskManagers: about 3 GiB.
 */
public final class FlinkCluster implements AutoCloseable {
  /** The JobManager where processes have numbers; the TaskManagers count from 0. */
  public static final int JOB_MANAGER = -1;

  private static final Duration UP_WITHIN = Duration.ofMinutes(2);
  private static final long POLL_NANOS = 50_000_000L;

  /** Little work and much starting: the quick compiler is enough. */
  private static final String C1 = "-XX:TieredStopAtLevel=1";

  private final DataDir data;
  private final Path home;
  private final int slots;
  private final IntFunction<List<String>> moreJvm;
  private final int restPort;
  private final Process zooKeeper;
  private Process jobManager;
  private final List<Process> taskManagers = new ArrayList<>();

  private FlinkCluster(DataDir data, int slots, IntFunction<List<String>> moreJvm)
      throws IOException {
    this.data = data;
    this.home = data.path().resolve("flink");
    this.slots = slots;
    this.moreJvm = moreJvm;
    this.restPort = Ports.lasting();
    int zooKeeperPort = Ports.lasting();
    Files.createDirectories(home.resolve("tmp"));
    Path conf = home.resolve("zoo.cfg");
    try (OutputStream out = Files.newOutputStream(conf)) {
      ClusterSettings.zooKeeper(home.resolve("zookeeper"), zooKeeperPort).store(out, null);
    }
    new YAMLMapper()
        .writeValue(
            home.resolve("config.yaml").toFile(),
            ClusterSettings.common(home, zooKeeperPort, restPort, slots));
    zooKeeper =
        start(
            FlinkZooKeeperQuorumPeer.class,
            "zookeeper",
            List.of("-Xmx96m", C1),
            List.of("--zkConfigFile", conf.toString(), "--peerId", "1"));
  }

  /**
   * Starts a cluster and returns when every TaskManager is registered.
   *
   * @param slots of each TaskManager
   * @throws UserError when it does not come up; nothing is left running then
   */
  public static FlinkCluster start(DataDir data, int taskManagers, int slots) {
    return start(data, taskManagers, slots, number -> List.of());
  }

  /**
   * The same with more options of the JVMs.
   *
   * @param moreJvm for the number of a TaskManager, or {@link #JOB_MANAGER}
   */
  public static FlinkCluster start(
      DataDir data, int taskManagers, int slots, IntFunction<List<String>> moreJvm) {
    try {
      FlinkCluster cluster = new FlinkCluster(data, slots, moreJvm);
      try {
        cluster.startJobManager();
        for (int i = 0; i < taskManagers; i++) {
          cluster.taskManagers.add(cluster.launchTaskManager(i));
        }
        cluster.awaitUp();
        return cluster;
      } catch (RuntimeException | Error | IOException e) {
        cluster.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UserError(
          String.format(Locale.ROOT, "cannot start Flink in %s: %s", data.path(), e), e);
    }
  }

  private void awaitUp() {
    FlinkRest rest = rest();
    long deadline = System.nanoTime() + UP_WITHIN.toNanos();
    while (rest.taskManagers() < taskManagers.size()) {
      for (Process child : children()) {
        if (!child.isAlive()) {
          throw new UserError(
              String.format(
                  Locale.ROOT,
                  "a Flink process ended with exit code %d while starting; its log is below %s",
                  child.exitValue(),
                  home));
        }
      }
      if (System.nanoTime() - deadline > 0 || Thread.currentThread().isInterrupted()) {
        throw new UserError(
            String.format(
                Locale.ROOT,
                "Flink is not up within %d min; its logs are below %s",
                UP_WITHIN.toMinutes(),
                home));
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  private Process start(Class<?> main, String name, List<String> jvm, List<String> args)
      throws IOException {
    List<String> all = new ArrayList<>();
    all.add(data.isTemporary() ? data.path().toString() : ServerMain.KEEP);
    all.add(main.getName());
    all.addAll(args);
    return ChildJvm.start(jvm, ServerMain.class, all, home.resolve(name + ".log"));
  }

  private Process launchTaskManager(int number) throws IOException {
    List<String> args = new ArrayList<>(List.of("--configDir", home.toString()));
    args.addAll(ClusterSettings.taskManagerMemory(slots));
    List<String> jvm = new ArrayList<>(ClusterSettings.taskManagerJvm());
    jvm.addAll(moreJvm.apply(number));
    return start(TaskManagerRunner.class, "taskmanager-" + number, jvm, args);
  }

  /** How Flink's own interface is reached, whoever is leader. */
  public FlinkRest rest() {
    return new FlinkRest(restPort);
  }

  /** The folder of all checkpoints; each job has one in it. */
  public Path checkpoints() {
    return home.resolve("checkpoints");
  }

  public int restPort() {
    return restPort;
  }

  public int taskManagers() {
    return taskManagers.size();
  }

  /** The process that is a TaskManager now. */
  public long taskManagerPid(int number) {
    return taskManagers.get(number).pid();
  }

  /** SIGKILL for a TaskManager. */
  public void killTaskManager(int number) {
    ChildJvm.kill(taskManagers.get(number));
  }

  /** A new process in the place of a TaskManager that was killed; returns at once. */
  public void startTaskManager(int number) {
    try {
      taskManagers.set(number, launchTaskManager(number));
    } catch (IOException e) {
      throw new UserError("cannot start a TaskManager: " + e, e);
    }
  }

  /** SIGKILL for the JobManager. */
  public void killJobManager() {
    ChildJvm.kill(jobManager);
  }

  /** A new JobManager, which takes up the jobs of the one before; returns at once. */
  public void startJobManager() {
    List<String> jvm = new ArrayList<>(List.of("-Xmx512m", C1));
    jvm.addAll(moreJvm.apply(JOB_MANAGER));
    try {
      jobManager =
          start(
              StandaloneSessionClusterEntrypoint.class,
              "jobmanager",
              jvm,
              List.of("--configDir", home.toString()));
    } catch (IOException e) {
      throw new UserError("cannot start a JobManager: " + e, e);
    }
  }

  /** The processes that are meant to be running. */
  List<Process> children() {
    List<Process> all = new ArrayList<>(taskManagers);
    all.add(zooKeeper);
    if (jobManager != null) {
      all.add(jobManager);
    }
    return all;
  }

  /** Kills every process: what they hold is of no use to anybody. */
  @Override
  public void close() {
    children().forEach(Process::destroyForcibly);
    children().forEach(ChildJvm::kill);
  }
}
