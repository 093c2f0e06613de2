package io.flyball.verify;

import io.flyball.local.ChildJvm;
import io.flyball.local.DataDir;
import io.flyball.tools.UserError;
import java.io.IOException;
import java.util.List;

/** An HTTP gateway in a child process. */
record GatewayProcess(Process child, int port) implements AutoCloseable {

  /** Starts one and returns at once: its clients try until it answers. */
  static GatewayProcess start(DataDir data, String bootstrap, int port) {
    try {
      Process child =
          ChildJvm.start(
              List.of("-Xmx256m"),
              GatewayMain.class,
              List.of("kafka.bootstrap=" + bootstrap, "gateway.port=" + port, "gateway.drain=0 s"),
              data.path().resolve("gateway.log"));
      return new GatewayProcess(child, port);
    } catch (IOException e) {
      throw new UserError("cannot start the gateway: " + e.getMessage(), e);
    }
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  void kill() {
    ChildJvm.kill(child);
  }

  @Override
  public void close() {
    kill();
  }
}
