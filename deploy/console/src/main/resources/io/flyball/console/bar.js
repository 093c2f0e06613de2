// The bar above every page: pages, how the stream is, the time.
import { html, useEffect, useState } from './preact.js';
import { clock, span } from './format.js';
import { link as stream, useLive } from './live.js';
import { PAGES, link } from './route.js';
import { Shape, Status } from './status.js';

function Stream() {
  if (stream.paused) return html`<${Status} level="warn">paused<//>`;
  if (stream.state === 'live') return html`<${Status} level="ok">live<//>`;
  if (stream.state === 'connecting') return html`<${Status} level="none">connecting<//>`;
  if (stream.state === 'locked') return html`<${Status} level="warn">locked<//>`;
  return html`<${Status} level="bad">cut<//>`;
}

function Line() {
  const now = Date.now();
  if (stream.paused) return html`<div class="broken-line hold" role="status"><${Shape} level="warn" /><span>Paused at ${clock(stream.paused)}. Numbers stand still; <kbd>p</kbd> goes on.</span></div>`;
  if (stream.state !== 'broken') return null;
  return html`<div class="broken-line" role="alert"><${Shape} level="bad" /><span>${stream.why} What you see is from ${clock(stream.since)}, ${span(now - stream.since)} ago. The page connects again by itself.</span></div>`;
}

export function Bar({ page, acts }) {
  useLive();
  const [, tick] = useState(0);
  // The time goes on while numbers stand still.
  useEffect(() => { const timer = setInterval(() => tick((n) => n + 1), 1000); return () => clearInterval(timer); }, []);
  const now = Date.now();
  return html`<header>
    <div class="bar">
      <a class="brand" href=${link('overview')}><img src="/console/flyball.svg" alt="" width="24" height="24" />Flyball</a>
      <nav class="pages" aria-label="Pages">${PAGES.map((p) => html`<a href=${link(p.id)} aria-current=${p.id === page ? 'page' : undefined} title="g ${p.key}">${p.title}</a>`)}</nav>
      <div class="tools">
        <span id="stream" data-stream=${stream.paused ? 'paused' : stream.state}><${Stream} /></span>
        <span class="clock"><b>${clock(now, { local: false })}</b><br />${clock(now, { local: true })}</span>
        <button class="plain" aria-pressed=${stream.paused ? 'true' : 'false'} onClick=${acts.pause} title="p">${stream.paused ? 'Go on' : 'Pause'}</button>
        <button class="plain" onClick=${acts.theme} title="t">Theme</button>
        <button class="plain" onClick=${acts.help} title="?" aria-label="Keys">?</button>
      </div>
    </div>
    <${Line} />
  </header>`;
}
