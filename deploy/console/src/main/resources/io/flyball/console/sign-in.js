// Where the gateway has tokens: one is asked for, and kept in a cookie that no script can read.
import { html, useState } from './preact.js';
import { ask } from './api.js';
import { reopen } from './live.js';

export function SignIn() {
  const [token, setToken] = useState('');
  const [said, say] = useState('');
  const send = async (event) => {
    event.preventDefault();
    try {
      await ask('/v1/session', { method: 'POST', headers: { Authorization: `Bearer ${token.trim()}` } });
      setToken('');
      reopen();
    } catch (e) {
      say(e.status === 401 ? 'The gateway does not know this token.' : e.message);
    }
  };
  return html`<form class="panel sign-in" onSubmit=${send}>
    <h1>Sign in</h1>
    <p>This gateway has tokens. The pages need one with the scope <code>read</code>; <code>control:*</code> steers, <code>replay</code> sends dead letters back.</p>
    <label class="field">Token<input name="token" type="password" autocomplete="current-password" value=${token} onInput=${(e) => setToken(e.target.value)} /></label>
    <button class="plain main-act" disabled=${!token.trim()}>Sign in</button>
    <p class="said bad" role="alert">${said}</p>
  </form>`;
}
