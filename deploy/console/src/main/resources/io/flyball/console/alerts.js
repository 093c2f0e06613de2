// Alerts as rows, the same on every page; the evidence is the ids of the records that show one.
import { html } from './preact.js';
import { Record, address, subject } from './evidence.js';
import { clock, number } from './format.js';
import { isRead, status } from './live.js';
import { Read, records } from './points.js';
import { here } from './route.js';
import { Calm } from './states.js';
import { Status, severity } from './status.js';
import { Table } from './table.js';

const WORD = { CRITICAL: 'critical', WARNING: 'warning', INFO: 'info' };

export const alertsOf = (jobs, more = () => true) => records('alerts').filter((a) => (!jobs || jobs.includes(a.job)) && more(a));

function Evidence({ alert }) {
  const values = Object.entries(alert.values || {});
  const ids = alert.evidence || [];
  return html`<details><summary>${ids.length} ${ids.length === 1 ? 'record' : 'records'}, ${values.length} ${values.length === 1 ? 'number' : 'numbers'}</summary>
    <dl class="facts">${values.map(([name, value]) => html`<dt>${name}</dt><dd>${number(value)}</dd>`)}</dl>
    <ul>${ids.slice(0, 20).map((id) => html`<li><${Id} href=${address(alert, id)} id=${id} /></li>`)}</ul>
    ${ids.length > 20 && html`<p class="soft">and ${ids.length - 20} more in <code>${alert.place}</code></p>`}</details>`;
}

const Id = ({ href, id }) => (href ? html`<a href=${href}><code>${id}</code></a>` : html`<code>${id}</code>`);

function Scope({ alert }) {
  const href = subject(alert);
  return href ? html`<a href=${href}>${alert.scope}</a>` : alert.scope;
}

export function AlertTable({ alerts, what = 'alerts' }) {
  const of = here().filters.evidence;
  return html`<${Rows} alerts=${alerts} what=${what} />${of && html`<${Record} of=${of} />`}`;
}

function Rows({ alerts, what }) {
  if (isRead('alerts') && status('alerts')?.state !== 'unavailable' && !alerts.length) return html`<${Calm} what="No ${what} in the last hour" />`;
  return html`<${Read} channel="alerts" what=${what} empty=${alerts.length === 0}>
    <${Table} label="Alerts" limit=${10} rows=${alerts} open=${() => undefined} columns=${[
      { key: 'severity', label: 'severity', show: (a) => html`<${Status} level=${severity(a.severity)}>${WORD[a.severity] || a.severity}<//>` },
      { key: 'time', label: 'established', show: (a) => clock(a.time) },
      { key: 'kind', label: 'kind', show: (a) => html`<code>${a.kind}</code>` },
      { key: 'scope', label: 'about', show: (a) => html`<${Scope} alert=${a} />` },
      { key: 'summary', label: 'finding' },
      { key: 'evidence', label: 'evidence', show: (a) => html`<${Evidence} alert=${a} />` },
    ]} />
  <//>`;
}
