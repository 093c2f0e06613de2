package io.flyball.jobs.runtime.config;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A configuration key: put on a record component, whose name in kebab-case becomes the key's name.
 *
 * <p>A component whose type is itself a record is a section; there only {@link #meaning()} counts.
 * One that is {@link Inline} has no name and no key annotation. A component of type {@code
 * Optional} is absent when its text is empty; one of type {@link Secret} is never printed.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Key {

  /**
   * The default as text: {@code 5 min}, {@code 0.5}, {@code a, b} for a list, {@code CLICK=30 min,
   * VIEW=2 min} for a map.
   */
  String value() default "";

  /** What the key does, in one sentence. */
  String meaning();

  /** The unit of a number; durations carry theirs in the value. */
  String unit() default "";

  /** Least allowed number or duration; empty for none (durations: 0 s). */
  String min() default "";

  /** Greatest allowed number or duration; empty for none. */
  String max() default "";
}
