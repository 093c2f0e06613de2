package io.flyball.jobs.gate;

import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * A critic behind HTTP. Event time does not pass a proposal before its call has ended, so the
 * answers wait like all that a verdict may know; {@code gate.http-critic.timeout} bounds the wait.
 */
final class HttpCritic {
  private HttpCritic() {}

  /** The critiques of the proposals in a stream; alerts beside them. */
  static SingleOutputStreamOperator<ActionEvent> ask(
      DataStream<ActionEvent> taken, HttpCriticConfig config) {
    SingleOutputStreamOperator<ActionEvent> proposals =
        taken
            .filter(event -> event.kind() == ActionEvent.Kind.PROPOSAL)
            .uid(GateUids.ASKED)
            .name("Proposals to judge");
    return AsyncDataStream.unorderedWait(
            proposals,
            new HttpCriticFunction(config),
            config.timeout().toMillis(),
            TimeUnit.MILLISECONDS,
            config.capacity())
        .returns(TypeInformation.of(CriticCall.class))
        .uid(GateUids.HTTP_CRITIC)
        .name("HTTP critic")
        .process(new AnswerFunction(config.critic()))
        // It counts what the intake counts, which a task can do only once.
        .startNewChain()
        .uid(GateUids.ANSWERS)
        .name("Answers");
  }
}
