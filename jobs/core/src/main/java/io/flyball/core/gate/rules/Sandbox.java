package io.flyball.core.gate.rules;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.projectnessie.cel.relocated.com.google.api.expr.v1alpha1.Constant;
import org.projectnessie.cel.relocated.com.google.api.expr.v1alpha1.Expr;

/**
 * What an expression may be made of: fields, constants, arithmetic, comparison, logic, ?: and a few
 * functions of texts and numbers, each O(1) or O(length of its texts). There are no loops, lists,
 * maps, messages, patterns, conversions to any type, or clocks, so an expression of n nodes costs
 * O(n) and always ends.
 */
final class Sandbox {
  /** Operators and functions by the name that CEL gives them, and how they are written. */
  private static final Map<String, String> WRITTEN = new HashMap<>();

  private static final Set<String> DIVISIONS = Set.of("_/_", "_%_");

  static {
    for (String operator : "+ - * / % == != < <= > >= && ||".split(" ")) {
      WRITTEN.put("_" + operator + "_", operator);
    }
    WRITTEN.put("!_", "!");
    WRITTEN.put("-_", "-");
    WRITTEN.put("_?_:_", "?:");
    for (String function :
        new String[] {"startsWith", "endsWith", "contains", "size", "double", "int"}) {
      WRITTEN.put(function, function);
    }
  }

  private final int mostNodes;
  private final int deepest;
  private int nodes;

  Sandbox(int mostNodes, int deepest) {
    this.mostNodes = mostNodes;
    this.deepest = deepest;
  }

  /** Counts the nodes; refuses what is not allowed. */
  int check(Expr expression) throws RuleFault {
    visit(expression, 1);
    return nodes;
  }

  private void visit(Expr e, int depth) throws RuleFault {
    if (++nodes > mostNodes) {
      throw new RuleFault("has more than the " + mostNodes + " terms allowed: split it");
    }
    if (depth > deepest) {
      throw new RuleFault("is nested deeper than the " + deepest + " levels allowed");
    }
    switch (e.getExprKindCase()) {
      case CONST_EXPR -> constant(e.getConstExpr());
      case IDENT_EXPR -> {}
      case CALL_EXPR -> call(e.getCallExpr(), depth);
      case SELECT_EXPR ->
          throw new RuleFault(
              "selects ." + e.getSelectExpr().getField() + " of a value: fields have no parts");
      case LIST_EXPR -> throw new RuleFault("holds a list, which is not allowed");
      case STRUCT_EXPR -> throw new RuleFault("holds a map or message, which is not allowed");
      case COMPREHENSION_EXPR -> throw new RuleFault("loops, which is not allowed");
      default -> throw new RuleFault("holds a " + e.getExprKindCase() + ", which is not allowed");
    }
  }

  private static void constant(Constant c) throws RuleFault {
    switch (c.getConstantKindCase()) {
      case DOUBLE_VALUE -> {
        if (!Double.isFinite(c.getDoubleValue())) {
          throw new RuleFault("holds a number that no double is");
        }
      }
      case INT64_VALUE, BOOL_VALUE, STRING_VALUE -> {}
      default ->
          throw new RuleFault(
              "holds a constant of a type that is not allowed: write numbers, texts, true or false");
    }
  }

  private void call(Expr.Call call, int depth) throws RuleFault {
    String function = call.getFunction();
    if (!WRITTEN.containsKey(function)) {
      throw new RuleFault(
          String.format(
              Locale.ROOT,
              "calls %s; allowed are + - * / %% == != < <= > >= && || ! ?: startsWith endsWith"
                  + " contains size double int",
              function));
    }
    if (DIVISIONS.contains(function) && isZero(call.getArgs(1))) {
      throw new RuleFault("divides by the constant 0");
    }
    if (call.hasTarget()) {
      visit(call.getTarget(), depth + 1);
    }
    for (Expr argument : call.getArgsList()) {
      visit(argument, depth + 1);
    }
  }

  private static boolean isZero(Expr e) {
    Constant c = e.getConstExpr();
    return switch (c.getConstantKindCase()) {
      case DOUBLE_VALUE -> c.getDoubleValue() == 0;
      case INT64_VALUE -> c.getInt64Value() == 0;
      default -> false;
    };
  }
}
