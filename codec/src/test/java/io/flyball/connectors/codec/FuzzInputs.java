package io.flyball.connectors.codec;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * The inputs kept beside a fuzz test, {@code <class>Inputs/<method>/}, as plain tests: without the
 * agent, which would slow down every other test of the JVM.
 */
public final class FuzzInputs {
  private FuzzInputs() {}

  /** A test for each input of each method, and for no bytes at all. */
  public static Stream<DynamicTest> of(Object fuzz) throws Exception {
    List<DynamicTest> tests = new ArrayList<>();
    List<Method> methods =
        Arrays.stream(fuzz.getClass().getDeclaredMethods())
            .filter(method -> method.isAnnotationPresent(FuzzTest.class))
            .sorted(Comparator.comparing(Method::getName))
            .toList();
    for (Method method : methods) {
      method.setAccessible(true);
      tests.add(test(fuzz, method, "no bytes", new byte[0]));
      for (Path input : inputs(fuzz.getClass(), method)) {
        tests.add(test(fuzz, method, input.getFileName().toString(), Files.readAllBytes(input)));
      }
    }
    return tests.stream();
  }

  private static List<Path> inputs(Class<?> type, Method method) throws Exception {
    String folder = type.getSimpleName() + "Inputs/" + method.getName();
    try (Stream<Path> files = Files.list(Path.of(type.getResource(folder).toURI()))) {
      return files.sorted().toList();
    }
  }

  private static DynamicTest test(Object fuzz, Method method, String name, byte[] bytes) {
    return DynamicTest.dynamicTest(
        method.getName() + ": " + name, () -> method.invoke(fuzz, (Object) bytes));
  }
}
