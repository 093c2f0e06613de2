package io.flyball.core.bandit.serve;

import io.flyball.core.bandit.join.OpenDecision;
import io.flyball.core.bandit.join.Place;

/** What a position of a slate teaches, by the click model. */
final class ClickCredit {
  private final ServingContext desk;
  private final RewardLearner teaching;
  private final Examination examination;

  ClickCredit(ServingContext desk, RewardLearner teaching) {
    this.desk = desk;
    this.teaching = teaching;
    this.examination = new Examination(desk);
  }

  /** The decision as its click model has it: looked at or not, and with what weight. */
  OpenDecision looked(String id, OpenDecision open, LoadedPolicy work) {
    if (open.place().position() == 0 || !open.active()) {
      return open;
    }
    if (desk.rules.clicks().cascades() && clickedAbove(id, open, work)) {
      desk.out.count(ServingCount.UNSEEN_POSITIONS, 1);
      return open.with(OpenDecision.UNSEEN);
    }
    double weight = examination.settled(work.learner.policy(), open, clicked(open, work));
    return weight == 1 ? open : open.withImportance(open.importance() * weight);
  }

  private boolean clickedAbove(String id, OpenDecision open, LoadedPolicy work) {
    String decision = open.place().decision(id);
    for (int l = 1; l < open.place().position(); l++) {
      OpenDecision above = desk.state.open().get(Place.key(decision, l));
      if (above != null && clicked(above, work)) {
        return true;
      }
    }
    return false;
  }

  /** Whether what is known of it teaches more than nothing. */
  private boolean clicked(OpenDecision open, LoadedPolicy work) {
    double[] reward = open.rewards().length == 0 ? null : teaching.known(work, open);
    return reward != null && desk.rules.scale().lesson(reward)[0] > 0;
  }
}
