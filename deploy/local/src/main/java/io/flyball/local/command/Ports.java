package io.flyball.local.command;

import io.flyball.local.UserError;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Ports on loopback. */
final class Ports {
  private Ports() {}

  /**
   * The wanted port, or any free one.
   *
   * @throws UserError when the wanted one is taken
   */
  static int freeOr(Integer wanted) {
    int port = wanted == null ? 0 : wanted;
    try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    } catch (IOException | IllegalArgumentException e) {
      throw new UserError("port " + port + " cannot be used: " + e.getMessage(), e);
    }
  }
}
