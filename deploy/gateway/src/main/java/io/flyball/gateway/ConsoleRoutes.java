package io.flyball.gateway;

import io.flyball.console.ConsoleFile;
import io.flyball.console.ConsoleFiles;
import java.util.List;

/** The pages for people. They hold no data: what they show comes by the other routes. */
final class ConsoleRoutes {
  private static final String UNCHANGED = "the caller has this version already";
  private static final ConsoleFiles FILES = new ConsoleFiles();

  private ConsoleRoutes() {}

  static List<Route> of() {
    return List.of(
        Route.get("/", "The console: its first page.")
            .answers(200)
            .answers(304, UNCHANGED)
            .by(exchange -> serve(exchange, "overview")),
        Route.get("/console/{file}", "A page of the console, or a file that its pages use.")
            .answers(200)
            .answers(304, UNCHANGED)
            .answers(404, "the console has no such file")
            .by(exchange -> serve(exchange, exchange.path("file"))),
        // Browsers ask for it without being told to.
        Route.get("/favicon.ico", "The sign of the console.")
            .answers(200)
            .answers(304, UNCHANGED)
            .by(exchange -> serve(exchange, "flyball.svg")));
  }

  private static void serve(Exchange exchange, String name) throws ProblemException {
    ConsoleFile file =
        FILES
            .find(name)
            .orElseThrow(
                () ->
                    Problem.of(404, "the console has no such page; / shows the first one")
                        .exception());
    // A page of an earlier gateway must not meet the modules of a later one.
    exchange.putHeader("Cache-Control", "no-cache");
    exchange.putHeader("ETag", file.tag());
    exchange.putHeader("Referrer-Policy", "same-origin");
    if (file.tag().equals(exchange.header("if-none-match"))) {
      exchange.empty(304);
    } else {
      exchange.send(200, file.mediaType(), file.content());
    }
  }
}
