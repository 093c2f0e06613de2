package io.flyball.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** The page of the description; everything it loads comes from the gateway itself. */
final class Pages {
  private static final String WEB_JAR = "META-INF/resources/webjars/swagger-ui/5.34.1/";
  private static final String PAGE =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <title>Flyball gateway</title>
      <link rel="stylesheet" href="/docs/swagger-ui.css">
      </head>
      <body>
      <div id="page"></div>
      <script src="/docs/swagger-ui-bundle.js"></script>
      <script src="/docs/start.js"></script>
      </body>
      </html>
      """;
  private static final String START =
      "SwaggerUIBundle({url: '/openapi.json', dom_id: '#page', validatorUrl: null});\n";
  private static final Map<String, String> FILES =
      Map.of(
          "swagger-ui.css", "text/css; charset=utf-8",
          "swagger-ui-bundle.js", "text/javascript; charset=utf-8");

  private Pages() {}

  static void serve(Exchange exchange) throws ProblemException {
    String path = exchange.request().path();
    String file = path.length() > "/docs/".length() ? path.substring("/docs/".length()) : "";
    // The page sets styles on elements and holds its icons as data.
    exchange.putHeader(
        "Content-Security-Policy",
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
            + " frame-ancestors 'none'; base-uri 'none'");
    if (file.isEmpty()) {
      exchange.send(200, "text/html; charset=utf-8", PAGE.getBytes(UTF_8));
    } else if (file.equals("start.js")) {
      exchange.send(200, "text/javascript; charset=utf-8", START.getBytes(UTF_8));
    } else if (FILES.containsKey(file)) {
      exchange.send(200, FILES.get(file), resource(file));
    } else {
      throw Problem.of(404, "no such page").exception();
    }
  }

  private static byte[] resource(String file) {
    try (InputStream in = Pages.class.getClassLoader().getResourceAsStream(WEB_JAR + file)) {
      if (in == null) {
        throw new IllegalStateException(WEB_JAR + file + " is not on the class path");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
