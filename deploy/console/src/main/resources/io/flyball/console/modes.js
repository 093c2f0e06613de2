// In which mode is who? Do they get stuck? How many modes are left?
import { html } from './preact.js';
import { AlertTable, alertsOf } from './alerts.js';
import { number } from './format.js';
import { rows, useLive } from './live.js';
import { slope } from './loop-data.js';
import { Chain } from './modes-chain.js';
import { Diversity, EntityChart, Movement, Occupancy, Surprise } from './modes-charts.js';
import { historyOf, newestStates, surpriseOf } from './modes-data.js';
import { ChainFacts, DiversityFacts, Entities, Matrices, Tipping } from './modes-parts.js';
import { Filters, Head, Panel } from './panel.js';
import { Read, added, distinct, rank, records, sum } from './points.js';
import { filter, here, link } from './route.js';
import { NoData } from './states.js';
import { Shape } from './status.js';
import { Tile, Tiles } from './tile.js';

export const channels = ['states', 'rates', 'diversity', 'alerts'];
const FOUND = { TRAPPED: 'Stuck', DIVERSITY_LOST: 'Modes are lost', TIPPING_NEAR: 'Near a tipping point' };
const MOST_OPTIONS = 200;

/** Oldest first, one row a window. */
const windows = (name, pick) => [...new Map(records(name).filter(pick).reverse().map((r) => [r.id, r])).values()].sort((a, b) => a.time - b.time);

/** The direction of a series: its second half against its first. */
function trend(list, field) {
  const s = slope(list.map((r) => ({ value: r[field] ?? NaN })));
  if (!Number.isFinite(s)) return list.length ? 'one window' : '';
  if (Math.abs(s) < 0.01) return 'steady';
  return s > 0 ? `▲ up by ${number(s)}` : `▼ down by ${number(-s)}`;
}

function verdict(alerts, states, chain, left) {
  const alarm = alerts.find((a) => a.severity !== 'INFO');
  if (alarm) return { level: alarm.severity === 'CRITICAL' ? 'bad' : 'warn', text: FOUND[alarm.kind] || alarm.kind, more: alarm.summary };
  if (!states.length && !chain && !left) return { level: 'none', text: 'No state', more: 'The modes job has published nothing of this view in the last hour.' };
  const moves = chain && (chain.notIdentified ? `Rates are not identified: ${chain.notIdentified}.` : `A disturbance lasts ${number(chain.relaxationTime)} units of time.`);
  const modes = left?.effectiveModes != null && `${left.scope} uses ${number(left.effectiveModes)} of ${left.modes} modes.`;
  return { level: 'ok', text: 'No alarm', more: [moves, modes].filter(Boolean).join(' ') };
}

/** What this view is about: an entity, a scope or a segment; without a filter, everything. */
function about(filters, states) {
  const wanted = [
    filters.entity && [filters.entity, `entity/${filters.entity}`],
    filters.scope && [filters.scope],
    filters.segment !== undefined && [`segment/${filters.segment}`, ...states.map((s) => s.entity)],
  ].filter(Boolean).flat();
  return (alert) => !wanted.length || wanted.includes(alert.scope);
}

const options = (list, chosen) => {
  const first = list.slice(0, MOST_OPTIONS);
  return (chosen === undefined || first.includes(chosen) ? first : [chosen, ...first]).map((name) => [name, name || 'without a name']);
};

export function Page({ page, filters }) {
  useLive();
  const rates = records('rates');
  const segments = [...new Set([...distinct(rows('states'), (p) => p.segment), ...distinct(rates, (r) => r.segment)])].sort();
  const segment = filters.segment ?? (segments.includes('') ? '' : segments[0]);
  const points = rows('states').filter((p) => p.segment === segment).sort((a, b) => a.t - b.t);
  const states = newestStates(points);
  const entity = filters.entity ?? states[0]?.entity;
  const history = historyOf(filters.entity ? rows('states') : points, entity);
  const moved = windows('rates', (r) => r.segment === segment);
  const chain = moved.at(-1);
  const scopes = distinct(records('diversity'), (d) => d.scope);
  const scope = filters.scope ?? [`segment/${segment}`, ...scopes.filter((s) => s.startsWith('policy/')), ...scopes].find((s) => scopes.includes(s));
  const used = windows('diversity', (d) => d.scope === scope);
  const left = used.at(-1);
  const alerts = alertsOf(['modes'], about(filters, states));
  const v = verdict(alerts, states, chain, left);
  const common = rank(added(points.slice(-60), (p) => p.modes))[0];
  const surprise = surpriseOf(points.slice(-60));
  const named = segment ? ` ${segment}` : '';
  const of = segment ? ` of ${segment}` : '';
  const choose = (s) => link('modes', { ...here().filters, entity: s.entity });
  return html`<${Head} title="${page.title}${named}" asks=${page.asks}>
      <${Filters} set=${filter} fields=${[
        { name: 'segment', label: 'segment', value: segment, options: options(segments, segment) },
        { name: 'entity', label: 'entity', value: filters.entity, hint: entity },
        { name: 'scope', label: 'diversity of', value: scope, options: options(scopes, scope) },
      ]} />
    <//>
    <div class="verdict ${v.level}" data-verdict=${v.level} role="status"><${Shape} level=${v.level} /><strong>${v.text}</strong><p>${v.more}</p></div>
    <${Tiles} label="Modes">
      <${Tile} label="Entities" name="entities" value=${states.length || '–'} note=${sum(points, (p) => p.unnamed) ? 'those seen first in a second' : ''} />
      <${Tile} label="Commonest mode" name="common" value=${common ? common[0] : '–'} note=${common ? `${number(common[1])} of the newest looks` : ''} />
      <${Tile} label="Changes of mode" name="changes" value=${points.length ? sum(points, (p) => p.changes) : '–'} note=${sum(points, (p) => p.bursts) ? `${number(sum(points, (p) => p.bursts))} looks in bursts` : ''} />
      <${Tile} label="Surprise" name="surprise" value=${number(surprise)} unit=${Number.isFinite(surprise) ? 'nats' : ''} note=${Number.isFinite(surprise) ? '' : 'no hidden mode'} />
      <${Tile} label="Relaxation time" name="relaxation" value=${number(chain?.relaxationTime)} note=${trend(moved, 'relaxationTime')} level=${alerts.some((a) => a.kind === 'TRAPPED') ? 'warn' : ''} />
      <${Tile} label="Entropy production" name="production" value=${number(chain?.entropyProduction)} note="above 0: it runs in circles" />
      <${Tile} label="Drift" name="drift" value=${number(chain?.drift)} note=${chain && chain.drift == null ? 'no reference' : ''} />
      <${Tile} label="Effective modes" name="effective" value=${number(left?.effectiveModes)} unit=${left ? `of ${left.modes}` : ''} note=${trend(used, 'effectiveModes')} level=${alerts.some((a) => a.kind === 'DIVERSITY_LOST') ? 'warn' : ''} />
    <//>
    <div class="grid">
      <${Panel} title="Who is in which mode" from="modes.states" width="w7" id="entities"><${Read} channel="states" what="states" empty=${!states.length} hint="Records of modes.observations make them."><${Entities} states=${states} selected=${entity} open=${choose} /><//><//>
      <${Panel} title=${entity ? `Entity ${entity}` : 'Entity'} from="modes.states" width="w5" id="entity"><${Read} channel="states" what=${entity ? `states of ${entity}` : 'states'} empty=${!history.length}><${EntityChart} history=${history} /><//><//>
      <${Panel} title="Occupancy of modes" from="modes.states" width="w6" id="occupancy"><${Read} channel="states" what="modes" empty=${!common}><${Occupancy} points=${points} /><//><//>
      <${Panel} title="Surprise" from="modes.states" width="w6" id="surprise"><${Read} channel="states" what="hidden modes" empty=${!points.some((p) => p.surprise.n)} hint="Symbols with a model in force have a surprise."><${Surprise} points=${points.filter((p) => p.surprise.n)} /><//><//>
      <${Panel} title="Chain${of}" from="modes.rates" width="w5" id="chain"><${Read} channel="rates" what="rates" empty=${!chain} hint="States of a segment make them, where modes are at most 12.">
        ${chain?.rates.length ? html`<${Chain} row=${chain} />` : html`<${NoData} what="rates are not identified" hint=${chain?.notIdentified} />`}
        ${chain && html`<${ChainFacts} row=${chain} />`}<//><//>
      <${Panel} title="Rates${of}" from="modes.rates" width="w7" id="rates"><${Read} channel="rates" what="rates" empty=${!chain?.rates.length}><${Matrices} row=${chain} /><//><//>
      <${Panel} title="Movement over time" from="modes.rates" width="w6" id="movement"><${Read} channel="rates" what="rates" empty=${!moved.some((r) => r.relaxationTime != null)}><${Movement} rows=${moved} alerts=${alerts} /><//><//>
      <${Panel} title="Diversity${scope ? ` of ${scope}` : ''}" from="modes.diversity" width="w6" id="diversity"><${Read} channel="diversity" what="windows of diversity" empty=${!left}>
        ${left && html`<${Diversity} rows=${used} alerts=${alerts} /><${DiversityFacts} row=${left} />`}<//><//>
      ${left?.tipping.length > 0 && html`<${Panel} title="Signs of a tipping point" from="modes.diversity" id="tipping"><${Tipping} row=${left} /><//>`}
      <${Panel} title="Alerts" from="alerts" id="alerts"><${AlertTable} alerts=${alerts} what="alerts of these modes" /><//>
    </div>`;
}
