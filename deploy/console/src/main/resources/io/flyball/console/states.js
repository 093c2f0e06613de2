// Nothing there, not there yet, broken: each says what it waits for and what to do.
import { html } from './preact.js';
import { ago, clock } from './format.js';
import { Shape } from './status.js';

/** No record in this view; `since` is when the newest one came, in epoch ms, 0 for never. */
export function NoData({ what, since = 0, hint }) {
  return html`<div class="state" data-state="empty">
    <${Shape} level="none" />
    <b>${since > 0 ? `No data since ${clock(since)}` : `No data: ${what}`}</b>
    <span>${since > 0 ? `${what}, ${ago(since)}.` : ''} ${hint || ''}</span>
  </div>`;
}

export const Loading = ({ what, how = 'The gateway reads the last hour of the topic.' }) =>
  html`<div class="state" data-state="loading" role="status"><b>Reading ${what}</b><span>${how}</span></div>`;

/** Nothing there, and that is good. */
export const Calm = ({ what, children }) =>
  html`<div class="state" data-state="empty"><${Shape} level="ok" /><b>${what}</b><span>${children}</span></div>`;

export function Broken({ what, error, retry }) {
  return html`<div class="state bad" data-state="broken" role="alert">
    <${Shape} level="bad" />
    <b>${what}</b>
    <span>${error?.message || error}</span>
    ${retry && html`<button class="plain" onClick=${retry}>Try again</button>`}
  </div>`;
}
