package io.flyball.core.loop.sim;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * A recommender and its users in a closed loop. A user drawn at random sees a slate; each slot is,
 * with the world's probability, an item of the popular list, else any item. The user takes one by
 * multinomial logit with weight taste(genre) genres exp(appeal) rank^-0.3; what is taken becomes
 * popular. Tastes are softmax(1.2 N(0,1)), appeals 0.3 N(0,1).
 *
 * <p>Random numbers are those of {@link Random} with the seed, in a fixed order. Cost: O(slate) per
 * event and O(items log items) per renewal of the list.
 */
public final class LoopSimulator {

  /**
   * One event.
   *
   * @param rank of the item taken, from 1
   * @param popular whether its slot was drawn from the popular list
   * @param slate items in order of rank
   */
  public record Event(
      long t, int user, int item, int genre, int rank, boolean popular, List<Integer> slate) {}

  private final World world;
  private final Random random;
  private final double[][] taste;
  private final double[] attraction;
  private final double[] rankWeight;
  private final ArrayDeque<Integer> history = new ArrayDeque<>();
  private final int[] counts;
  private int[] top = {};
  private long t;
  private double demotion;

  public LoopSimulator(World world, long seed) {
    this.world = world;
    this.random = new Random(seed);
    this.taste = new double[world.users()][];
    for (int user = 0; user < world.users(); user++) {
      taste[user] = drawTaste();
    }
    this.attraction = new double[world.items()];
    for (int item = 0; item < world.items(); item++) {
      attraction[item] = Math.exp(0.3 * gaussian());
    }
    this.rankWeight = new double[world.slate()];
    for (int k = 0; k < world.slate(); k++) {
      rankWeight[k] = Math.pow(k + 1, -0.3);
    }
    this.counts = new int[world.items()];
  }

  /**
   * A governor's hand: the share of popular slots that are filled with any item instead, in [0, 1].
   */
  public void demote(double weight) {
    if (!(weight >= 0 && weight <= 1)) {
      throw new IllegalArgumentException("weight must lie in [0, 1], was " + weight);
    }
    demotion = weight;
  }

  public Event next() {
    if (t % world.retrain() == 0) {
      top = mostTaken();
    }
    int user = below(world.users());
    double popularity = world.popular(t) * (1 - demotion);
    int[] slate = new int[world.slate()];
    boolean[] popular = new boolean[world.slate()];
    int filled = 0;
    while (filled < slate.length) {
      boolean fromTop = random.nextDouble() < popularity;
      int item = fromTop ? top[below(top.length)] : below(world.items());
      if (!contains(slate, filled, item)) {
        popular[filled] = fromTop;
        slate[filled++] = item;
      }
    }
    int k = choose(user, slate);
    int item = slate[k];
    history.addLast(item);
    counts[item]++;
    if (history.size() > world.history()) {
      counts[history.removeFirst()]--;
    }
    List<Integer> shown = Arrays.stream(slate).boxed().toList();
    return new Event(t++, user, item, item % world.genres(), k + 1, popular[k], shown);
  }

  private int choose(int user, int[] slate) {
    double[] weight = new double[slate.length];
    double sum = 0;
    for (int k = 0; k < slate.length; k++) {
      int item = slate[k];
      weight[k] =
          taste[user][item % world.genres()] * world.genres() * attraction[item] * rankWeight[k];
      sum += weight[k];
    }
    double x = random.nextDouble() * sum;
    int k = 0;
    while (k < slate.length - 1 && x >= weight[k]) {
      x -= weight[k++];
    }
    return k;
  }

  private int[] mostTaken() {
    long[] keys = new long[world.items()];
    for (int item = 0; item < keys.length; item++) {
      keys[item] = ((long) -counts[item] << 32) + item;
    }
    Arrays.sort(keys);
    return Arrays.stream(keys).limit(world.top()).mapToInt(key -> (int) key).toArray();
  }

  private double[] drawTaste() {
    double[] weights = new double[world.genres()];
    double sum = 0;
    for (int genre = 0; genre < weights.length; genre++) {
      weights[genre] = Math.exp(1.2 * gaussian());
      sum += weights[genre];
    }
    for (int genre = 0; genre < weights.length; genre++) {
      weights[genre] /= sum;
    }
    return weights;
  }

  /** Box-Muller, one value for two draws. */
  private double gaussian() {
    double u = Math.max(1e-300, random.nextDouble());
    double v = random.nextDouble();
    return Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * v);
  }

  private int below(int bound) {
    return (int) (random.nextDouble() * bound);
  }

  private static boolean contains(int[] items, int length, int item) {
    for (int i = 0; i < length; i++) {
      if (items[i] == item) {
        return true;
      }
    }
    return false;
  }
}
