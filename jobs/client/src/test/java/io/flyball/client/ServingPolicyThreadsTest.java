package io.flyball.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.bandit.serve.PublishedPolicy.Answer;
import io.flyball.schemas.DecisionRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Policies that keep caches in their model answer many threads as they answer one. */
@Timeout(120)
class ServingPolicyThreadsTest {
  private static final int THREADS = 8;
  private static final int REQUESTS = 200;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sliding-linucb:bucket-rounds=20,buckets=3",
        "d-linucb:forget=0.9",
        "logistic-thompson",
        "linucb:switching-cost=1",
        "softmax"
      })
  void everyThreadGetsTheAnswersThatOneAloneGets(String algorithm) throws Exception {
    JobInMemory job = new JobInMemory("bandit.algorithm=" + algorithm);
    Play play = Play.of(algorithm);
    for (int i = 0; i < 100; i++) {
      var decision = job.ask(play.request(i));
      job.reward(play.reward(i, decision));
    }
    List<DecisionRequest> questions = new ArrayList<>();
    for (int i = 100; i < 100 + REQUESTS; i++) {
      questions.add(play.request(i));
    }
    List<String> alone = answers(ServingPolicy.of(job.published()), questions);
    ServingPolicy shared = ServingPolicy.of(job.published());
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      Callable<List<String>> all = () -> answers(shared, questions);
      List<Future<List<String>>> found = new ArrayList<>();
      for (int t = 0; t < THREADS; t++) {
        found.add(pool.submit(all));
      }
      for (Future<List<String>> one : found) {
        assertThat(one.get()).isEqualTo(alone);
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private static List<String> answers(ServingPolicy policy, List<DecisionRequest> questions)
      throws Exception {
    List<String> answers = new ArrayList<>();
    for (DecisionRequest question : questions) {
      Answer answer = policy.answer(question, JobInMemory.LARGEST);
      answers.add(answer.arm() + Arrays.toString(answer.propensities()));
    }
    return answers;
  }
}
