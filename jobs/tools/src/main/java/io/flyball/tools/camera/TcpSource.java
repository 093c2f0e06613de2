package io.flyball.tools.camera;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;

/** Takes one connection after another; while one is there, others wait. */
final class TcpSource implements StreamSource {
  private static final int WAIT_MS = 5;

  private final ServerSocket server;
  private Socket camera;

  TcpSource(InetSocketAddress listen) throws IOException {
    server = new ServerSocket();
    server.setReuseAddress(true);
    server.setSoTimeout(WAIT_MS);
    try {
      server.bind(listen, 1);
    } catch (IOException e) {
      server.close();
      throw e;
    }
  }

  @Override
  public int read(byte[] into) throws IOException {
    if (camera == null) {
      try {
        camera = server.accept();
        camera.setSoTimeout(WAIT_MS);
        camera.setTcpNoDelay(true);
      } catch (SocketTimeoutException e) {
        return NOTHING;
      }
    }
    try {
      int n = camera.getInputStream().read(into);
      return n < 0 ? gone() : n;
    } catch (SocketTimeoutException e) {
      return NOTHING;
    } catch (IOException e) {
      // The other end broke off, which ends its stream as an orderly end does.
      return gone();
    }
  }

  private int gone() throws IOException {
    camera.close();
    camera = null;
    return GONE;
  }

  @Override
  public boolean lost() {
    return false;
  }

  @Override
  public void send(byte[] line) throws IOException {
    if (camera != null) {
      camera.getOutputStream().write(line);
    }
  }

  @Override
  public int port() {
    return server.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    if (camera != null) {
      camera.close();
    }
    server.close();
  }
}
