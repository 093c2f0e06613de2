package io.flyball.jobs.dataloop;

import io.flyball.core.continuing.LazyRules;
import io.flyball.jobs.runtime.config.ConfigException;
import io.flyball.jobs.runtime.config.Key;
import java.io.Serializable;

/** The {@code dataloop.tasks} section. */
public record TasksConfig(
    @Key(
            value = "20",
            meaning =
                "A task is planned anew when its steps disagree with the plan by 3 beta, in squared"
                    + " reward; 3 beta must be above states x actions x bonus^2.")
        double beta,
    @Key(
            value = "1",
            min = "0",
            max = "1000000",
            meaning = "Optimism at the first visit of a pair of state and action, in reward.")
        double bonus,
    @Key(value = "100", meaning = "Largest difference between values of states.") double span,
    @Key(
            value = "8",
            min = "1",
            max = "64",
            meaning = "Most states of a task; a step beyond them is a dead letter (OUT_OF_RANGE).")
        int states,
    @Key(value = "4", min = "1", max = "64", meaning = "Most actions of a task.") int actions)
    implements Serializable {

  public TasksConfig {
    try {
      new LazyRules(beta, bonus, span).check(states, actions);
    } catch (IllegalArgumentException e) {
      throw new ConfigException("beta", beta, "larger: " + e.getMessage());
    }
  }

  LazyRules rules() {
    return new LazyRules(beta, bonus, span);
  }
}
