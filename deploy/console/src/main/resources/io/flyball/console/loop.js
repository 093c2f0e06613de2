// Does it narrow? The loop or the world? Is the governor at its stop?
import { html } from './preact.js';
import { AlertTable, alertsOf } from './alerts.js';
import { Beside, Governor } from './loop-charts.js';
import { newestRevisions, series, slope } from './loop-data.js';
import { number, span } from './format.js';
import { useLive } from './live.js';
import { Filters, Head, Panel } from './panel.js';
import { Read, distinct, records } from './points.js';
import { filter } from './route.js';
import { Shape } from './status.js';
import { Tile, Tiles } from './tile.js';

export const channels = ['metrics', 'early', 'alerts', 'control'];
const KINDS = [['exposure', 'what is shown'], ['feedback', 'what is taken'], ['decision', 'what is decided']];

/** The direction of a series in words: over its second half against its first. */
function trend(points) {
  const s = slope(points);
  if (!Number.isFinite(s)) return 'one window';
  if (Math.abs(s) < 0.01) return 'steady';
  return s > 0 ? `▲ up by ${number(s)}` : `▼ down by ${number(-s)}`;
}

function verdict(of, alerts, scope) {
  const gini = of('GINI_OVER_N');
  const head = of('HEAD_SHARE');
  const apart = of('HEAD_SHARE', 'amplification').at(-1)?.value;
  const alarm = alerts[0];
  if (!gini.length && !head.length) return { level: 'none', text: 'No window', more: 'The loop job has published no window of this scope in the last hour.' };
  const cause = Number.isFinite(apart)
    ? apart > 0.02 ? `The head gains ${number(apart)} more than in the random holdout: the loop does it.` : 'The random holdout moves alike: the world does it.'
    : 'There is no random holdout, so loop and world cannot be told apart.';
  if (alarm) return { level: alarm.severity === 'CRITICAL' ? 'bad' : 'warn', text: `${alarm.kind[0]}${alarm.kind.slice(1).replace(/_/g, ' ').toLowerCase()} in ${alarm.scope}`, more: alarm.summary };
  const up = slope(head.length ? head : gini);
  if (!Number.isFinite(up)) return { level: 'none', text: 'Too early to say', more: `No alarm in ${scope}. A direction needs two windows.` };
  if (up > 0.05) return { level: 'warn', text: 'It narrows', more: cause };
  return { level: 'ok', text: up < -0.05 ? 'It widens' : 'It does not narrow', more: `No alarm in ${scope}. ${cause}` };
}

export function Page({ page, filters }) {
  useLive();
  const all = newestRevisions(records('metrics'), records('early'));
  const scopes = distinct(all, (m) => m.scope);
  const scope = filters.scope || (scopes.includes('all') ? 'all' : scopes[0]);
  const own = all.filter((m) => m.scope === scope);
  const there = KINDS.map(([k]) => k).filter((k) => own.some((m) => m.metric.startsWith(`${k}.`)));
  const kind = KINDS.some(([k]) => k === filters.of) ? filters.of : there[0] || 'exposure';
  const lengths = [...new Set(own.map((m) => m.windowEnd - m.windowStart))].sort((a, b) => a - b);
  const length = lengths.includes(+filters.window) ? +filters.window : lengths[0];
  const windows = own.filter((m) => m.windowEnd - m.windowStart === length);
  const of = (name, prefix = kind) => series(windows, `${prefix}.${name}`);
  const alerts = alertsOf(['loop'], (a) => a.scope === scope || scope === 'all');
  const v = verdict(of, alerts, scope);
  const names = distinct(windows, (m) => m.metric);
  const metric = names.includes(filters.metric) ? filters.metric : '';
  const last = (name, prefix) => of(name, prefix).at(-1);
  const shown = (name, prefix) => { const p = last(name, prefix); return p ? number(p.value) : '–'; };
  return html`<${Head} title="${page.title}${scope ? ` ${scope}` : ''}" asks=${page.asks}>
      <${Filters} set=${filter} fields=${[
        { name: 'scope', label: 'scope', value: scope, options: scopes.includes(scope) || !scope ? scopes : [scope, ...scopes] },
        { name: 'of', label: 'of', value: kind, options: KINDS },
        { name: 'window', label: 'window', value: String(length ?? ''), options: lengths.map((l) => [String(l), span(l)]) },
        { name: 'metric', label: 'one metric more', value: metric, all: 'none', options: names },
      ]} />
    <//>
    <div class="verdict ${v.level}" data-verdict=${v.level} role="status"><${Shape} level=${v.level} /><strong>${v.text}</strong><p>${v.more}</p></div>
    <${Tiles} label="The newest window">
      <${Tile} label="Gini over n" name="gini" value=${shown('GINI_OVER_N')} note=${trend(of('GINI_OVER_N'))} />
      <${Tile} label="Entropy" name="entropy" value=${shown('ENTROPY_NATS')} unit="nats" note=${trend(of('ENTROPY_NATS'))} />
      <${Tile} label="Effective items" name="effective" value=${shown('EFFECTIVE_ITEMS_EXP_H')} unit="items" note=${trend(of('EFFECTIVE_ITEMS_EXP_H'))} />
      <${Tile} label="Share of the head" name="head" value=${shown('HEAD_SHARE')} note=${trend(of('HEAD_SHARE'))} />
      <${Tile} label="Share of the tail" name="tail" value=${shown('TAIL_SHARE')} note=${trend(of('TAIL_SHARE'))} />
      <${Tile} label="Head above holdout" name="amplification" value=${shown('HEAD_SHARE', 'amplification')} note="above 0: the loop narrows" />
      <${Tile} label="Events" name="events" value=${last('EVENTS')?.value ?? windows.at(-1)?.events} note=${windows.at(-1)?.early ? 'so far: the window is open' : ''} />
    <//>
    <div class="grid">
      ${[['Concentration', ['GINI_OVER_N']], ['Variety', ['ENTROPY_NATS']], ['Head and tail', ['HEAD_SHARE', 'TAIL_SHARE']], ['Coverage', ['COVERAGE']]].map(([title, list]) => html`
        <${Panel} title=${title} from="loop.metrics" width="w6" id=${title.toLowerCase().replace(/ /g, '-')}>
          <${Read} channel=${windows.length ? 'early' : 'metrics'} what="windows" empty=${!list.some((n) => of(n).length)}><${Beside} title=${title} of=${of} names=${list} kind=${kind} alerts=${alerts} length=${length} /><//>
        <//>`)}
      ${metric && html`<${Panel} title=${metric} from="loop.metrics" id="metric"><${Beside} title=${metric} of=${(n, p) => (p && p.startsWith('holdout') ? [] : series(windows, metric))} names=${[metric]} kind=${kind} alerts=${alerts} length=${length} /><//>`}
      <${Panel} title="Governor" from="control" width="w4" id="governor"><${Read} channel="control" what="control updates" empty=${false}><${Governor} scope=${scope} /><//><//>
      <${Panel} title="Diagnoses and alarms" from="alerts" width="w8" id="alerts"><${AlertTable} alerts=${alerts} what="alarms of this scope" /><//>
    </div>`;
}
