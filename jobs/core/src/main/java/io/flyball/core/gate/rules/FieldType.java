package io.flyball.core.gate.rules;

import org.projectnessie.cel.checker.Decls;
import org.projectnessie.cel.relocated.com.google.api.expr.v1alpha1.Type;

/** What a field holds that an expression reads. */
public enum FieldType {
  /** Finite. */
  DOUBLE(Double.class),
  /** 64 bits. */
  INT(Long.class),
  BOOL(Boolean.class),
  /** At most {@value Expression#LONGEST_TEXT} characters. */
  STRING(String.class);

  /** Up to it every whole number is a double. */
  private static final double EXACT = 1L << 53;

  private final Class<?> javaType;

  FieldType(Class<?> javaType) {
    this.javaType = javaType;
  }

  Type type() {
    return switch (this) {
      case DOUBLE -> Decls.Double;
      case INT -> Decls.Int;
      case BOOL -> Decls.Bool;
      case STRING -> Decls.String;
    };
  }

  /** The value as this type, a whole number as INT and as DOUBLE; null when it is none. */
  Object read(Object value) {
    if (this == INT
        && value instanceof Double number
        && number == Math.rint(number)
        && Math.abs(number) <= EXACT) {
      return number.longValue();
    }
    if (this == DOUBLE && value instanceof Long whole) {
      return whole.doubleValue();
    }
    if (!javaType.isInstance(value)) {
      return null;
    }
    if (value instanceof Double number && !Double.isFinite(number)) {
      return null;
    }
    return value instanceof String text && text.length() > Expression.LONGEST_TEXT ? null : value;
  }
}
