package io.flyball.jobs.dataloop;

import io.flyball.jobs.runtime.RecordLimits;
import io.flyball.jobs.runtime.config.ConfigException;
import io.flyball.jobs.runtime.config.Inline;
import io.flyball.jobs.runtime.config.Key;
import java.io.Serializable;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;

/** The {@code dataloop} section. */
public record DataloopConfig(
    @Key(value = "dataloop.probes", meaning = "Topic of DataProbe records.") String probesTopic,
    @Key(value = "dataloop.votes", meaning = "Topic of DataVote records.") String votesTopic,
    @Key(value = "search.steps", meaning = "Topic of SearchStep records.") String stepsTopic,
    @Key(value = "learner.transitions", meaning = "Topic of TaskTransition records.")
        String transitionsTopic,
    @Key(value = "dataloop.train", meaning = "Topic that samples to train on are written to.")
        String trainTopic,
    @Key(value = "dataloop.expand", meaning = "Topic that seeds of samples are written to.")
        String expandTopic,
    @Key(value = "dataloop.drop", meaning = "Topic that dropped samples are written to.")
        String dropTopic,
    @Key(value = "dataloop.rates", meaning = "Topic that noise and mastery are written to.")
        String ratesTopic,
    @Key(value = "search.states", meaning = "Topic that states of searches are written to.")
        String searchesTopic,
    @Key(value = "learner.plans", meaning = "Topic that plans of tasks are written to.")
        String plansTopic,
    @Inline RecordLimits records,
    @Key(
            value = "1 min",
            meaning =
                "How far behind the newest record of its partition a record may come; records wait"
                    + " so long to be put in order. Later ones are dead letters (TOO_LATE).")
        Duration outOfOrderness,
    @Key(
            value = "30 d",
            min = "1 s",
            meaning = "How long a silent sample, search, task, source or capability is remembered.")
        Duration forget,
    @Key(meaning = "Samples and their labels.") SamplesConfig samples,
    @Key(meaning = "Trees of searches.") SearchConfig search,
    @Key(meaning = "Tasks that go on without end.") TasksConfig tasks)
    implements Serializable {

  public DataloopConfig {
    List<String> topics = List.of(probesTopic, votesTopic, stepsTopic, transitionsTopic);
    if (new HashSet<>(topics).size() < topics.size()) {
      throw new ConfigException("probes-topic", probesTopic, "a topic of its own");
    }
  }

  /** The same with other rules for samples and searches. */
  DataloopConfig steered(SamplesConfig samples, SearchConfig search) {
    return new DataloopConfig(
        probesTopic,
        votesTopic,
        stepsTopic,
        transitionsTopic,
        trainTopic,
        expandTopic,
        dropTopic,
        ratesTopic,
        searchesTopic,
        plansTopic,
        records,
        outOfOrderness,
        forget,
        samples,
        search,
        tasks);
  }

  /** The topics that the job reads. */
  public List<String> topics() {
    return List.of(probesTopic, votesTopic, stepsTopic, transitionsTopic);
  }
}
