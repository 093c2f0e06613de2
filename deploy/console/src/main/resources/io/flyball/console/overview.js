// All well? What broke first?
import { html } from './preact.js';
import { incidents, letterGroups } from './incidents.js';
import { isRead, link as stream, newest, rows, status, useLive } from './live.js';
import { ago, clock, number, span } from './format.js';
import { AlertTable, alertsOf } from './alerts.js';
import { Head, Panel } from './panel.js';
import { Gateway, Jobs, Rubbish, Topics, total } from './overview-parts.js';
import { Shape, Status, worst } from './status.js';
import { Calm, Loading, NoData } from './states.js';
import { Tile, Tiles } from './tile.js';

export const channels = ['overview', 'alerts', 'dead-letters', 'counts'];

function Verdict({ found, state, now }) {
  if (stream.state === 'broken' && !stream.paused) {
    return html`<div class="verdict none" data-verdict="unknown" role="status"><${Shape} level="none" /><strong>Unknown</strong><p>The stream is cut since ${clock(stream.since)}: nobody tells this page what happens.</p></div>`;
  }
  if (!state) return html`<div class="verdict none" data-verdict="unknown" role="status"><${Shape} level="none" /><strong>Reading</strong><p>The gateway asks Flink and the brokers.</p></div>`;
  const level = found.length ? worst(found.map((i) => i.level)) : 'ok';
  const bad = found.filter((i) => i.level === 'bad').length;
  const first = found[0];
  return html`<div class="verdict ${level}" data-verdict=${level} role="status">
    <${Shape} level=${level} />
    <strong>${level === 'ok' ? 'All well' : bad ? `${bad} ${bad === 1 ? 'thing is' : 'things are'} broken${found.length > bad ? `, ${found.length - bad} to look at` : ''}` : `${found.length} ${found.length === 1 ? 'thing' : 'things'} to look at`}</strong>
    <p>${first
      ? html`First, ${span(now - first.since)} ago: ${first.what}`
      : `No alert, no refused record, no restart in the last hour.${state.jobs?.state === 'off' ? ' Jobs are not watched: set gateway.flink to Flink\'s address.' : ''}`}</p>
  </div>`;
}

function Order({ found, now }) {
  if (!isRead('alerts')) return html`<${Loading} what="alerts" />`;
  if (!found.length) return html`<${Calm} what="Nothing broke in the last hour">Alerts, refused records, restarts and lag are listed here, the first one on top.<//>`;
  return html`<ol class="incidents">${found.slice(0, 8).map((i, at) => html`<li key=${i.key} data-incident=${i.key} class=${at === 0 ? 'first' : ''}>
    <${Status} level=${i.level}><span class="unseen">${i.level === 'bad' ? 'broken' : 'warning'}</span><//>
    <span class="when">${clock(i.since)}<br />${ago(i.since, now)}</span>
    <span>${i.href ? html`<a href=${i.href}>${i.what}</a>` : i.what}</span>
  </li>`)}</ol>
  ${found.length > 8 && html`<p class="soft">and ${found.length - 8} more that began later</p>`}`;
}

export function Page({ page }) {
  useLive();
  const now = stream.paused || Date.now();
  const state = newest('overview');
  const found = incidents({ state, counts: newest('counts'), alerts: rows('alerts'), letters: rows('dead-letters') }, now);
  const refused = letterGroups(rows('dead-letters'), now).reduce((all, l) => all + l.count, 0);
  const sums = total(state);
  return html`<${Head} title=${page.title} asks=${page.asks} />
    <${Verdict} found=${found} state=${state} now=${now} />
    <${Tiles} label="Now">
      <${Tile} label="Records in, all topics" name="in" value=${sums.perSecond} unit="/s" />
      <${Tile} label="Jobs running" name="jobs" value=${sums.jobs} level=${sums.jobsDown ? 'bad' : ''} note=${sums.jobsNote} />
      <${Tile} label="Oldest checkpoint" name="checkpoint" value=${sums.checkpoint} note=${sums.checkpointOf} />
      <${Tile} label="Largest lag" name="lag" value=${sums.lag} unit="records" level=${sums.lag > 10000 ? 'warn' : ''} note=${sums.lagOf} />
      <${Tile} label="Refused, last hour" name="refused" value=${isRead('dead-letters') ? refused : '–'} unit="records" level=${refused ? 'warn' : ''} note=${refused ? 'see who sends them below' : ''} />
      <${Tile} label="Gateway, 5xx" name="errors" value=${sums.errors} unit="of ${number(sums.answers)}" level=${sums.errors ? 'warn' : ''} note=${sums.errors ? 'since it started' : ''} />
    <//>
    <div class="grid">
      <${Panel} title="What broke, the first on top" from="alerts, dead-letters, Flink, brokers" width="w7" id="order"><${Order} found=${found} now=${now} /><//>
      <${Panel} title="Jobs" from="Flink REST" width="w5"><${Jobs} state=${state} now=${now} /><//>
      <${Panel} title="Topics" from="Kafka Admin" width="w8"><${Topics} state=${state} history=${rows('overview')} /><//>
      <div class="w4 stack">
        <${Panel} title="Who sends rubbish" from="dead-letters" id="rubbish"><${Rubbish} points=${rows('dead-letters')} now=${now} /><//>
        <${Panel} title="Gateway" from="/metrics"><${Gateway} own=${state?.gateway} /><//>
      </div>
      <${Panel} title="Alerts" from="alerts"><${AlertTable} alerts=${alertsOf()} /><//>
    </div>
    ${status('overview')?.state === 'unavailable' && html`<${NoData} what=${status('overview').reason} />`}`;
}
