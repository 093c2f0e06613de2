package io.flyball.tools.camera;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Takes datagrams of a u32 number in little-endian order and whole words. Numbers tell what was
 * lost; a datagram that comes late or twice is left out. Lines go to where the last came from.
 */
final class UdpSource implements StreamSource {
  private static final int WAIT_MS = 5;
  private static final int NUMBER = 4;

  /** So soon after the beginning, number 0 is a repetition and no program that begins anew. */
  private static final int NEAR = 64;

  private static final int LONGEST = 65_507;
  private static final int RECEIVE_BUFFER = 4 << 20;

  private final DatagramSocket socket;
  private final DatagramPacket datagram = new DatagramPacket(new byte[LONGEST], LONGEST);
  private SocketAddress camera;
  private int expected;
  private boolean lost;

  UdpSource(InetSocketAddress listen) throws IOException {
    socket = new DatagramSocket(listen);
    socket.setReceiveBufferSize(RECEIVE_BUFFER);
    socket.setSoTimeout(WAIT_MS);
  }

  @Override
  public int read(byte[] into) throws IOException {
    datagram.setLength(LONGEST);
    try {
      socket.receive(datagram);
    } catch (SocketTimeoutException e) {
      return NOTHING;
    }
    int length = datagram.getLength() - NUMBER;
    if (length <= 0 || length > into.length) {
      return NOTHING;
    }
    ByteBuffer bytes = ByteBuffer.wrap(datagram.getData()).order(ByteOrder.LITTLE_ENDIAN);
    int number = bytes.getInt(0);
    boolean begins = camera == null || (number == 0 && Integer.compareUnsigned(expected, NEAR) > 0);
    if (!begins && number - expected < 0) {
      return NOTHING;
    }
    lost = !begins && number != expected;
    expected = number + 1;
    camera = datagram.getSocketAddress();
    System.arraycopy(datagram.getData(), NUMBER, into, 0, length);
    return length;
  }

  @Override
  public boolean lost() {
    return lost;
  }

  @Override
  public void send(byte[] line) throws IOException {
    if (camera != null) {
      socket.send(new DatagramPacket(line, line.length, camera));
    }
  }

  @Override
  public int port() {
    return socket.getLocalPort();
  }

  @Override
  public void close() {
    socket.close();
  }
}
