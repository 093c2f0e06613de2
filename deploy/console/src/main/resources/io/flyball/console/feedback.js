// Is anything lost? Why was it refused? Can it go back?
import { html } from './preact.js';
import { AlertTable, alertsOf } from './alerts.js';
import { Delay, Equations, Statuses } from './feedback-parts.js';
import { Letters } from './letters.js';
import { number, percent, span } from './format.js';
import { isRead, newest, rows, useLive } from './live.js';
import { Filters, Head, Panel } from './panel.js';
import { Read, added, distinct, records, sum, within } from './points.js';
import { filter } from './route.js';
import { Tile, Tiles } from './tile.js';

export const channels = ['attributed', 'counts', 'dead-letters', 'alerts'];

export function Page({ page, filters }) {
  useLive();
  const points = within(rows('attributed'), Infinity);
  const status = added(points, (p) => p.statuses);
  const letters = records('dead-letters');
  const signals = (status.ATTRIBUTED || 0) + (status.ORPHAN || 0);
  const delays = points.filter((p) => p.delayMs?.n);
  const counts = newest('counts');
  const broken = (counts?.jobs || []).flatMap((j) => j.equations || []).filter((e) => e.state === 'broken').length;
  const total = (counts?.jobs || []).flatMap((j) => j.equations || []).length;
  return html`<${Head} title=${page.title} asks=${page.asks}>
      <${Filters} set=${filter} fields=${[
        { name: 'reason', label: 'reason', value: filters.reason || '', all: 'every reason', options: withOwn(distinct(letters, (l) => l.reason), filters.reason) },
        { name: 'topic', label: 'topic', value: filters.topic || '', all: 'every topic', options: withOwn(distinct(letters, (l) => l.topic), filters.topic) },
        { name: 'job', label: 'job', value: filters.job || '', all: 'every job', options: withOwn(distinct(letters, (l) => l.job), filters.job) },
      ]} />
    <//>
    <${Tiles} label="All that is held">
      <${Tile} label="Equations that hold" name="equations" value=${total ? `${total - broken} of ${total}` : '–'} level=${broken ? 'bad' : ''} note=${broken ? 'records are lost or counted twice' : total ? 'nothing is lost' : counts?.state === 'off' ? 'Flink is not asked' : 'nothing counted yet'} />
      <${Tile} label="Signals with exposure" name="attributed" value=${signals ? percent((status.ATTRIBUTED || 0) / signals) : '–'} note="${number(status.ATTRIBUTED || 0)} of ${number(signals)}" />
      <${Tile} label="Orphans" name="orphans" value=${points.length ? number(status.ORPHAN || 0) : '–'} unit="signals" />
      <${Tile} label="Exposures without answer" name="censored" value=${points.length ? number(status.CENSORED || 0) : '–'} />
      <${Tile} label="Median delay" name="delay" value=${delays.length ? span(delays.at(-1).delayMs.p50) : '–'} note=${delays.length ? `95 % within ${span(delays.at(-1).delayMs.p95)}` : ''} />
      <${Tile} label="Late" name="late" value=${points.length ? number(sum(points, (p) => p.late)) : '–'} unit="signals" />
      <${Tile} label="Dead letters" name="letters" value=${isRead('dead-letters') ? number(letters.length) : '–'} unit="held here" level=${letters.length ? 'warn' : ''} note=${letters.length ? 'the newest of the topic' : ''} />
    <//>
    <div class="grid">
      <${Panel} title="Nothing lost" from="flyball.JOB.* counters of Flink" id="equations"><${Equations} counts=${counts} /><//>
      <${Panel} title="Dead letters" from="dead-letters" id="letters"><${Letters} filters=${filters} /><//>
      <${Panel} title="Attributed feedback" from="feedback.attributed" width="w6" id="attributed"><${Read} channel="attributed" what="attributed rows" empty=${!points.length}><${Statuses} points=${points} /><//><//>
      <${Panel} title="Delay from exposure to signal" from="feedback.attributed" width="w6" id="delay"><${Read} channel="attributed" what="attributed rows" empty=${!delays.length}><${Delay} points=${delays} /><//><//>
      <${Panel} title="Alerts" from="alerts"><${AlertTable} alerts=${alertsOf(['feedback'])} what="alerts of the feedback job" /><//>
    </div>`;
}

/** What a link asks for is a choice even where no letter has it now. */
const withOwn = (options, own) => (own && !options.includes(own) ? [own, ...options] : options);
