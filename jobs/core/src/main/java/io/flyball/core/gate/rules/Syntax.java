package io.flyball.core.gate.rules;

import java.util.Locale;
import org.projectnessie.cel.parser.gen.CELLexer;
import org.projectnessie.cel.parser.gen.CELParser;
import org.projectnessie.cel.shaded.org.antlr.v4.runtime.BaseErrorListener;
import org.projectnessie.cel.shaded.org.antlr.v4.runtime.CharStreams;
import org.projectnessie.cel.shaded.org.antlr.v4.runtime.CommonTokenStream;
import org.projectnessie.cel.shaded.org.antlr.v4.runtime.RecognitionException;
import org.projectnessie.cel.shaded.org.antlr.v4.runtime.Recognizer;

/**
 * Whether a text follows CEL's grammar. The library's own parser prints each error on stderr; this
 * one keeps the first.
 */
final class Syntax extends BaseErrorListener {
  private String first;

  private Syntax() {}

  static void check(String text) throws RuleFault {
    Syntax errors = new Syntax();
    CELLexer lexer = new CELLexer(CharStreams.fromString(text));
    lexer.removeErrorListeners();
    lexer.addErrorListener(errors);
    CELParser parser = new CELParser(new CommonTokenStream(lexer));
    parser.removeErrorListeners();
    parser.addErrorListener(errors);
    parser.start();
    if (errors.first != null) {
      throw new RuleFault(errors.first);
    }
  }

  @Override
  public void syntaxError(
      Recognizer<?, ?> recognizer,
      Object symbol,
      int line,
      int character,
      String message,
      RecognitionException cause) {
    if (first == null) {
      first =
          String.format(
              Locale.ROOT,
              "line %d, character %d: %s",
              line,
              character + 1,
              message.replaceAll(" expecting \\{.*", "").replace("'<EOF>'", "end"));
    }
  }
}
