/** The rows of the decoder's tables. */
import words, { lang } from 'virtual:error-reference/words/decode';
import type { LogPlace, LogReport, Sample } from '../lookup/scan-log.ts';
import { say } from '../core/say.ts';
import type { DecodedRow } from './decode-worker.ts';

const BAR = 4;
const HEIGHT = 24;

/** A row: how often, what, when over time where the log tells times, where first and last. */
export function makeRow(found: DecodedRow, head: string, span: LogReport['span']): HTMLTableRowElement {
  const row = document.createElement('tr');
  row.setAttribute('role', 'row');
  const cell = (label: string, name: string, ...content: readonly (Node | string)[]): void => {
    const made = row.insertCell();
    made.setAttribute('role', 'cell');
    made.className = name;
    made.dataset['label'] = label;
    made.append(...content);
  };
  cell(words.count, 'er-count', found.count.toLocaleString(lang));
  cell(head, 'er-what', ...describe(found));
  cell(words.over, 'er-over', ...(found.plot === undefined || span === undefined ? [] : [drawPlot(found.plot, span)]));
  cell(words.first, 'er-place', ...showPlace(found.first));
  cell(words.last, 'er-place', ...showPlace(found.last));
  return row;
}

function describe(found: DecodedRow): readonly Node[] {
  const name = element('code', found.label);
  const link = document.createElement('a');
  if (found.href !== undefined) {
    link.href = found.href;
    link.append(name);
  }
  const title = found.title === undefined || found.title === found.label ? [] : [element('span', found.title)];
  const copy = found.markdown === undefined ? [] : [makeCopy(found.label, found.markdown)];
  const tools = element('div', showSample(found.sample), ...copy);
  tools.className = 'er-tools';
  return [found.href === undefined ? name : link, ...title, tools];
}

function makeCopy(label: string, markdown: string): HTMLElement {
  const copy = element('button', words.copyRow);
  copy.type = 'button';
  copy.className = 'er-copy';
  copy.dataset['copy'] = markdown;
  copy.setAttribute('aria-label', say(words.copyRowFor, { code: label }));
  return copy;
}

function showSample({ before, found, after }: Sample): HTMLElement {
  const text = element('pre', before, element('mark', found), after);
  return element('details', element('summary', words.example), text);
}

function showPlace({ line, time }: LogPlace): readonly Node[] {
  const where = element('span', say(words.line, { line: line.toLocaleString(lang) }));
  if (time === undefined) return [where];
  const when = element('time', time);
  when.dir = 'ltr';
  return [where, when];
}

function drawPlot(bars: readonly number[], [first, last]: NonNullable<LogReport['span']>): SVGElement {
  const most = Math.max(...bars);
  const plot = svg('svg', { viewBox: `0 0 ${bars.length * BAR} ${HEIGHT}`, role: 'img' });
  plot.setAttribute('aria-label', say(words.plot, { first, last, spans: bars.length, most }));
  bars.forEach((count, place) => {
    if (count === 0) return;
    const height = Math.max(1.5, (count / most) * HEIGHT);
    plot.append(svg('rect', { x: place * BAR, y: HEIGHT - height, width: BAR - 1, height }));
  });
  return plot;
}

function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  ...content: readonly (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  made.append(...content);
  return made;
}

function svg(name: 'svg' | 'rect', attributes: Readonly<Record<string, string | number>>): SVGElement {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}
