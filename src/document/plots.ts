/** Figures of the guides, drawn at build: no style attributes, colours by class, the same bytes on every build. */
import { fillBody, placeholderName } from '../core/envelope.ts';
import { reasonPhrase, statusLine } from '../core/http.ts';
import { ownValue, type Json } from '../core/json.ts';
import type { Site } from '../core/site.ts';
import { say, sayWith } from '../core/say.ts';
import { errorUrl } from '../core/url.ts';
import type { Words } from '../core/words.ts';
import { highlight } from './highlight.ts';
import { escapeHtml } from '../core/html.ts';

const BASE_SECONDS = 1;
const CAP_SECONDS = 30;
const FAILURES = 7;
const CLIENTS = 3;

/** Seconds that the wait after the n-th failure never exceeds. */
function waitCeiling(failure: number): number {
  return Math.min(CAP_SECONDS, BASE_SECONDS * 2 ** (failure - 1));
}

/** Seconds to wait with full jitter; `random` is in [0, 1). */
function waitWithJitter(failure: number, random: number): number {
  return random * waitCeiling(failure);
}

/** Pseudo-random numbers in [0, 1), always the same ones (mulberry32). */
function* seededRandom(seed: number): Generator<number, never> {
  let state = seed;
  for (;;) {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    yield ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
}

const WIDTH = 480;
const HEIGHT = 340;
const FONT_SIZE = 17;
const PLOT = { left: 48, right: 472, top: 14, bottom: 282 };
const BAR_WIDTH = 46;
// As attributes: pages without a drawing then carry no styles for one.
const AREA = 'fill="var(--er-accent)" fill-opacity="0.22"';
const CEILING = 'stroke="var(--er-accent)" stroke-width="3" stroke-linecap="round"';
const AXIS = 'stroke="var(--er-line-strong)"';
const GRID = 'stroke="var(--er-line-strong)" stroke-opacity="0.25"';
const CLIENT_OFFSET = 13;

/** The numbers behind the plot: the longest wait in seconds after each failure, and where the waits begin and end. */
export const BACKOFF = {
  base: BASE_SECONDS,
  cap: CAP_SECONDS,
  waits: Array.from({ length: FAILURES }, (_, index) => waitCeiling(index + 1)),
} as const;

/** The waits of exponential backoff with full jitter as an SVG figure: ceiling, range and the waits of a few clients. */
export function backoffPlot({ backoff: words }: Words): string {
  const failures = Array.from({ length: FAILURES }, (_, index) => index + 1);
  const step = (PLOT.right - PLOT.left) / FAILURES;
  const x = (failure: number): number => PLOT.left + step * (failure - 0.5);
  const y = (seconds: number): number => PLOT.bottom - (seconds / CAP_SECONDS) * (PLOT.bottom - PLOT.top - 10);

  const ticks = [0, 10, 20, 30].flatMap((seconds) => [
    line(seconds === 0 ? AXIS : GRID, PLOT.left, y(seconds), PLOT.right, y(seconds)),
    label(
      PLOT.left - 8,
      y(seconds) + 6,
      seconds === CAP_SECONDS ? say(words.seconds, { number: seconds }) : String(seconds),
      'end',
    ),
  ]);
  const bars = failures.map((failure) => {
    const top = y(waitCeiling(failure));
    const box = `x="${round(x(failure) - BAR_WIDTH / 2)}" y="${round(top)}" width="${BAR_WIDTH}" height="${round(PLOT.bottom - top)}"`;
    return `<rect ${box} ${AREA}/>`;
  });
  const ceilings = failures.map((failure) => {
    const top = y(waitCeiling(failure));
    return line(CEILING, x(failure) - BAR_WIDTH / 2, top, x(failure) + BAR_WIDTH / 2, top);
  });
  const random = seededRandom(9);
  const dots = Array.from({ length: CLIENTS }, (_, client) =>
    failures.map((failure) => {
      const seconds = waitWithJitter(failure, random.next().value);
      return dot(x(failure) + (client - (CLIENTS - 1) / 2) * CLIENT_OFFSET, y(seconds));
    }),
  ).flat();
  const names = failures.map((failure) => label(x(failure), PLOT.bottom + 22, String(failure), 'middle'));

  const key = { left: PLOT.left + 12, text: PLOT.left + 38, top: 42, step: 28 };
  const legend = [
    line(CEILING, key.left, key.top, key.left + 18, key.top),
    label(key.text, key.top + 6, words.longest),
    `<rect x="${key.left}" y="${key.top + key.step - 8}" width="18" height="16" ${AREA}/>`,
    label(key.text, key.top + key.step + 6, words.range),
    dot(key.left + 9, key.top + 2 * key.step),
    label(key.text, key.top + 2 * key.step + 6, say(words.waits, { clients: CLIENTS })),
  ];

  const waits = failures.map(waitCeiling).join(', ');
  const description = say(words.description, { waits, clients: CLIENTS });
  const caption = say(words.caption, { base: BASE_SECONDS, cap: CAP_SECONDS });
  return [
    '<figure class="er-plot">',
    `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH * 1.2}" font-size="${FONT_SIZE}" role="img" aria-labelledby="backoff-title backoff-desc">`,
    `<title id="backoff-title">${escapeHtml(words.title)}</title>`,
    `<desc id="backoff-desc">${escapeHtml(description)}</desc>`,
    ...ticks,
    ...bars,
    ...ceilings,
    ...dots,
    ...names,
    label((PLOT.left + PLOT.right) / 2, HEIGHT - 10, words.failures, 'middle'),
    ...legend,
    '</svg>',
    `<figcaption>${escapeHtml(caption)}</figcaption>`,
    '</figure>',
  ].join('');
}

function line(look: string, x1: number, y1: number, x2: number, y2: number): string {
  return `<line x1="${round(x1)}" y1="${round(y1)}" x2="${round(x2)}" y2="${round(y2)}" ${look}/>`;
}

function dot(x: number, y: number): string {
  return `<circle fill="var(--er-text)" cx="${round(x)}" cy="${round(y)}" r="4.5"/>`;
}

function label(x: number, y: number, text: string, anchor: 'start' | 'middle' | 'end' = 'start'): string {
  const anchored = anchor === 'start' ? '' : ` text-anchor="${anchor}"`;
  return `<text fill="var(--er-muted)" x="${round(x)}" y="${round(y)}"${anchored}>${escapeHtml(text)}</text>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

const STATUS = 429;
const WAIT_HEADER = 'Retry-After';

/** The neutral value that each field of the envelope has in the figure, and the word that says what it is for. */
const FIELDS: Readonly<
  Record<
    string,
    { readonly about: keyof Words['anatomy']; readonly value: (site: Site, words: Words['anatomy']) => Json }
  >
> = {
  '{code}': { about: 'code', value: () => 'ERROR_CODE' },
  '{message}': { about: 'message', value: (_, { sampleMessage }) => sampleMessage },
  '{details}': { about: 'details', value: (_, { sampleName, sampleValue }) => ({ [sampleName]: sampleValue }) },
  '{status}': { about: 'status', value: () => STATUS },
  '{title}': { about: 'title', value: (_, { sampleTitle }) => sampleTitle },
  '{docUrl}': { about: 'docUrl', value: (site) => errorUrl(site.url, 'ERROR_CODE') },
};

/** A line of the body and, where a field of the envelope starts on it, that field and its path. */
interface BodyLine {
  readonly text: string;
  readonly field?: string;
  readonly path?: string;
}

/** How the texts of the legend of {@link anatomyParts} are written. */
interface LegendWriter {
  readonly text: (part: string, place: number) => string;
  readonly bold: (part: string) => string;
  readonly code: (part: string) => string;
}

/** The parts of an error response: the head, the lines of the body with the number of what explains them, and the legend. */
interface AnatomyParts {
  readonly head: string;
  readonly body: readonly { readonly text: string; readonly number?: number }[];
  readonly legend: readonly string[];
}

/** An error response and what its parts mean; the body follows the site's envelope. */
export function anatomyParts(site: Site, { anatomy: words }: Words, { text, bold, code }: LegendWriter): AnatomyParts {
  const template = site.envelope === undefined ? undefined : fillBody(site.envelope, unexplainedValues(site));
  const lines = template === undefined ? [] : bodyLines({ site, words }, template, '', '');
  const legend = [
    sayWith(words.statusLineAbout, text, { part: bold(words.statusLine) }),
    sayWith(words.headersAbout, text, { part: bold(words.headers), header: code(WAIT_HEADER) }),
  ];
  const body = lines.map(({ text: line, field, path }) => {
    const about = field === undefined ? undefined : ownValue(FIELDS, field)?.about;
    if (path === undefined || about === undefined) return { text: line };
    legend.push(sayWith(words[about], text, { field: code(path) }));
    return { text: line, number: legend.length };
  });
  return { head: `HTTP/1.1 ${statusLine(STATUS)}\n${WAIT_HEADER}: 30`, body, legend };
}

/** An error response with its parts numbered and explained, as an HTML figure; the body follows the site's envelope. */
export function anatomy(site: Site, words: Words): string {
  const { head, body, legend } = anatomyParts(site, words, {
    text: escapeHtml,
    bold: (part) => `<b>${escapeHtml(part)}</b>`,
    code: (part) => `<code>${escapeHtml(part)}</code>`,
  });
  const headLines = highlight(head, 'http').split('\n');
  const bodyHtml = highlight(body.map(({ text }) => text).join('\n'), 'json').split('\n');
  const lines = [
    ...headLines.map((html, index) => html + mark(index + 1)),
    '',
    ...bodyHtml.map((html, index) => {
      const number = body[index]?.number;
      return html + (number === undefined ? '' : mark(number));
    }),
  ];
  return [
    '<figure class="er-anatomy">',
    `<pre><code>${lines.join('\n')}</code></pre>`,
    `<ol>${legend.map((item) => `<li>${item}</li>`).join('')}</ol>`,
    `<figcaption>${escapeHtml(words.anatomy.caption)}</figcaption>`,
    '</figure>',
  ].join('');
}

function mark(number: number): string {
  return ` <b class="er-anatomy-mark">${number}</b>`;
}

/** Values of the placeholders that the figure doesn't explain; those that it does stay as they are. */
function unexplainedValues({ placeholders = {} }: Site): Readonly<Record<string, Json | undefined>> {
  const own = Object.entries(placeholders).map(([name, { example }]) => [name, example] as const);
  const explained = Object.keys(FIELDS).map((field) => [placeholderName(field) ?? field, field] as const);
  return Object.fromEntries([...own, ['statusText', reasonPhrase(STATUS)] as const, ...explained]);
}

/** The envelope as indented JSON, line by line, with neutral values in it. */
function bodyLines(
  figure: { readonly site: Site; readonly words: Words['anatomy'] },
  template: Json,
  path: string,
  indent: string,
): readonly BodyLine[] {
  const field = typeof template === 'string' ? ownValue(FIELDS, template) : undefined;
  if (typeof template === 'string' && field !== undefined) {
    const [first = '', ...rest] = JSON.stringify(field.value(figure.site, figure.words), undefined, 2).split('\n');
    return [{ text: first, field: template, path }, ...rest.map((text) => ({ text: indent + text }))];
  }
  if (template === null || typeof template !== 'object') return [{ text: JSON.stringify(template) }];
  const inner = `${indent}  `;
  const isList = Array.isArray(template);
  const items = Object.entries(template).map(([key, value]: readonly [string, Json]) => {
    const name = isList ? `${path}[${key}]` : path ? `${path}.${key}` : key;
    const [first, ...rest] = bodyLines(figure, value, name, inner);
    return [{ ...first, text: `${inner}${isList ? '' : `${JSON.stringify(key)}: `}${first?.text ?? ''}` }, ...rest];
  });
  const [open, close] = isList ? ['[', ']'] : ['{', '}'];
  if (items.length === 0) return [{ text: open + close }];
  const joined = items.flatMap((item, index) =>
    item.map((entry, at) =>
      at === item.length - 1 && index < items.length - 1 ? { ...entry, text: `${entry.text},` } : entry,
    ),
  );
  return [{ text: open }, ...joined, { text: indent + close }];
}
