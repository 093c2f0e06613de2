package io.flyball.gateway.live;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The newest points of a channel, at most so many and so many bytes; a point replaces the earlier
 * one of its key. Readers hold a place in it and nothing else, so a slow one costs no memory here.
 * Thread-safe; O(log n) for a point.
 */
public final class Ring {
  /** What a point takes beside its text: entries of two maps and their objects. */
  private static final int OVERHEAD = 160;

  private final int maxPoints;
  private final long maxBytes;
  private final TreeMap<Long, Point> points = new TreeMap<>();
  private final Map<String, Long> byKey = new HashMap<>();
  private final String epoch = epochName();
  private long next = 1;
  private long lastDropped;
  private long bytes;

  /**
   * A point.
   *
   * @param key what it replaces an earlier one by; null when it replaces none
   * @param time epoch ms
   * @param json its text
   */
  @SuppressWarnings("ArrayRecordComponent") // written once
  record Point(String key, long time, byte[] json) {
    private int size() {
      return json.length + OVERHEAD + (key == null ? 0 : 2 * key.length());
    }
  }

  /**
   * What a reader gets.
   *
   * @param texts of the points, oldest first
   * @param next the reader's place from then on
   * @param skipped at most so many points were dropped before the reader came to them
   */
  public record Batch(List<byte[]> texts, long next, long skipped) {}

  Ring(int maxPoints, long maxBytes) {
    this.maxPoints = maxPoints;
    this.maxBytes = maxBytes;
  }

  private static String epochName() {
    return UUID.randomUUID().toString().substring(0, 8);
  }

  synchronized void add(String key, long time, byte[] json) {
    Point point = new Point(key, time, json);
    if (key != null) {
      Long before = byKey.put(key, next);
      if (before != null) {
        bytes -= points.remove(before).size();
      }
    }
    points.put(next++, point);
    bytes += point.size();
    while (points.size() > maxPoints || (bytes > maxBytes && points.size() > 1)) {
      Map.Entry<Long, Point> oldest = points.pollFirstEntry();
      bytes -= oldest.getValue().size();
      lastDropped = oldest.getKey();
      if (oldest.getValue().key() != null) {
        byKey.remove(oldest.getValue().key(), oldest.getKey());
      }
    }
  }

  /** Names this filling of the ring: a place of another one means nothing. */
  public String epoch() {
    return epoch;
  }

  /**
   * The points after a place, up to so many bytes but at least one.
   *
   * @param place of the reader; 0 for the beginning
   * @param from older points are left out; epoch ms
   */
  public synchronized Batch after(long place, long from, int maxBytes) {
    List<byte[]> texts = new ArrayList<>();
    long at = place;
    long size = 0;
    for (Map.Entry<Long, Point> entry : points.tailMap(place, false).entrySet()) {
      Point point = entry.getValue();
      boolean shown = point.time() >= from;
      if (shown && !texts.isEmpty() && size + point.json().length > maxBytes) {
        break;
      }
      at = entry.getKey();
      if (shown) {
        texts.add(point.json());
        size += point.json().length;
      }
    }
    return new Batch(texts, at, place == 0 ? 0 : Math.max(0, lastDropped - place));
  }

  /** Time of the oldest point; null when there is none. */
  public synchronized Long oldest() {
    return points.isEmpty() ? null : points.firstEntry().getValue().time();
  }

  synchronized int size() {
    return points.size();
  }

  synchronized long bytes() {
    return bytes;
  }
}
