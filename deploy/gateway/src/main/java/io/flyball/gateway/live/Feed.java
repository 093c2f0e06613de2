package io.flyball.gateway.live;

/** A channel that is followed by a thread of its own, from when its first reader comes. */
public final class Feed {
  private final Channel channel;
  private final String topic;
  private final Ring ring;
  private final Source source;
  private int readers;
  private long idleSince = System.nanoTime();

  /** What fills the ring: a thread runs it until it is closed. */
  interface Source extends Runnable {
    Status status();

    void close();
  }

  /**
   * @param topic it is made from; null for none
   */
  Feed(Channel channel, String topic, Ring ring, Source source) {
    this.channel = channel;
    this.topic = topic;
    this.ring = ring;
    this.source = source;
  }

  Feed started() {
    Thread thread = new Thread(source, "live-" + channel.text());
    thread.setDaemon(true);
    thread.start();
    return this;
  }

  public Channel channel() {
    return channel;
  }

  /** The topic it is made from; null for none. */
  public String topic() {
    return topic;
  }

  public Ring ring() {
    return ring;
  }

  public Status status() {
    return source.status();
  }

  void readerComes() {
    readers++;
  }

  void readerGoes() {
    readers--;
    idleSince = System.nanoTime();
  }

  boolean isIdle(long nanos) {
    return readers == 0 && System.nanoTime() - idleSince >= nanos;
  }

  void stop() {
    source.close();
  }
}
