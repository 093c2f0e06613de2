package io.flyball.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChildrenTest {
  private final List<String> closed = new ArrayList<>();

  private AutoCloseable child(String name) {
    return () -> closed.add(name);
  }

  @Test
  void closesInReverseOrderEachOnce() {
    Children children = Children.untilShutdown();
    children.add(child("folder"));
    children.add(child("broker"));
    children.add(child("cluster"));

    children.close();
    children.close();

    assertThat(closed).containsExactly("cluster", "broker", "folder");
  }

  @Test
  void oneThatFailsDoesNotKeepTheOthersOpen() {
    Children children = Children.untilShutdown();
    children.add(child("folder"));
    children.add(
        () -> {
          throw new IllegalStateException("stuck");
        });
    children.add(child("cluster"));

    assertThatThrownBy(children::close).rootCause().hasMessage("stuck");
    assertThat(closed).containsExactly("cluster", "folder");
  }

  @Test
  void oneThatComesTooLateIsClosedAtOnce() {
    Children children = Children.untilShutdown();
    children.close();

    assertThatThrownBy(() -> children.add(child("broker"))).hasMessageContaining("stopping");
    assertThat(closed).containsExactly("broker");
  }
}
