package io.flyball.bench;

import io.flyball.core.random.Draws;
import io.flyball.schemas.Exposure;
import io.flyball.schemas.ItemSource;
import java.time.Instant;
import java.util.List;

/** Draws the exposures of a visit: slots 0 to 2 are one slate, 3 to 5 the next. */
final class ExposureDraw {
  private static final int SLATE = 3;
  private static final int ITEMS = 20_000;
  private static final List<String> SURFACES = List.of("feed", "home", "search");
  private static final List<ItemSource> SOURCES = List.of(ItemSource.values());
  private static final List<String> CATEGORIES =
      List.of(
          "news", "sport", "music", "film", "travel", "food", "science", "health", "books", "games",
          "garden", "finance");

  private final long seed;
  private final int users;

  ExposureDraw(long seed, int users) {
    this.seed = seed;
    this.users = users;
  }

  Exposure at(long visit, int slot) {
    String item = item(visit, slot);
    long drawn = Draws.hash64(item);
    String first = CATEGORIES.get(Math.floorMod(drawn, CATEGORIES.size()));
    String second = CATEGORIES.get(Math.floorMod(drawn >> 8, CATEGORIES.size()));
    return Exposure.newBuilder()
        .setId(id(visit, slot))
        .setTime(Instant.ofEpochMilli(time(visit, slot)))
        .setUser(user(visit))
        .setItem(item)
        .setDecisionId(decision(visit, slot))
        .setSession(FeedbackLoad.id('v', visit))
        .setSurface(SURFACES.get((int) (uniform(visit, 2) * SURFACES.size())))
        .setPosition(slot % SLATE + 1)
        .setItemSource(SOURCES.get(Math.floorMod(drawn >> 16, SOURCES.size())))
        .setCategories(first.equals(second) ? List.of(first) : List.of(first, second))
        .setModelVersion("ranker-17")
        .setPropensity(0.01 + 0.99 * uniform(visit, 30 + slot))
        .setRandomHoldout(uniform(visit, 40 + slot) < 0.02)
        .build();
  }

  String id(long visit, int slot) {
    return FeedbackLoad.id('x', visit * FeedbackLoad.VISIT + slot);
  }

  String decision(long visit, int slot) {
    return FeedbackLoad.id('d', visit * FeedbackLoad.VISIT + slot / SLATE);
  }

  String user(long visit) {
    return "user-" + skewed(visit, 0, users);
  }

  String item(long visit, int slot) {
    return "item-" + skewed(visit, 10 + slot, ITEMS);
  }

  /** The slates of a visit are shown within its first minute. */
  private long time(long visit, int slot) {
    return FeedbackLoad.startOf(visit) + (long) (60_000 * uniform(visit, 20 + slot / SLATE));
  }

  private int skewed(long visit, int counter, int size) {
    double u = uniform(visit, counter);
    return (int) (size * u * u);
  }

  private double uniform(long visit, int counter) {
    return Draws.uniform(seed, visit, counter);
  }
}
