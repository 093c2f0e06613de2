package io.flyball.gateway;

import io.flyball.gateway.live.Feed;
import java.util.HashMap;
import java.util.Map;

/**
 * Where a reader left off in each ring, as its Last-Event-ID says: {@code
 * decisions:5f3a0c11:120,alerts:…}. A place in a ring that was filled anew means nothing.
 */
final class LivePlaces {
  private final Map<String, String> byChannel = new HashMap<>();

  /** The places of an id; none where it is null or something else. */
  LivePlaces(String lastEventId) {
    for (String part : lastEventId == null ? new String[0] : lastEventId.split(",")) {
      int colon = part.indexOf(':');
      if (colon > 0) {
        byChannel.put(part.substring(0, colon), part.substring(colon + 1));
      }
    }
  }

  static String text(Feed feed, long place) {
    return feed.channel().text() + ":" + feed.ring().epoch() + ":" + place;
  }

  /** The place in a ring; 0, its beginning, where none is known. */
  long of(Feed feed) {
    String known = byChannel.getOrDefault(feed.channel().text(), "");
    String epoch = feed.ring().epoch() + ":";
    try {
      return known.startsWith(epoch)
          ? Math.max(0, Long.parseLong(known.substring(epoch.length())))
          : 0;
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
