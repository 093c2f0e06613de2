package io.flyball.core.bandit.serve;

import io.flyball.core.bandit.join.Aggregation;
import io.flyball.core.bandit.join.Mode;
import io.flyball.core.bandit.serve.ServingRules.Evaluating;
import io.flyball.core.bandit.serve.ServingRules.Exploring;
import io.flyball.core.bandit.serve.ServingRules.Publishing;

/** {@link Served#RULES} with something changed. */
record Changed(ServingRules r) {
  static Changed rules() {
    return new Changed(Served.RULES);
  }

  Changed mode(Mode mode) {
    return copy(mode, r.algorithm(), r.aggregation(), r.defaultReward(), r.learning());
  }

  Changed algorithm(String algorithm) {
    return copy(r.mode(), algorithm, r.aggregation(), r.defaultReward(), r.learning());
  }

  Changed aggregation(Aggregation aggregation) {
    return copy(r.mode(), r.algorithm(), aggregation, r.defaultReward(), r.learning());
  }

  Changed defaultReward(Double value) {
    return copy(r.mode(), r.algorithm(), r.aggregation(), value, r.learning());
  }

  Changed learning(Learning learning) {
    return copy(r.mode(), r.algorithm(), r.aggregation(), r.defaultReward(), learning);
  }

  Changed corrections() {
    return with(true, r.echo(), r.publishing(), r.evaluating());
  }

  Changed noEcho() {
    return with(r.corrections(), false, r.publishing(), r.evaluating());
  }

  Changed publishing(Publishing publishing) {
    return with(r.corrections(), r.echo(), publishing, r.evaluating());
  }

  Changed evaluating(Evaluating evaluating) {
    return with(r.corrections(), r.echo(), r.publishing(), evaluating);
  }

  Changed arms(int most, boolean evict) {
    return more(most, evict, r.exploring(), r.scale());
  }

  Changed exploring(double least, double total) {
    return more(r.maxArms(), r.evict(), new Exploring(least, total), r.scale());
  }

  Changed scale(RewardScale scale) {
    return more(r.maxArms(), r.evict(), r.exploring(), scale);
  }

  Changed clicks(String model) {
    return new Changed(r.with(ClickModel.parse(model)));
  }

  private Changed more(int most, boolean evict, Exploring exploring, RewardScale scale) {
    return new Changed(
        new ServingRules(
            r.mode(),
            r.algorithm(),
            r.context(),
            r.horizon(),
            r.seed(),
            r.window(),
            r.hold(),
            r.remember(),
            r.aggregation(),
            r.defaultReward(),
            r.learning(),
            r.corrections(),
            r.echo(),
            r.forgetAfter(),
            most,
            evict,
            exploring,
            scale,
            r.publishing(),
            r.evaluating(),
            r.sharding(),
            r.clicks()));
  }

  private Changed copy(
      Mode mode, String algorithm, Aggregation aggregation, Double value, Learning learning) {
    return new Changed(
        new ServingRules(
            mode,
            algorithm,
            r.context(),
            r.horizon(),
            r.seed(),
            r.window(),
            r.hold(),
            r.remember(),
            aggregation,
            value,
            learning,
            r.corrections(),
            r.echo(),
            r.forgetAfter(),
            r.maxArms(),
            r.evict(),
            r.exploring(),
            r.scale(),
            r.publishing(),
            r.evaluating(),
            r.sharding(),
            r.clicks()));
  }

  private Changed with(
      boolean corrections, boolean echo, Publishing publishing, Evaluating evaluating) {
    return new Changed(
        new ServingRules(
            r.mode(),
            r.algorithm(),
            r.context(),
            r.horizon(),
            r.seed(),
            r.window(),
            r.hold(),
            r.remember(),
            r.aggregation(),
            r.defaultReward(),
            r.learning(),
            corrections,
            echo,
            r.forgetAfter(),
            r.maxArms(),
            r.evict(),
            r.exploring(),
            r.scale(),
            publishing,
            evaluating,
            r.sharding(),
            r.clicks()));
  }
}
