package io.flyball.core.loop;

/**
 * What feedback does over the turns of many episodes, per source of feedback: does it solve tasks,
 * does it change answers, does it make them go in circles. The measures are those of MINT (arXiv
 * 2309.10691) and of "Try Again" (arXiv 2507.14295). Sums only, so parts can be merged. O(turns)
 * per episode; undefined ratios are NaN.
 */
public final class FeedbackEffectiveness {
  private long episodes;
  private long successes;
  private long turns;
  private long episodesWithProposal;
  private long proposals;
  private long distinctProposals;
  private long revisions;
  private long repeats;
  private long afterBad;
  private long changedAfterBad;
  private long afterGood;
  private long changedAfterGood;

  public void add(Episode episode) {
    episodes++;
    successes += episode.solved() ? 1 : 0;
    turns += episode.turns().size();
    episodesWithProposal += episode.proposals() > 0 ? 1 : 0;
    proposals += episode.proposals();
    distinctProposals += episode.distinctProposals();
    repeats += episode.repeats();
    Episode.Turn previous = null;
    for (Episode.Turn turn : episode.turns()) {
      if (previous != null) {
        revision(previous, turn.answer() != previous.answer());
      }
      previous = turn;
    }
  }

  private void revision(Episode.Turn previous, boolean changed) {
    revisions++;
    if (previous.feedback() == Polarity.BAD) {
      afterBad++;
      changedAfterBad += changed ? 1 : 0;
    } else if (previous.feedback() == Polarity.GOOD) {
      afterGood++;
      changedAfterGood += changed ? 1 : 0;
    }
  }

  /** Adds the episodes of another part. */
  public void merge(FeedbackEffectiveness other) {
    episodes += other.episodes;
    successes += other.successes;
    turns += other.turns;
    episodesWithProposal += other.episodesWithProposal;
    proposals += other.proposals;
    distinctProposals += other.distinctProposals;
    revisions += other.revisions;
    repeats += other.repeats;
    afterBad += other.afterBad;
    changedAfterBad += other.changedAfterBad;
    afterGood += other.afterGood;
    changedAfterGood += other.changedAfterGood;
  }

  public long episodes() {
    return episodes;
  }

  public long successes() {
    return successes;
  }

  /** SR_k where k is the turn limit of the episodes: share solved. */
  public double successRate() {
    return (double) successes / episodes;
  }

  public double meanTurns() {
    return (double) turns / episodes;
  }

  public long episodesWithProposal() {
    return episodesWithProposal;
  }

  /** Different solutions over solutions proposed, E/T. */
  public double uniqueProposalRatio() {
    return (double) distinctProposals / proposals;
  }

  /** Turns that had one before them. */
  public long revisions() {
    return revisions;
  }

  /** Actions taken before in the same episode. */
  public long repeats() {
    return repeats;
  }

  /** Repeats per revision. */
  public double repeatRate() {
    return (double) repeats / revisions;
  }

  public long afterBad() {
    return afterBad;
  }

  public long changedAfterBad() {
    return changedAfterBad;
  }

  public long afterGood() {
    return afterGood;
  }

  public long changedAfterGood() {
    return changedAfterGood;
  }

  /** Share of changed answers after negative feedback. */
  public double switchRateAfterBad() {
    return (double) changedAfterBad / afterBad;
  }

  /** Share of changed answers after positive feedback. */
  public double switchRateAfterGood() {
    return (double) changedAfterGood / afterGood;
  }
}
