package io.flyball.local.kafka;

import io.flyball.local.DataDir;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalInt;

/** A process that holds a broker until it is killed: {@code HostMain [FOLDER]}. */
public final class HostMain {
  private HostMain() {}

  public static void main(String[] args) throws IOException {
    DataDir data = args.length == 0 ? DataDir.temporary() : DataDir.open(Path.of(args[0]));
    EmbeddedKafka kafka = EmbeddedKafka.start(data, OptionalInt.empty());
    System.out.println(kafka.pid() + " " + data.path());
    int end = System.in.read();
    System.exit(end == -1 ? 0 : 1);
  }
}
