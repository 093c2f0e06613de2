package io.flyball.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class DigestsTest {

  private static ConsumerRecord<byte[], byte[]> record(String topic, String key, String value) {
    return new ConsumerRecord<>(
        topic, 0, 0, key == null ? null : key.getBytes(UTF_8), value.getBytes(UTF_8));
  }

  private static long of(ConsumerRecord<byte[], byte[]> record) {
    return Digests.of(record, record.value());
  }

  private static Digests of(long... digests) {
    Digests all = new Digests();
    for (long digest : digests) {
      all.add(digest);
    }
    return all;
  }

  @Test
  void nothingLessNothingIsNothing() {
    assertThat(new Digests().minus(new Digests()).size()).isZero();
    assertThat(of(1, 2).minus(new Digests()).size()).isEqualTo(2);
    assertThat(new Digests().minus(of(1, 2)).size()).isZero();
  }

  @Test
  void orderDoesNotCountAndNumberDoes() {
    assertThat(of(3, 1, 2, 1).minus(of(1, 1, 2, 3)).size()).isZero();
    Digests twice = of(5, 7, 5, 5).minus(of(7, 5));
    assertThat(twice.size()).isEqualTo(2);
    assertThat(twice.contains(5)).isTrue();
    assertThat(twice.contains(7)).isFalse();
  }

  @Test
  void moreThanTheFirstRoomIsKept() {
    Digests many = new Digests();
    for (int i = 0; i < 10_000; i++) {
      many.add(i);
    }
    assertThat(many.size()).isEqualTo(10_000);
    assertThat(many.minus(of(9_999)).size()).isEqualTo(9_999);
  }

  @Test
  void topicKeyValueAndWhereOneEndsAllCount() {
    Set<Long> digests = new HashSet<>();
    digests.add(of(record("t", "key", "value")));
    digests.add(of(record("u", "key", "value")));
    digests.add(of(record("t", "keyv", "alue")));
    digests.add(of(record("t", "", "keyvalue")));
    digests.add(of(record("t", null, "keyvalue")));
    digests.add(of(record("t", "key", "value\0")));
    digests.add(of(record("t", "key", "valuf")));
    assertThat(digests).hasSize(7);
    assertThat(digests).contains(of(record("t", "key", "value")));
  }
}
