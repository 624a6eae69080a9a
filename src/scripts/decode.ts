import words, { lang } from 'virtual:error-reference/words/decode';
import { sayCount } from '../core/say.ts';
import { makeRow } from './decode-rows.ts';
import type { DecodeAnswer, Decoded, DecodedRows, DecodeRequest } from './decode-worker.ts';

// A text field crawls on more: of a longer log it shows the start.
const LONGEST_SHOWN = 100_000;
const SHOWN_OF_LONG = 2000;
const PAUSE_AFTER_TYPING = 200;
const ROWS_AT_ONCE = 8;

const main = find('main', HTMLElement);
const field = find('#log', HTMLTextAreaElement);
const picker = find('#log-file', HTMLInputElement);
const bar = find('main progress', HTMLProgressElement);
const sentence = find('main [role=status]', HTMLElement);
const copy = find('[data-export=markdown]', HTMLButtonElement);
const download = find('[data-export=csv]', HTMLButtonElement);
const commands = find('[data-export=commands]', HTMLButtonElement);
const sections = {
  known: find('[data-found=known]', HTMLElement),
  statuses: find('[data-found=statuses]', HTMLElement),
  unknown: find('[data-found=unknown]', HTMLElement),
};

let worker: Worker | undefined;
let typing = 0;
let csv = '';
/** The report that is shown. */
let shown: symbol | undefined;

field.addEventListener('input', () => {
  stop('');
  typing = window.setTimeout(() => decode(field.value), PAUSE_AFTER_TYPING);
});
// The same file counts as a new choice: a log grows.
picker.addEventListener('click', () => (picker.value = ''));
picker.addEventListener('change', () => takeFile(picker.files?.[0]));
find('[data-cancel]', HTMLButtonElement).addEventListener('click', () => {
  stop(words.cancelled);
  field.focus();
});
download.addEventListener('click', () => {
  const link = document.createElement('a');
  // Spreadsheets take a CSV without the mark for one of their own country.
  link.href = URL.createObjectURL(new Blob(['\ufeff', csv], { type: 'text/csv' }));
  link.download = words.csv.file;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
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
  const base = import.meta.env.ERROR_REFERENCE_BASE;
  const { siteUrl = '' } = main.dataset;
  const reader = new Worker(new URL('./decode-worker.ts', import.meta.url), { type: 'module' });
  reader.addEventListener('message', ({ data }: MessageEvent<DecodeAnswer>) => {
    if ('progress' in data) {
      bar.value = data.progress;
      return;
    }
    showReport(data);
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
  shown = undefined;
  worker = undefined;
  // The button to cancel goes; the keyboard would be left at the start of the page.
  if (bar.parentElement?.contains(document.activeElement)) field.focus();
  bar.parentElement?.toggleAttribute('hidden', true);
  for (const button of [copy, download, commands]) button.hidden = true;
  for (const section of Object.values(sections)) {
    section.hidden = true;
    section.querySelector('tbody')?.replaceChildren();
  }
  sentence.textContent = said;
}

function showReport(decoded: Decoded): void {
  stop(decoded.sentence);
  copy.dataset['copy'] = decoded.markdown;
  commands.dataset['copy'] = decoded.commands;
  csv = decoded.csv;
  copy.hidden = false;
  download.hidden = [decoded.known, decoded.statuses, decoded.unknown].every(({ rows }) => rows.length === 0);
  commands.hidden = decoded.commands === '';
  const drawn = (shown = Symbol('report'));
  void (async () => {
    for (const name of ['known', 'statuses', 'unknown'] as const)
      await show(sections[name], decoded[name], decoded.span, () => shown === drawn);
  })();
}

/** Shows the rows of a table a few at a time, for the page stays responsive; ends where they are no longer wanted. */
async function show(
  section: HTMLElement,
  { rows, others }: DecodedRows,
  span: Decoded['span'],
  isWanted: () => boolean,
): Promise<void> {
  if (rows.length === 0 || !isWanted()) return;
  const head = section.dataset['head'] ?? '';
  section.hidden = false;
  section.toggleAttribute(
    'data-timed',
    rows.some(({ plot }) => plot !== undefined),
  );
  const note = section.querySelector('p');
  if (note) note.textContent = others === 0 ? '' : sayCount({ lang }, words.others, others);
  for (let start = 0; start < rows.length && isWanted(); start += ROWS_AT_ONCE) {
    section
      .querySelector('tbody')
      ?.append(...rows.slice(start, start + ROWS_AT_ONCE).map((row) => makeRow(row, head, span)));
    await new Promise((done) => setTimeout(done));
  }
}
