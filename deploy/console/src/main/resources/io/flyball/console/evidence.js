// What an alert is about and what shows it, as links: to the page of its subject, and to the records that it names.
import { html, useEffect, useState } from './preact.js';
import { ask } from './api.js';
import { clock } from './format.js';
import { here, link } from './route.js';
import { Broken, Loading } from './states.js';

const PATTERNS = ['BURST', 'FLIP_FLOP', 'SIGNAL_BEFORE_EXPOSURE', 'REPEATED_TEXT'];
const STEERED = ['CONTROL_REJECTED', 'REWARD_CHANGE_HELD', 'REWARD_CHANGE_RELEASED'];

/** The page that shows what an alert is about; null where none does. */
export function subject(alert) {
  if (STEERED.includes(alert.kind)) {
    const target = alert.kind === 'CONTROL_REJECTED' ? alert.scope : `${alert.job}/${alert.scope}`;
    return link('control', { target });
  }
  if (alert.job === 'bandit') return link('bandit', { policy: alert.scope });
  if (alert.job === 'bias') return link('camera', { camera: alert.scope });
  if (alert.job === 'loop' && !alert.kind.endsWith('_FULL')) return link('loop', { scope: alert.scope });
  if (alert.job === 'modes') return ofModes(alert);
  return null;
}

/** An entity, or the scope whose window shows it. */
function ofModes({ kind, scope }) {
  if (kind === 'TRAPPED') return link('modes', { segment: scope.slice('segment/'.length) });
  if (kind === 'DIVERSITY_LOST' || kind === 'TIPPING_NEAR') return link('modes', { scope });
  return kind === 'MODE_CHANGED' || kind === 'TRANSIENT' ? link('modes', { entity: scope }) : null;
}

/** Where the record of an id lies, {topic, id} or {topic, at}; null where it is kept under no id. */
export function kept(alert, id) {
  if (PATTERNS.includes(alert.kind)) return { topic: 'feedback.attributed', id: `signal/${id}` };
  if (alert.kind === 'GROUP_INCOMPLETE') return { topic: 'reward.members', id };
  if (alert.kind === 'TRACE_FULL' && id.startsWith('span/')) return { topic: 'loop.spans', id: id.slice('span/'.length) };
  // A detector's finding is of no record: its windows are on the page of the scope.
  if (['SOURCE_TAKEOVER', 'HARMFUL_JUDGE'].includes(alert.kind)) return { topic: 'loop.metrics', id };
  // Bursts of cameras are of no observation.
  if (alert.kind === 'MODE_CHANGED' || (alert.kind === 'TRANSIENT' && !alert.scope.startsWith('windows:'))) return { topic: 'modes.observations', id };
  if (alert.kind === 'TRAPPED') return { topic: 'modes.rates', id };
  if (['DIVERSITY_LOST', 'TIPPING_NEAR'].includes(alert.kind)) return { topic: 'modes.diversity', id };
  const place = alert.kind === 'UNKNOWN_FIELD' && id.match(/^(.+)\/(\d+\/\d+)$/);
  if (place) return { topic: place[1], at: place[2] };
  return null;
}

/** The address of an id: its record on this page, else the page of the alert's subject. */
export function address(alert, id) {
  const record = kept(alert, id);
  if (!record) return subject(alert);
  const { page, filters } = here();
  return link(page, { ...filters, evidence: `${record.topic}${record.at ? '@' : '#'}${record.at || record.id}` });
}

/** The record that the address names, read from its topic. */
export function Record({ of }) {
  const [found, set] = useState(null);
  const mark = of.search(/[@#]/);
  const topic = of.slice(0, mark);
  const query = `${of[mark] === '@' ? 'at' : 'id'}=${encodeURIComponent(of.slice(mark + 1))}`;
  const read = () => {
    set(null);
    ask(`/v1/records/${encodeURIComponent(topic)}?${query}`).then((record) => set({ record }), (error) => set({ error }));
  };
  useEffect(read, [of]);
  const { page, filters } = here();
  const { evidence, ...others } = filters;
  return html`<section class="panel" aria-labelledby="record-title" data-record=${of}>
    <header><h3 id="record-title">${of.slice(mark + 1)}</h3><span class="from">from <code>${topic}</code></span><a href=${link(page, others)}>Close</a></header>
    ${!found ? html`<${Loading} what="the record" how="The newest records of the topic are looked through." />`
      : found.error ? html`<${Broken} what="The record is not shown" error=${found.error} retry=${read} />`
        : html`<dl class="facts"><dt>place</dt><dd><code>${found.record.topic}/${found.record.partition}/${found.record.offset}</code></dd><dt>written</dt><dd>${clock(found.record.timestamp)}</dd></dl>
          ${found.record.fault ? html`<p class="soft">${found.record.fault}</p>` : html`<pre class="hex" tabindex="0">${JSON.stringify(found.record.record, null, 2)}</pre>`}`}
  </section>`;
}
