package io.flyball.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Ports on loopback. */
public final class Ports {
  private Ports() {}

  /**
   * The wanted port, or any free one.
   *
   * @throws UserError when the wanted one is taken
   */
  public static int freeOr(Integer wanted) {
    return wanted == null ? free() : requireFree(wanted);
  }

  /** Any free one. */
  public static int free() {
    return requireFree(0);
  }

  private static int requireFree(int port) {
    try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    } catch (IllegalArgumentException e) {
      throw UserError.usage("port %d: allowed are 1 to 65535".formatted(port));
    } catch (IOException e) {
      throw new UserError(
          "port %d of 127.0.0.1 is taken: stop what listens there, give another, or none for a free one"
              .formatted(port),
          e);
    }
  }
}
