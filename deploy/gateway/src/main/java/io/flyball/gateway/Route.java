package io.flyball.gateway;

import java.util.List;

/**
 * One row of the table of routes: what a request is matched by, who may send it, and what OpenAPI
 * says of it.
 *
 * @param method HTTP method
 * @param path exact path
 * @param scope what the caller must be allowed; empty for everybody; records are checked by kind
 * @param summary one sentence
 * @param kind the kind of record it takes; null where it takes none or any
 * @param body what is sent
 * @param codes statuses of its answers, beside those of every route
 * @param handler answers
 */
record Route(
    String method,
    String path,
    String scope,
    String summary,
    RecordKind kind,
    Body body,
    List<Integer> codes,
    Handler handler) {

  /** What is sent to a route. */
  enum Body {
    NONE,
    RECORDS,
    BEACON
  }

  /** Answers a request. */
  @FunctionalInterface
  interface Handler {
    void handle(Exchange exchange) throws ProblemException;
  }
}
