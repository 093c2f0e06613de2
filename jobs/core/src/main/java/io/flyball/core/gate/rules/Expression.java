package io.flyball.core.gate.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.projectnessie.cel.Ast;
import org.projectnessie.cel.Env;
import org.projectnessie.cel.EnvOption;
import org.projectnessie.cel.EvalOption;
import org.projectnessie.cel.Issues;
import org.projectnessie.cel.Program;
import org.projectnessie.cel.ProgramOption;
import org.projectnessie.cel.checker.Decls;
import org.projectnessie.cel.common.types.Err;
import org.projectnessie.cel.common.types.ref.Val;
import org.projectnessie.cel.relocated.com.google.api.expr.v1alpha1.Decl;

/**
 * One checked expression of the Common Expression Language (CEL, without its macros): it reads
 * declared fields only, has the type asked for, and its cost is bounded by {@link Sandbox}. An
 * expression has no effect and reads nothing but its fields. Not thread-safe.
 */
public final class Expression {
  /** Characters of an expression. */
  public static final int LONGEST = 2_000;

  /** Characters of a text that an expression reads or makes. */
  public static final int LONGEST_TEXT = 4_096;

  private static final int MOST_TERMS = 200;
  private static final int DEEPEST = 40;
  private static final Pattern FIRST_ISSUE =
      Pattern.compile("ERROR: <input>:(\\d+):(\\d+): ([^\\n]*)");

  private final String text;
  private final FieldType type;
  private final List<String> reads;
  private final Program program;
  private final int terms;

  private Expression(String text, FieldType type, List<String> reads, Program program, int terms) {
    this.text = text;
    this.type = type;
    this.reads = reads;
    this.program = program;
    this.terms = terms;
  }

  /**
   * Checks an expression.
   *
   * @param fields what it may read
   * @param type what it must give
   * @throws RuleFault when it is no such expression
   */
  public static Expression compile(String text, Map<String, FieldType> fields, FieldType type)
      throws RuleFault {
    if (text.length() > LONGEST) {
      throw new RuleFault(
          String.format(
              Locale.ROOT, "has %,d characters; %,d are allowed", text.length(), LONGEST));
    }
    refuseDepth(text);
    Syntax.check(text);
    List<Decl> declarations = new ArrayList<>();
    fields.forEach((name, of) -> declarations.add(Decls.newVar(name, of.type())));
    Env env = Env.newEnv(EnvOption.declarations(declarations), EnvOption.clearMacros());
    Env.AstIssuesTuple parsed = env.parse(text);
    refuse(parsed);
    int terms = new Sandbox(MOST_TERMS, DEEPEST).check(parsed.getAst().getExpr());
    Env.AstIssuesTuple checked = env.check(parsed.getAst());
    refuse(checked);
    Ast ast = checked.getAst();
    if (!ast.getResultType().equals(type.type())) {
      throw new RuleFault(
          String.format(
              Locale.ROOT,
              "gives a %s; a %s is expected",
              ast.getResultType().getPrimitive().name().toLowerCase(Locale.ROOT),
              type.name().toLowerCase(Locale.ROOT)));
    }
    List<String> reads = new ArrayList<>();
    fields.keySet().stream()
        .filter(name -> Identifiers.in(ast.getExpr(), name))
        .forEach(reads::add);
    Program program = env.program(ast, ProgramOption.evalOptions(EvalOption.OptOptimize));
    return new Expression(text, type, reads, program, terms);
  }

  /** The parser descends once for every bracket: those too deep never reach it. */
  private static void refuseDepth(String text) throws RuleFault {
    int depth = 0;
    int run = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '(' || c == '[' || c == '{' ? 1 : c == ')' || c == ']' || c == '}' ? -1 : 0;
      run = c == '!' || c == '-' || c == '?' ? run + 1 : Character.isWhitespace(c) ? run : 0;
      if (depth > DEEPEST || run > DEEPEST) {
        throw new RuleFault("is nested deeper than the " + DEEPEST + " levels allowed");
      }
    }
  }

  private static void refuse(Env.AstIssuesTuple tuple) throws RuleFault {
    if (!tuple.hasIssues()) {
      return;
    }
    Issues issues = tuple.getIssues();
    Matcher first = FIRST_ISSUE.matcher(issues.toString());
    if (!first.find()) {
      throw new RuleFault("is no expression: " + issues.toString().lines().findFirst().orElse(""));
    }
    String why = first.group(3);
    if (why.startsWith("undeclared reference to")) {
      why = why.replaceFirst(" \\(in container ''\\)", "") + ": declare it under fields or values";
    } else if (why.contains("double, int") || why.contains("int, double")) {
      why += ": write 2.0 beside a double, not 2";
    }
    throw new RuleFault(
        String.format(
            Locale.ROOT, "line %s, character %s: %s", first.group(1), first.group(2), why));
  }

  /**
   * The value for these fields.
   *
   * @param fields values by name, each of its declared type
   * @return a Double, Long, Boolean or String; a Double is finite
   * @throws RuleFault when a field is missing, an operation fails or a number is not finite
   */
  public Object evaluate(Map<String, Object> fields) throws RuleFault {
    for (String name : reads) {
      if (!fields.containsKey(name)) {
        throw new RuleFault("reads " + name + ", which the record does not have");
      }
    }
    Val value = program.eval(fields).getVal();
    if (value instanceof Err error) {
      throw new RuleFault("fails: " + error);
    }
    Object result = type.read(value.value());
    if (result == null) {
      throw new RuleFault(
          "gives "
              + value.value()
              + ", which is not a finite "
              + type.name().toLowerCase(Locale.ROOT));
    }
    return result;
  }

  /** How many operators, fields and constants it has: its cost. */
  public int terms() {
    return terms;
  }

  @Override
  public String toString() {
    return text;
  }
}
