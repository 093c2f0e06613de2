package io.flyball.bench.door;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The floor of the gateway, in a process of its own: {@code PassThrough BOOTSTRAP PORT TOPIC}. Each
 * line of a body becomes a record as it is, unread and unchecked; 202 when all are acknowledged.
 * The server, its event loops and the producer are set up as the gateway's are. It ends when its
 * stdin does.
 */
public final class PassThrough {
  private PassThrough() {}

  /** Starts the server and serves until the parent ends. */
  public static void main(String[] args) throws IOException, InterruptedException {
    String topic = args[2];
    try (KafkaProducer<byte[], byte[]> producer = producer(args[0])) {
      producer.partitionsFor(topic);
      Vertx vertx = Vertx.vertx();
      try {
        vertx
            .deployVerticle(
                () -> new Loop(Integer.parseInt(args[1]), topic, producer),
                new DeploymentOptions()
                    .setInstances(Math.max(2, Runtime.getRuntime().availableProcessors())))
            .toCompletionStage()
            .toCompletableFuture()
            .get();
      } catch (ExecutionException e) {
        throw new IOException("cannot listen on port " + args[1], e.getCause());
      }
      System.in.transferTo(OutputStream.nullOutputStream());
      vertx.close().await();
    }
  }

  /** As the gateway's; also that of the producer by itself. */
  static KafkaProducer<byte[], byte[]> producer(String bootstrap) {
    return new KafkaProducer<>(
        Map.of(
            "bootstrap.servers",
            bootstrap,
            "acks",
            "all",
            "linger.ms",
            "0",
            "compression.type",
            "lz4",
            "batch.size",
            Integer.toString(128 << 10),
            "buffer.memory",
            Long.toString(80L << 20)),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  private static final class Loop extends AbstractVerticle {
    private final int port;
    private final String topic;
    private final KafkaProducer<byte[], byte[]> producer;

    Loop(int port, String topic, KafkaProducer<byte[], byte[]> producer) {
      this.port = port;
      this.topic = topic;
      this.producer = producer;
    }

    @Override
    public void start(Promise<Void> started) {
      vertx
          .createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(port))
          .requestHandler(this::requested)
          .listen()
          .<Void>mapEmpty()
          .onComplete(started);
    }

    private void requested(HttpServerRequest request) {
      HttpServerResponse response = request.response();
      request
          .body()
          .compose(this::produce)
          .onSuccess(done -> response.setStatusCode(202).end())
          .onFailure(fault -> response.setStatusCode(503).end());
    }

    private Future<Void> produce(Buffer body) {
      byte[] bytes = body.getBytes();
      List<Future<Void>> acks = new ArrayList<>();
      int from = 0;
      for (int i = 0; i <= bytes.length; i++) {
        if (i == bytes.length || bytes[i] == '\n') {
          if (i > from) {
            acks.add(produce(Arrays.copyOfRange(bytes, from, i)));
          }
          from = i + 1;
        }
      }
      return Future.all(acks).mapEmpty();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback is told of every end
    private Future<Void> produce(byte[] value) {
      Promise<Void> ack = Promise.promise();
      producer.send(
          new ProducerRecord<>(topic, value),
          (metadata, fault) -> {
            if (fault == null) {
              ack.complete();
            } else {
              ack.fail(fault);
            }
          });
      return ack.future();
    }
  }
}
