// The frame: which page, which channels, the bar above them.
import { html, render, useEffect, useState } from './preact.js';
import { Bar } from './bar.js';
import { Help } from './help.js';
import { listen } from './keys.js';
import { link as stream, onChange, pause, want } from './live.js';
import { PAGES, go, here, useRoute } from './route.js';
import { SignIn } from './sign-in.js';
import { NoData } from './states.js';
import * as overview from './overview.js';
import * as bandit from './bandit.js';
import * as camera from './camera.js';
import * as loop from './loop.js';
import * as modes from './modes.js';
import * as feedback from './feedback.js';
import * as control from './control.js';

const SHOWN = { overview, bandit, camera, loop, modes, feedback, control };
const ALWAYS = ['overview'];

function zone() {
  const query = new URLSearchParams(location.search);
  if (query.get('tz') === 'local') query.delete('tz');
  else query.set('tz', 'local');
  go(`${location.pathname}${query.size ? `?${query}` : ''}`, { replace: true });
}

/** Draws the frame again when the gateway begins or ends to ask for a token. */
function useLocked() {
  const [, set] = useState('');
  useEffect(() => onChange(() => set(stream.state === 'locked' ? 'locked' : '')), []);
}

function App() {
  const { page, filters } = useRoute();
  const [help, setHelp] = useState(false);
  const [, setTheme] = useState('');
  useLocked();
  const shown = SHOWN[page];
  const known = PAGES.find((p) => p.id === page);
  const acts = { theme: () => setTheme(globalThis.flyballTheme.toggle()), zone, pause, help: () => setHelp((open) => !open) };
  useEffect(() => listen(acts), []);
  useEffect(() => {
    document.title = known ? `${known.title} · Flyball` : 'Flyball';
    want([...ALWAYS, ...(shown?.channels || [])]);
  }, [page]);
  return html`
    <a class="skip" href="#main">Skip to the page</a>
    <${Bar} page=${page} acts=${acts} />
    <main id="main" tabindex="-1" data-page=${page}>
      ${stream.state === 'locked' ? html`<${SignIn} />` : known
        ? html`<${shown.Page} key=${page} page=${known} filters=${filters} />`
        : html`<h1>No such page</h1><${NoData} what="the console has no page ${page}" hint="Choose one above." />`}
    </main>
    <footer class="foot"><span>Times are ${here().filters.tz === 'local' ? 'local' : 'UTC'}: <kbd>u</kbd> changes it.</span><span><kbd>?</kbd> lists the keys.</span><a href="/docs">HTTP routes</a><a href="/metrics">Metrics</a></footer>
    <${Help} open=${help} close=${() => setHelp(false)} />`;
}

const root = document.getElementById('app');
root.textContent = '';
render(html`<${App} />`, root);
