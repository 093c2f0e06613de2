package io.flyball.bench;

import io.flyball.connectors.camera.Recording;
import io.flyball.connectors.camera.RecordingOptions;
import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.EventDecoder;
import io.flyball.core.camera.Evt2RateMeter;
import io.flyball.core.camera.Evt3RateMeter;
import io.flyball.core.camera.GridWindows;
import io.flyball.core.camera.RateMeter;
import io.flyball.core.camera.RateWindow;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;

/**
 * How fast a recording is decoded: looped in memory, in pieces of 64 KB, on one thread, beside a
 * plain copy of the same bytes. Time is the processor time of the thread, and the best of some
 * passes counts.
 */
public final class DecoderBench {
  private static final int PIECE = 1 << 16;
  private static final long WINDOW_US = 300_000;

  private DecoderBench() {}

  /**
   * What one recording gave.
   *
   * @param bytes size of the looped recording
   * @param events events in it
   * @param decode events per second decoded into columns
   * @param decodeBytes bytes per second of the same
   * @param copyBytes bytes per second of a plain copy
   * @param meter events per second when only rates are taken from the raw words; EVT 2.0 and 3.0
   */
  public record Result(
      long bytes,
      long events,
      double decode,
      double decodeBytes,
      double copyBytes,
      OptionalDouble meter) {}

  /**
   * Measures a recording.
   *
   * @param megabytes how long the looped recording is, MiB
   * @param passes how often each is measured
   * @throws IllegalArgumentException with a reason when the file is no recording, or has no events
   */
  public static Result run(Path file, RecordingOptions options, int megabytes, int passes)
      throws IOException {
    byte[] whole = Files.readAllBytes(file);
    LoopedRecording loop = new LoopedRecording(whole);
    byte[] bytes = loop.repeated(megabytes << 20);
    EventColumns events = new EventColumns();
    long decode = Long.MAX_VALUE;
    long copy = Long.MAX_VALUE;
    long meter = Long.MAX_VALUE;
    long n = 0;
    for (int k = 0; k < passes; k++) {
      copy = Math.min(copy, copy(bytes));
      EventDecoder decoder = Recording.decoder(whole, options);
      long start = now();
      n = decode(decoder, bytes, events);
      decode = Math.min(decode, now() - start);
      RateMeter words = meter(loop);
      if (words != null) {
        start = now();
        count(words, bytes, loop.head());
        meter = Math.min(meter, now() - start);
      }
    }
    if (n == 0) {
      throw new IllegalArgumentException("it holds no events to time");
    }
    return new Result(
        bytes.length,
        n,
        n * 1e9 / decode,
        bytes.length * 1e9 / decode,
        bytes.length * 1e9 / copy,
        meter == Long.MAX_VALUE ? OptionalDouble.empty() : OptionalDouble.of(n * 1e9 / meter));
  }

  private static long decode(EventDecoder decoder, byte[] bytes, EventColumns events) {
    long n = 0;
    for (int at = 0; at < bytes.length; at += PIECE) {
      events.clear();
      decoder.decode(bytes, at, Math.min(PIECE, bytes.length - at), events);
      n += events.size();
    }
    return n;
  }

  private static RateMeter meter(LoopedRecording loop) {
    if (loop.says("% evt 2.0")) {
      return new Evt2RateMeter(new GridWindows(WINDOW_US));
    }
    return loop.says("% evt 3.0") ? new Evt3RateMeter(new GridWindows(WINDOW_US)) : null;
  }

  private static long count(RateMeter meter, byte[] bytes, int head) {
    long[] n = {0};
    for (int at = head; at < bytes.length; at += PIECE) {
      meter.meter(
          bytes, at, Math.min(PIECE, bytes.length - at), (RateWindow w) -> n[0] += w.events());
    }
    return n[0];
  }

  private static long copy(byte[] bytes) {
    byte[] piece = new byte[PIECE];
    long start = now();
    for (int at = 0; at < bytes.length; at += PIECE) {
      System.arraycopy(bytes, at, piece, 0, Math.min(PIECE, bytes.length - at));
    }
    return Math.max(1, now() - start);
  }

  private static long now() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
