import words, { lang } from 'virtual:words/decode';
import { sayCount } from '../core/say.ts';
import type { DecodeAnswer, DecodedError, DecodedRows, DecodeRequest } from './decode-worker.ts';
import type { Occurrence } from '../lookup/scan-log.ts';

// A text field crawls on more: of a longer log it shows the start.
const LONGEST_SHOWN = 100_000;
const SHOWN_OF_LONG = 2000;
const PAUSE_AFTER_TYPING = 200;

const main = find('main', HTMLElement);
const field = find('#log', HTMLTextAreaElement);
const picker = find('#log-file', HTMLInputElement);
const bar = find('main progress', HTMLProgressElement);
const sentence = find('main [role=status]', HTMLElement);
const copy = find('main .copy', HTMLButtonElement);
const sections = { known: find('[data-found=known]', HTMLElement), unknown: find('[data-found=unknown]', HTMLElement) };

let worker: Worker | undefined;
let typing = 0;

field.addEventListener('input', () => {
  stop('');
  typing = window.setTimeout(() => decode(field.value), PAUSE_AFTER_TYPING);
});
picker.addEventListener('change', () => takeFile(picker.files?.[0]));
find('[data-cancel]', HTMLButtonElement).addEventListener('click', () => {
  stop(words.cancelled);
  field.focus();
});
document.addEventListener('paste', (event) => {
  const { target, clipboardData } = event;
  if (clipboardData === null || (target instanceof HTMLElement && target.matches('[role=combobox]'))) return;
  if (take(clipboardData, target !== field)) event.preventDefault();
});
document.addEventListener('dragover', (event) => event.preventDefault());
document.addEventListener('drop', (event) => {
  event.preventDefault();
  if (event.dataTransfer) take(event.dataTransfer, true);
});

function find<Type extends Element>(selector: string, type: new () => Type): Type {
  const found = document.querySelector(selector);
  if (!(found instanceof type)) throw new Error(`The page has no ${selector}.`);
  return found;
}

/** Takes what was pasted or dropped; a short text may as well go into the field by itself. */
function take(data: DataTransfer, always: boolean): boolean {
  const [file] = data.files;
  if (takeFile(file)) return true;
  const text = data.getData('text/plain');
  if (text === '' || (!always && text.length <= LONGEST_SHOWN)) return false;
  field.value = text.length <= LONGEST_SHOWN ? text : `${text.slice(0, SHOWN_OF_LONG)}\n…`;
  // Reading the clipboard was a long task already.
  setTimeout(() => decode(text));
  return true;
}

function takeFile(file: File | undefined): boolean {
  if (file === undefined) return false;
  field.value = '';
  decode(file);
  return true;
}

/** Reads a log in a worker of its own, which ends with it. */
function decode(log: Blob | string): void {
  stop('');
  if (log === '') return;
  const { base = '' } = document.documentElement.dataset;
  const { siteUrl = '' } = main.dataset;
  const reader = new Worker(new URL('./decode-worker.ts', import.meta.url), { type: 'module' });
  reader.addEventListener('message', ({ data }: MessageEvent<DecodeAnswer>) => {
    if ('progress' in data) {
      bar.value = data.progress;
      return;
    }
    stop(data.sentence);
    copy.dataset['copy'] = data.markdown;
    copy.hidden = false;
    show(sections.known, data.known);
    show(sections.unknown, data.unknown);
  });
  reader.addEventListener('error', () => stop(words.failed));
  reader.postMessage({ log, base, siteUrl, words: { ...words, lang } } satisfies DecodeRequest);
  worker = reader;
  bar.value = 0;
  bar.parentElement?.toggleAttribute('hidden', false);
}

/** Ends what is under way and takes its results from the page. */
function stop(said: string): void {
  window.clearTimeout(typing);
  worker?.terminate();
  worker = undefined;
  bar.parentElement?.toggleAttribute('hidden', true);
  copy.hidden = true;
  for (const section of Object.values(sections)) {
    section.hidden = true;
    section.querySelector('tbody')?.replaceChildren();
  }
  sentence.textContent = said;
}

function show(section: HTMLElement, { rows, others }: DecodedRows): void {
  section.hidden = rows.length === 0;
  section.querySelector('tbody')?.append(...rows.map(makeRow));
  const note = section.querySelector('p');
  if (note) note.textContent = others === 0 ? '' : sayCount({ lang }, words.others, others);
}

function makeRow(found: Occurrence | DecodedError): HTMLTableRowElement {
  const row = document.createElement('tr');
  row.insertCell().textContent = String(found.count);
  row.insertCell().append(...describe(found));
  row.insertCell().textContent = String(found.firstLine);
  row.insertCell().textContent = String(found.lastLine);
  return row;
}

function describe(found: Occurrence | DecodedError): readonly HTMLElement[] {
  const code = document.createElement('code');
  code.textContent = found.name;
  if (!('href' in found)) return [code];
  const link = document.createElement('a');
  link.href = found.href;
  link.append(code);
  const title = document.createElement('span');
  title.textContent = found.title;
  return found.title === '' ? [link] : [link, title];
}
