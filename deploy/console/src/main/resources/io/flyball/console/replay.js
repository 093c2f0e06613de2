// Sends dead letters back to their topics: first a dry run that counts, then the same for good.
import { html, useEffect, useState } from './preact.js';
import { ask } from './api.js';
import { number } from './format.js';

const counted = (answer) => `${number(answer.replayed)} ${answer.replayed === 1 ? 'letter' : 'letters'}`;

function rest(answer) {
  const gone = Object.entries(answer.noTopic || {}).map(([topic, n]) => `${number(n)} of ${topic}, which is gone`);
  if (answer.unreadable) gone.push(`${number(answer.unreadable)} unreadable`);
  return gone.length ? ` Left: ${gone.join(', ')}.` : '';
}

export function Replay({ asked, filters, done }) {
  const [dry, setDry] = useState(null);
  const [said, say] = useState(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => { setDry(null); say(null); }, [asked]);
  const send = async (dryRun) => {
    setBusy(true);
    try {
      const answer = await ask(`/v1/dead-letters/replay?${asked}${dryRun ? `${asked ? '&' : ''}dry-run` : ''}`, { method: 'POST' });
      if (dryRun) {
        setDry(answer);
        say({ ok: true, text: `${counted(answer)} would go back.${rest(answer)}` });
      } else {
        setDry(null);
        say({ ok: true, text: `${counted(answer)} went back.${rest(answer)}` });
        done();
      }
    } catch (e) {
      setDry(null);
      say({ ok: false, text: e.message });
    }
    setBusy(false);
  };
  const what = ['reason', 'topic', 'job'].filter((n) => filters[n]).map((n) => `${n} ${filters[n]}`).join(', ') || 'all letters';
  return html`<div class="chart-head" data-replay>
    <span>Back to their topics: <b>${what}</b>. A letter goes back once ever.</span>
    <button class="plain" disabled=${busy} onClick=${() => send(true)}>Dry run</button>
    <button class="plain main-act" disabled=${busy || !dry || dry.replayed === 0} onClick=${() => send(false)}>Replay${dry ? ` ${counted(dry)}` : ''}</button>
    <span class="said ${said ? (said.ok ? 'ok' : 'bad') : ''}" role="status">${said?.text}</span>
  </div>`;
}
