package io.flyball.core.gate.rules;

import org.projectnessie.cel.relocated.com.google.api.expr.v1alpha1.Expr;

/** Which names an expression reads. */
final class Identifiers {
  private Identifiers() {}

  static boolean in(Expr e, String name) {
    return switch (e.getExprKindCase()) {
      case IDENT_EXPR -> e.getIdentExpr().getName().equals(name);
      case CALL_EXPR ->
          in(e.getCallExpr().getTarget(), name)
              || e.getCallExpr().getArgsList().stream().anyMatch(argument -> in(argument, name));
      default -> false;
    };
  }
}
