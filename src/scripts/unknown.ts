import boxWords, { lang } from 'virtual:error-reference/words/box';
import reasonWords from 'virtual:error-reference/words/reasons';
import words from 'virtual:error-reference/words/unknown';
import { familyOf, isRegisteredStatus } from '../core/http.ts';
import { parseMessage } from '../core/message.ts';
import { statusPath } from '../core/url.ts';
import type { Hit } from '../lookup/answer.ts';
import { answer } from '../lookup/lookup.ts';
import type { PastedValues } from '../lookup/pasted-values.ts';
import { sayReasons, titleOfHit } from '../lookup/reason.ts';
import { readReceivedCode } from '../lookup/received-code.ts';
import { element } from './element.ts';
import { fragmentOf } from './fragment.ts';
import { receivedRows } from './received-rows.ts';
import { makeEditor } from './reply.ts';
import { reportAddress } from './report-address.ts';
import { siteIndex } from './site-index.ts';
import { offerUnknown } from './unknown-offer.ts';

const hitWords = { lang, reasons: reasonWords, box: boxWords };
const base = import.meta.env.ERROR_REFERENCE_BASE;

/** What a page of a status says. */
interface StatusPage {
  readonly line: string;
  /** What the status means. */
  readonly about: Element;
}

let latest: PastedValues | undefined;

/** Shows what was received on the page for unknown codes; on to the page of the error where the code is known after all. */
export async function showReceived(values: PastedValues): Promise<void> {
  latest = values;
  const { code, status } = values;
  showRows(values);
  const [found, page] = await Promise.all([
    code === undefined ? undefined : findCode(code),
    status === undefined || !isRegisteredStatus(status) ? undefined : readStatusPage(status),
  ]);
  if (latest !== values) return;
  if (found?.known) {
    location.replace(`${base}${found.known.path}${fragmentOf(values)}`);
    return;
  }
  showHeading(values, found !== undefined);
  showStatus(status, page);
  showNear(found?.near ?? []);
  showReport(values);
  showTexts(values, page, found !== undefined);
  find('[data-received]').hidden = false;
}

/** `undefined` where the codes could not be loaded: then nothing is said of it. */
async function findCode(code: string): Promise<ReturnType<typeof readReceivedCode> | undefined> {
  const index = siteIndex();
  await index.load(code);
  const loaded = index.read(code);
  return loaded?.complete ? readReceivedCode(code, answer(code, loaded.index)) : undefined;
}

async function readStatusPage(status: number): Promise<StatusPage | undefined> {
  try {
    const response = await fetch(base + statusPath(status));
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    const about = page.querySelector('[data-status-about]');
    return about === null ? undefined : { line: page.querySelector('h1')?.textContent ?? String(status), about };
  } catch {
    return undefined; // what was received is shown without
  }
}

function showRows(values: PastedValues): void {
  const rows = receivedRows(values);
  find('[data-received] tbody').replaceChildren(
    ...rows.map(({ label, text }) => {
      const row = document.createElement('tr');
      const name = element('th', '', label);
      name.scope = 'row';
      name.dir = 'auto';
      const value = element('code', '', text);
      value.dir = 'auto';
      row.append(name);
      row.insertCell().append(value);
      return row;
    }),
  );
}

function showHeading({ code, status }: PastedValues, isKnown: boolean): void {
  const heading = find('h1');
  const word = code !== undefined && isKnown ? words.code : status === undefined ? words.title : words.status;
  const values: Readonly<Record<string, string>> = { code: code ?? '', status: String(status) };
  heading.replaceChildren(
    ...parseMessage(word).map((part) => {
      if ('text' in part) return part.text;
      return element(part.placeholder === 'code' ? 'code' : 'bdi', '', values[part.placeholder] ?? '');
    }),
  );
  find('main > [role=status]').textContent = heading.textContent;
}

function showStatus(status: number | undefined, page: StatusPage | undefined): void {
  const section = find('[data-meaning]');
  const heading = find('[data-meaning] h2');
  section.hidden = page === undefined;
  section.replaceChildren(heading);
  if (status === undefined || page === undefined) return;
  const link = element('a', '', page.line);
  link.href = base + statusPath(status);
  link.dir = 'ltr';
  heading.replaceChildren(...parseMessage(words.meaning).map((part) => ('text' in part ? part.text : link)));
  section.append(document.importNode(page.about, true));
}

function showNear(near: readonly Hit[]): void {
  find('[data-near]').hidden = near.length === 0;
  find('[data-near] ul').replaceChildren(...near.map(makeNear));
}

/** A line as lists of errors have it, with the reason at its end. */
function makeNear(hit: Hit): HTMLElement {
  const { path, code = '', name = code, status } = hit;
  const title = titleOfHit(hit, hitWords);
  const badge = element('span', 'er-badge', status === undefined || status === 'default' ? '–' : String(status));
  badge.dataset['family'] = familyOf(status);
  const link = document.createElement('a');
  link.href = base + path;
  link.append(
    badge,
    element('code', '', name),
    element('span', 'er-errors-title', title === name ? '' : title),
    element('span', 'er-errors-retry', sayReasons(hit, hitWords)),
  );
  const item = document.createElement('li');
  item.append(link);
  return item;
}

function showReport({ code, status }: PastedValues): void {
  const link = find('[data-report]', HTMLAnchorElement);
  const name = code ?? (status === undefined ? '' : `HTTP ${status}`);
  link.href = reportAddress(link.dataset['report'] ?? '', name);
  find('[data-if-received]').hidden = name === '';
  find('[data-if-code]').hidden = code === undefined;
}

function showTexts(values: PastedValues, page: StatusPage | undefined, isLookedUp: boolean): void {
  const { code, status } = values;
  const context = {
    url: `${find('main').dataset['url'] ?? ''}${fragmentOf({ code, status })}`,
    isLookedUp,
    statusLine: page?.line,
    meaning: page?.about.querySelector('p')?.textContent,
  };
  find('[data-texts]').replaceChildren(makeEditor(offerUnknown(values, context)));
}

function find<Type extends HTMLElement = HTMLElement>(selector: string, type?: new () => Type): Type {
  const found = document.querySelector(selector);
  if (!(found instanceof (type ?? HTMLElement))) throw new Error(`The page has no ${selector}.`);
  return found as Type;
}
