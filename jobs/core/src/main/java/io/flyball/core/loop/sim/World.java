package io.flyball.core.loop.sim;

/**
 * The size of the simulated world and when its recommender starts to exploit popularity.
 *
 * @param users number of users
 * @param items number of items; item i is of genre i mod genres
 * @param genres number of genres
 * @param slate items shown per event, all different
 * @param top size of the popular list that a popular slot is drawn from
 * @param history events that popularity is counted over
 * @param retrain events between two renewals of the popular list
 * @param changeAt event from which {@code takeover} holds
 * @param ramp events over which it rises linearly; 0 for at once
 * @param before probability of a popular slot before the change
 * @param takeover probability of a popular slot after the change
 */
public record World(
    int users,
    int items,
    int genres,
    int slate,
    int top,
    int history,
    int retrain,
    int changeAt,
    int ramp,
    double before,
    double takeover) {

  public World {
    if (users < 1 || genres < 1 || slate < 1 || top < 1 || history < 1 || retrain < 1) {
      throw new IllegalArgumentException("sizes must be >= 1");
    }
    if (top > items || slate > top) {
      throw new IllegalArgumentException(
          "slate <= top <= items, were " + slate + ", " + top + ", " + items);
    }
    if (changeAt < 0 || ramp < 0) {
      throw new IllegalArgumentException(
          "changeAt and ramp are >= 0, were " + changeAt + " and " + ramp);
    }
    if (!(before >= 0 && before <= 1 && takeover >= 0 && takeover <= 1)) {
      throw new IllegalArgumentException(
          "probabilities lie in [0, 1], were " + before + " and " + takeover);
    }
  }

  /** 400 users, 1,000 items of 10 genres, slates of 10, top 50 of 4,000 events every 200. */
  public static World standard(double takeover, int changeAt) {
    return new World(400, 1_000, 10, 10, 50, 4_000, 200, changeAt, 0, 0, takeover);
  }

  public World withRamp(int events) {
    return new World(
        users, items, genres, slate, top, history, retrain, changeAt, events, before, takeover);
  }

  /** Probability of a popular slot at event t. */
  double popular(long t) {
    if (t < changeAt) {
      return before;
    }
    if (t < (long) changeAt + ramp) {
      return before + (takeover - before) * (t - changeAt) / ramp;
    }
    return takeover;
  }
}
