package io.flyball.cli.bench;

import io.flyball.bench.door.PassThrough;
import io.flyball.bench.door.Site;
import io.flyball.connectors.codec.kafka.TopicCatalogue;
import io.flyball.local.ChildJvm;
import io.flyball.local.Children;
import io.flyball.local.DataDir;
import io.flyball.local.Ports;
import io.flyball.local.kafka.EmbeddedKafka;
import io.flyball.tools.UserError;
import io.flyball.tools.kafka.Broker;
import io.flyball.tools.kafka.Topics;
import io.flyball.verify.GatewayMain;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** A broker with every topic and a gateway before it, each in a process of its own. */
final class DoorSite {
  private static final List<String> CHILD =
      List.of("-Xmx512m", "-XX:-UseDynamicNumberOfCompilerThreads");

  private final Children children;
  private final DataDir data;
  private final EmbeddedKafka broker;
  private final Site.Server gateway;

  private DoorSite(Children children, DataDir data, EmbeddedKafka broker, List<String> settings) {
    this.children = children;
    this.data = data;
    this.broker = broker;
    int port = Ports.free();
    List<String> all =
        new ArrayList<>(
            List.of(
                "kafka.bootstrap=" + broker.bootstrap(),
                "gateway.port=" + port,
                "gateway.drain=0 s"));
    all.addAll(settings);
    this.gateway = new Site.Server(port, child(GatewayMain.class, all));
  }

  /**
   * Starts both.
   *
   * @param settings of the gateway beside its addresses
   */
  static DoorSite start(Children children, List<String> settings) {
    DataDir data = children.add(DataDir.temporary());
    EmbeddedKafka broker = children.add(EmbeddedKafka.start(data, OptionalInt.empty()));
    Topics.create(Broker.started(broker.bootstrap()), TopicCatalogue.load().topics());
    return new DoorSite(children, data, broker, settings);
  }

  String bootstrap() {
    return broker.bootstrap();
  }

  Site.Server gateway() {
    return gateway;
  }

  /** With the server that only produces the bodies. */
  Site withFloor() {
    int port = Ports.free();
    long floor =
        child(
            PassThrough.class,
            List.of(broker.bootstrap(), Integer.toString(port), "feedback.exposures"));
    return new Site(broker.bootstrap(), gateway, new Site.Server(port, floor), broker::kill);
  }

  private long child(Class<?> main, List<String> args) {
    Path log = data.path().resolve(main.getSimpleName() + ".log");
    try {
      Process child = ChildJvm.start(CHILD, main, args, log);
      children.add(() -> ChildJvm.kill(child));
      return child.pid();
    } catch (IOException e) {
      throw new UserError("cannot start " + main.getSimpleName() + ": " + e.getMessage(), e);
    }
  }
}
