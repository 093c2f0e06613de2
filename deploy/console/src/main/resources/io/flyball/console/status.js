// A level is a shape, a word and a colour, in this order of weight: it reads without the colour.
import { html } from './preact.js';

const SHAPES = {
  ok: 'M8 0a8 8 0 1 0 0 16A8 8 0 0 0 8 0zm-1.2 11.6L3.4 8.2l1.3-1.3 2.1 2.1 4.5-4.6 1.3 1.3z',
  warn: 'M8 .8 16 15H0zM7 6v4.4h2V6zm0 5.6v1.9h2v-1.9z',
  bad: 'M4.7 0h6.6L16 4.7v6.6L11.3 16H4.7L0 11.3V4.7zM7 3.4v6h2v-6zm0 7.3v2h2v-2z',
  none: 'M8 0a8 8 0 1 0 0 16A8 8 0 0 0 8 0zm0 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2z',
};

const WORDS = { ok: 'ok', warn: 'warning', bad: 'broken', none: 'unknown' };

export const ORDER = ['none', 'ok', 'warn', 'bad'];

/** The gravest of several levels. */
export const worst = (levels) => levels.reduce((a, b) => (ORDER.indexOf(b) > ORDER.indexOf(a) ? b : a), 'none');

export const Shape = ({ level }) =>
  html`<svg class="shape" viewBox="0 0 16 16" aria-hidden="true"><path d=${SHAPES[level] || SHAPES.none} fill-rule="evenodd" /></svg>`;

export const Status = ({ level, children }) =>
  html`<span class="status ${level}"><${Shape} level=${level} />${children ?? WORDS[level]}</span>`;

/** Severity of an alert as a level. */
export const severity = (name) => ({ CRITICAL: 'bad', WARNING: 'warn', INFO: 'ok' })[name] || 'none';
