package io.flyball.gateway;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * How a browser shows a token: as a cookie that no script reads and no other site sends. Nothing is
 * kept here, so every gateway with the same tokens knows it.
 */
final class Sessions {
  /** What a page sends with whatever changes something: no form and no other origin can. */
  static final String PROOF = "flyball-request";

  private static final String COOKIE = "flyball-session";

  private Sessions() {}

  /** The token of a request's cookie; null without one. */
  static String token(Exchange exchange) {
    var cookie = exchange.request().getCookie(COOKIE);
    return cookie == null || cookie.getValue().isEmpty() ? null : cookie.getValue();
  }

  /** Refuses what another site may have made a browser send. */
  static void requireProof(Exchange exchange) throws ProblemException {
    if (exchange.header(PROOF) == null) {
      throw Problem.of(403, "a request with the session's cookie needs the header Flyball-Request")
          .exception();
    }
  }

  /**
   * The rows.
   *
   * @param access knows the tokens; null to describe them alone
   */
  static List<Route> routes(Access access) {
    return List.of(
        Route.post(
                "/v1/session",
                "Begins a session: the token of the header becomes a cookie for this browser.")
            .answers(
                204,
                "The cookie is set; requests that change something then need the header"
                    + " Flyball-Request, whatever its value.")
            .answers(401)
            .by(exchange -> begin(access, exchange)),
        Route.get("/v1/session", "Who asks, and what they may do.")
            .answers(200, 401)
            .returns(Bodies.JSON, OpenApi.reference("Session"))
            .by(exchange -> show(access, exchange)),
        Route.delete("/v1/session", "Ends the session of this browser.")
            .answers(204, "The cookie is gone.")
            .by(exchange -> end(exchange)));
  }

  /** What {@code GET /v1/session} answers. */
  static ObjectNode schema() {
    return new Shape("Who asks.")
        .required("name", "scopes")
        .text("name", "The name of the token.")
        .texts("scopes", "What it may do.")
        .node();
  }

  private static void begin(Access access, Exchange exchange) throws ProblemException {
    Credentials shown = Credentials.of(exchange, null);
    access.caller(shown);
    if (shown.token() != null) {
      set(exchange, shown.token(), "");
    }
    exchange.empty(204);
  }

  private static void show(Access access, Exchange exchange) throws ProblemException {
    Caller caller = access.caller(Credentials.of(exchange, null));
    ObjectNode answer = JsonNodeFactory.instance.objectNode().put("name", caller.name());
    caller.scopes().stream().sorted().forEach(answer.putArray("scopes")::add);
    exchange.json(200, answer);
  }

  private static void end(Exchange exchange) {
    set(exchange, "", "; Max-Age=0");
    exchange.empty(204);
  }

  private static void set(Exchange exchange, String value, String more) {
    String secure = exchange.request().isSSL() ? "; Secure" : "";
    exchange.putHeader(
        "Set-Cookie", COOKIE + "=" + value + "; Path=/; HttpOnly; SameSite=Strict" + secure + more);
  }
}
