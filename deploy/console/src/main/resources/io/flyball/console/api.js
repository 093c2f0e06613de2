// One request to the gateway. A refusal becomes an error whose message is the gateway's own sentence.
export class Refused extends Error {
  constructor(status, problem) {
    super(problem.detail || problem.title || `The gateway answered ${status}.`);
    this.status = status;
    this.problem = problem;
  }
}

export async function ask(path, { method = 'GET', body, headers = {} } = {}) {
  let answer;
  try {
    answer = await fetch(path, {
      method,
      credentials: 'same-origin',
      // With the cookie of a session a page of another origin could not set this header.
      headers: { Accept: 'application/json', 'Flyball-Request': 'console', ...(body ? { 'Content-Type': 'application/json' } : {}), ...headers },
      body: body ? JSON.stringify(body) : undefined,
    });
  } catch {
    throw new Refused(0, { detail: 'The gateway does not answer. Check that it runs, then try again.' });
  }
  const text = await answer.text();
  let json = {};
  try {
    json = text ? JSON.parse(text) : {};
  } catch {
    json = { detail: text.slice(0, 200) };
  }
  if (!answer.ok) throw new Refused(answer.status, json);
  return { ...json, etag: answer.headers.get('ETag') };
}
