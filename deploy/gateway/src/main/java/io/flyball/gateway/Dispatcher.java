package io.flyball.gateway;

import io.flyball.connectors.codec.RefusalException;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Finds the route of a request and lets it answer; what every route has in common is done here. */
final class Dispatcher {
  private static final String MAX_AGE = "3600";
  private static final String REQUEST_HEADERS =
      "Authorization, Content-Type, Content-Encoding, Idempotency-Key, If-Match,"
          + " Flyball-Sent-At, Flyball-Via, Flyball-Deadline-Ms";

  private final Access access;
  private final List<Route> routes;

  Dispatcher(Access access, List<Route> routes) {
    this.access = access;
    this.routes = routes;
  }

  void handle(Exchange exchange) {
    try {
      dispatch(exchange);
    } catch (ProblemException e) {
      exchange.problem(e.problem());
    } catch (RuntimeException e) {
      exchange.problem(Problem.unexpected());
      throw e;
    }
  }

  private void dispatch(Exchange exchange) throws ProblemException {
    HttpServerRequest request = exchange.request();
    access.requireHost(exchange.header("host"));
    String path = request.path();
    String method = request.method().name();
    TreeSet<String> allowed = new TreeSet<>();
    Route found = null;
    for (Route route : routes) {
      Map<String, String> values = path == null ? null : route.match(path);
      if (values != null) {
        allowed.add(route.method());
        if (route.method().equals(method)) {
          found = route;
          exchange.path(decoded(values));
        }
      }
    }
    if (allowed.isEmpty()) {
      throw Problem.of(404, "no such path; /docs lists all of them").exception();
    }
    cors(exchange);
    if (method.equals("OPTIONS")) {
      options(exchange, allowed);
      return;
    }
    if (found == null) {
      throw Problem.of(405, method + " is not allowed here; allowed are " + allowed)
          .header("Allow", String.join(", ", allowed) + ", OPTIONS")
          .exception();
    }
    serve(exchange, found);
  }

  private void serve(Exchange exchange, Route route) throws ProblemException {
    exchange.route(route.path());
    boolean guarded = !route.scope().isEmpty() || route.body() != Route.Body.NONE;
    if (guarded) {
      String key = key(exchange, route.body());
      Credentials shown = Credentials.of(exchange, key);
      if (shown.session() && !route.method().equals("GET")) {
        Sessions.requireProof(exchange);
      }
      Caller caller = access.caller(shown);
      access.requireOrigin(caller, exchange.header("origin"), exchange.header("host"));
      if (!route.scope().isEmpty()) {
        Access.require(caller, scope(route, exchange));
      }
      exchange.caller(caller);
    }
    route.handler().handle(exchange);
  }

  /** What may stand in the query: a beacon's public key, and a webhook's token (section 3.2). */
  private static String key(Exchange exchange, Route.Body body) {
    if (body == Route.Body.BEACON) {
      return exchange.request().getParam("k");
    }
    String token = body == Route.Body.RECORDS ? exchange.request().getParam("access_token") : null;
    if (token != null) {
      exchange.putHeader("Cache-Control", "private");
    }
    return token;
  }

  private static Map<String, String> decoded(Map<String, String> values) throws ProblemException {
    Map<String, String> decoded = new HashMap<>();
    for (Map.Entry<String, String> value : values.entrySet()) {
      try {
        String name = value.getKey();
        decoded.put(name, PercentEncoding.decode(name, value.getValue()));
      } catch (RefusalException e) {
        throw Problem.of(400, e.refusal()).exception();
      }
    }
    return decoded;
  }

  private static String scope(Route route, Exchange exchange) {
    String scope = route.scope();
    for (String name : route.names()) {
      scope = scope.replace("{" + name + "}", exchange.path(name));
    }
    return scope;
  }

  private void cors(Exchange exchange) {
    String origin = exchange.header("origin");
    if (origin != null) {
      exchange.putHeader("Vary", "Origin");
      if (access.allows(origin)) {
        exchange.putHeader("Access-Control-Allow-Origin", origin);
        exchange.putHeader("Access-Control-Expose-Headers", "Retry-After, ETag");
      }
    }
  }

  /** A preflight of CORS, a handshake of the CloudEvents webhook, or a plain question. */
  private void options(Exchange exchange, Set<String> allowed) {
    String methods = String.join(", ", allowed) + ", OPTIONS";
    exchange.putHeader("Allow", methods);
    String origin = exchange.header("origin");
    if (exchange.header("access-control-request-method") != null
        && origin != null
        && access.allows(origin)) {
      exchange.putHeader("Access-Control-Allow-Methods", methods);
      exchange.putHeader("Access-Control-Allow-Headers", REQUEST_HEADERS);
      exchange.putHeader("Access-Control-Max-Age", MAX_AGE);
    }
    String sender = exchange.header("webhook-request-origin");
    if (sender != null && allowed.contains("POST")) {
      exchange.putHeader("WebHook-Allowed-Origin", sender);
      exchange.putHeader("WebHook-Allowed-Rate", "*");
    }
    if (allowed.contains("POST")) {
      exchange.putHeader("Accept-Post", String.join(", ", Bodies.ACCEPTED));
    }
    exchange.empty(204);
  }
}
