// What is shown, and why? Does it explore? Would another policy earn more? Do clients agree?
import { html } from './preact.js';
import { AlertTable, alertsOf } from './alerts.js';
import { ArmTable, EvaluationTable, armsOf } from './bandit-tables.js';
import { Rewards, Shares, Spread } from './bandit-charts.js';
import { ago, clock, number, percent, rough, span } from './format.js';
import { rows, useLive } from './live.js';
import { Filters, Head, Panel } from './panel.js';
import { Read, distinct, interval, mean, records, sum, within } from './points.js';
import { filter, link } from './route.js';
import { Tile, Tiles } from './tile.js';

export const channels = ['decisions', 'outcomes', 'snapshots', 'evaluations', 'alerts'];
const MINUTES = [['all', 'all that is held'], ['5', 'last 5 min'], ['15', 'last 15 min'], ['60', 'last hour'], ['1440', 'last day']];

/** The newest snapshot of the whole policy, not of a shard. */
const snapshotOf = (policy) => records('snapshots').filter((s) => s.policy === policy && s.shard === -1)
  .reduce((best, s) => (!best || s.version > best.version ? s : best), null);

function facts(policy, decisions, outcomes) {
  const snapshot = snapshotOf(policy);
  const last = decisions.at(-1);
  const served = decisions.filter((d) => d.count > d.refused);
  const weight = (d) => d.count - d.refused;
  const reward = interval(outcomes.map((o) => o.reward).filter(Boolean));
  const shadowed = sum(decisions, (d) => d.shadowed);
  const arms = armsOf(decisions, outcomes);
  const best = arms.filter((a) => a.n >= 10).reduce((m, a) => Math.max(m, a.mean), -Infinity);
  const seconds = decisions.length ? (last.t - decisions[0].t) / 1000 + 1 : NaN;
  return {
    snapshot, last, reward, shadowed, arms, seconds,
    count: sum(decisions, (d) => d.count),
    agreed: sum(decisions, (d) => d.agreed),
    refused: sum(decisions, (d) => d.refused),
    propensity: mean(served, (d) => d.propensity.mean, weight),
    lowest: Math.min(...served.map((d) => d.propensity.min)),
    entropy: mean(served, (d) => d.entropy, weight),
    regret: best - reward.mean,
    held: snapshot?.held ?? false,
    mode: snapshot?.mode ?? last?.mode,
  };
}

function Now({ f, now }) {
  const s = f.snapshot;
  return html`<${Tiles} label="Policy">
    <${Tile} label="Mode" name="mode" value=${f.mode ? f.mode.toLowerCase().replace('_', ' ') : '–'} note=${f.held ? 'snapshots are held: see alerts' : f.mode === 'ONLINE' ? 'decides and learns' : ''} level=${f.held ? 'warn' : ''} />
    <${Tile} label="Decisions" name="decisions" value=${f.count} note="${number(f.count / f.seconds)} /s of event time" />
    <${Tile} label="Mean reward" name="reward" value=${Number.isFinite(f.reward.mean) ? number(f.reward.mean) : '–'} note=${Number.isFinite(f.reward.half) ? `± ${rough(f.reward.half)} (95 %), ${number(f.reward.n)} resolved` : 'nothing resolved'} />
    <${Tile} label="Effective arms" name="entropy" value=${Number.isFinite(f.entropy) ? number(Math.exp(f.entropy)) : '–'} note=${Number.isFinite(f.entropy) ? `entropy ${number(f.entropy)} nats` : ''} level=${f.entropy === 0 ? 'warn' : ''} />
    <${Tile} label="Mean propensity" name="propensity" value=${Number.isFinite(f.propensity) ? number(f.propensity) : '–'} note=${Number.isFinite(f.lowest) ? `lowest ${number(f.lowest)}` : ''} />
    <${Tile} label="Clients agree" name="agreed" value=${f.shadowed ? percent(f.agreed / f.shadowed) : '–'} note=${f.shadowed ? `${number(f.agreed)} of ${number(f.shadowed)} compared` : 'nothing compared'} />
    <${Tile} label="Snapshot" name="version" value=${s ? String(s.version) : '–'} note=${s ? `${span(now - s.at)} old` : 'none yet'} />
  <//>`;
}

export function Page({ page, filters }) {
  useLive();
  const now = Date.now();
  const policies = [...new Set([...distinct(rows('decisions'), (d) => d.policy), ...distinct(rows('outcomes'), (o) => o.policy), ...distinct(records('snapshots'), (s) => s.policy)])].sort();
  const policy = filters.policy || policies[0];
  const length = MINUTES.some(([m]) => m === filters.minutes) ? filters.minutes : 'all';
  const minutes = length === 'all' ? Infinity : +length;
  const decisions = within(rows('decisions'), minutes, (d) => d.policy === policy);
  const outcomes = within(rows('outcomes'), minutes, (o) => o.policy === policy);
  const f = facts(policy, decisions, outcomes);
  const evaluations = records('evaluations').filter((e) => e.policy === policy);
  return html`<${Head} title="${page.title}${policy ? ` ${policy}` : ''}" asks=${page.asks}>
      <${Filters} set=${filter} fields=${[
        { name: 'policy', label: 'policy', value: policy, options: policies.includes(policy) || !policy ? policies : [policy, ...policies] },
        { name: 'minutes', label: 'event time', value: length, options: MINUTES },
      ]} />
    <//>
    <${Now} f=${f} now=${now} />
    <div class="grid">
      <${Panel} title="Share of each arm" from="bandit.decisions" width="w6" id="share"><${Read} channel="decisions" what="decisions" empty=${!decisions.length}><${Shares} decisions=${decisions} /><//><//>
      <${Panel} title="Reward" from="bandit.outcomes" width="w6" id="reward"><${Read} channel="outcomes" what="outcomes" empty=${!outcomes.length}><${Rewards} outcomes=${outcomes} /><//><//>
      <${Panel} title="Does it explore" from="bandit.decisions" width="w6" id="explore"><${Read} channel="decisions" what="decisions" empty=${!decisions.length}><${Spread} decisions=${decisions} /><//><//>
      <${Panel} title="Arms" from="bandit.decisions, bandit.outcomes" width="w6" id="arms">
        <${Read} channel="decisions" what="decisions" empty=${!f.arms.length}><${ArmTable} arms=${f.arms} regret=${f.regret} outcomes=${outcomes} /><//>
      <//>
      <${Panel} title="Would another policy earn more" from="bandit.evaluations" width="w8" id="evaluations">
        <${Read} channel="evaluations" what="evaluations" empty=${!evaluations.length} hint="bandit.evaluate.candidates names other policies."><${EvaluationTable} rows=${evaluations} /><//>
      <//>
      <${Panel} title="Snapshot" from="bandit.snapshots" width="w4" id="snapshot"><${Read} channel="snapshots" what="snapshots" empty=${!f.snapshot}><${Snapshot} s=${f.snapshot || {}} now=${now} /><//><//>
      <${Panel} title="Alerts" from="alerts"><${AlertTable} alerts=${alertsOf(['bandit', 'reward'], (a) => !policy || a.scope === policy || a.job === 'reward')} what="alerts of this policy" /><//>
    </div>`;
}

function Snapshot({ s, now }) {
  return html`<dl class="facts" data-facts="snapshot">
    <dt>algorithm</dt><dd><code>${s.algorithm}</code></dd>
    <dt>version</dt><dd>${s.version}</dd>
    <dt>written</dt><dd>${clock(s.at)}, ${ago(s.at, now)}</dd>
    <dt>event time</dt><dd>${clock(s.time)}</dd>
    <dt>decided</dt><dd>${number(s.decided)}</dd>
    <dt>learned</dt><dd>${number(s.learned)}</dd>
    <dt>held</dt><dd>${s.held ? '▲ yes' : 'no'}</dd>
    <dt>size</dt><dd>${number(s.modelBytes)} B</dd>
    ${Object.entries(s.evidence || {}).map(([name, value]) => html`<dt>${name}</dt><dd>${number(value)}</dd>`)}
    <dt>steered by</dt><dd><a href=${link('control', { target: `bandit/${s.policy}` })}>control of ${s.policy}</a></dd>
  </dl>`;
}
