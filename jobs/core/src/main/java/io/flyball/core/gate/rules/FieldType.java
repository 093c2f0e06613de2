package io.flyball.core.gate.rules;

import org.projectnessie.cel.checker.Decls;
import org.projectnessie.cel.relocated.com.google.api.expr.v1alpha1.Type;

/** What a field holds that an expression reads. */
public enum FieldType {
  /** Finite. */
  DOUBLE(Decls.Double, Double.class),
  /** 64 bits. */
  INT(Decls.Int, Long.class),
  BOOL(Decls.Bool, Boolean.class),
  /** At most {@value Expression#LONGEST_TEXT} characters. */
  STRING(Decls.String, String.class);

  private final Type type;
  private final Class<?> javaType;

  FieldType(Type type, Class<?> javaType) {
    this.type = type;
    this.javaType = javaType;
  }

  Type type() {
    return type;
  }

  /** The value as this type, a whole number also as DOUBLE; null when it is none. */
  Object read(Object value) {
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
