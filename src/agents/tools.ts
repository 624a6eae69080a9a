import { nameOf, statusesOf, titleOf, type RegisteredError, type Registry } from '../core/define.ts';
import { statusLine, type Status } from '../core/http.ts';
import { plainText } from '../core/markup.ts';
import { Mistake } from '../core/mistake.ts';
import type { Site } from '../core/site.ts';
import { errorUrl } from '../core/url.ts';
import { errorText, explanationText } from '../explain/explanation-text.ts';
import { explain } from '../explain/explanation.ts';
import { findByName } from '../explain/find-error.ts';
import { searchErrors } from '../explain/search.ts';
import { tellError } from '../explain/tell-error.ts';
import { LONGEST_TEXT } from '../lookup/readable.ts';
import { sayReasons } from '../lookup/reason.ts';
import type { INPUTS, ListedError } from '../schema/agents.ts';
import type { PreparedContent } from './content.ts';
import { pageOf } from './pages.ts';

/** What a tool gives: the same as data and as a text. */
export interface ToolAnswer {
  readonly data: object;
  readonly text: string;
}

type Input<Name extends keyof typeof INPUTS> = (typeof INPUTS)[Name]['_output'];

const LONGEST_NAME = 500;
const LONGEST_QUERY = 2000;
const LISTED = 50;
const FOUND = 10;

/** `explain_error`: what a pasted text means. */
export function answerExplain({ text }: Input<'explain'>, { site, indexed }: PreparedContent): ToolAnswer {
  if (text.trim() === '') throw new Mistake('The text is empty; paste a code, a message, a response or a log line.');
  refuseLonger(text, LONGEST_TEXT, 'The text', 'paste the lines around the error alone');
  const data = explain(text, indexed);
  return { data, text: explanationText(data, site) };
}

/** `get_error`: the error of a name. */
export function answerGet({ code }: Input<'get'>, { site, words, indexed }: PreparedContent): ToolAnswer {
  refuseLonger(code, LONGEST_NAME, 'The code', 'give a pasted text to explain_error');
  const [first, ...others] = findByName(code, indexed);
  if (first === undefined) {
    const text = `No error of this reference goes by ${JSON.stringify(code)}; give what you have to explain_error, or look for it with search.`;
    return { data: { found: false, candidates: [] }, text };
  }
  if (others.length === 0) {
    const error = tellError(first, site, words);
    return { data: { found: true, error, candidates: [] }, text: errorText(error, words) };
  }
  const candidates = [first, ...others].map((error) => listError(error, site));
  const text = [`${candidates.length} errors go by ${JSON.stringify(code)}:`, ...candidates.map(lineOf)].join('\n');
  return { data: { found: false, candidates }, text };
}

/** `list_errors`: the errors that filters leave, a page at a time. */
export function answerList(input: Input<'list'>, { registry, site }: PreparedContent): ToolAnswer {
  const kept = filterErrors(input, registry);
  const { items, nextCursor } = pageOf(kept, ({ code }) => code, input.limit ?? LISTED, input.cursor);
  const errors = items.map((error) => listError(error, site));
  const more = nextCursor === undefined ? [] : [`More: the same filters with cursor ${nextCursor}`];
  const text = [`${kept.length} of ${registry.errors.length} errors`, ...errors.map(lineOf), ...more].join('\n');
  return { data: { errors, total: kept.length, ...(nextCursor === undefined ? {} : { nextCursor }) }, text };
}

/** `search`: the errors that words, a code or a status lead to, best first. */
export function answerSearch({ query, limit }: Input<'search'>, content: PreparedContent): ToolAnswer {
  if (query.trim() === '') throw new Mistake('The query is empty; write words, a code or a status.');
  refuseLonger(query, LONGEST_QUERY, 'The query', 'give a pasted text to explain_error');
  const { registry, site, words, indexed, texts } = content;
  const byCode = new Map(registry.errors.map((error) => [error.code, error]));
  const errors = searchErrors(query, indexed, texts(), limit ?? FOUND).flatMap((hit) => {
    const error = byCode.get(hit.code);
    return error === undefined ? [] : [{ ...listError(error, site), reasons: sayReasons(hit, words) }];
  });
  const text = errors.length === 0 ? words.box.nothing : errors.map(lineOf).join('\n');
  return { data: { errors }, text };
}

function refuseLonger(text: string, most: number, what: string, advice: string): void {
  if (text.length <= most) return;
  const [has, reads] = [text.length, most].map((number) => number.toLocaleString('en'));
  throw new Mistake(`${what} has ${has} characters, and ${reads} are read; ${advice}.`);
}

function filterErrors(
  { category, status, retry, actor }: Input<'list'>,
  { categories, errors }: Registry,
): readonly RegisteredError[] {
  const name = category === undefined ? undefined : nameOfCategory(category, categories);
  const isWanted = status === undefined ? undefined : matchStatus(status);
  return errors.filter(
    (error) =>
      (name === undefined || error.category === name) &&
      (isWanted === undefined || statusesOf(error).some(isWanted)) &&
      (retry === undefined || error.retry?.when === retry) &&
      (actor === undefined || error.actor === actor),
  );
}

const MOST_NAMED = 20;

function nameOfCategory(given: string, categories: Registry['categories']): string {
  const wanted = given.toLowerCase();
  const found = categories.find(({ name, title }) => [name, title].some((text) => text.toLowerCase() === wanted));
  if (found !== undefined) return found.name;
  const names = categories.slice(0, MOST_NAMED).map((each) => each.name);
  const more = categories.length > MOST_NAMED ? `, and ${categories.length - MOST_NAMED} more` : '';
  throw new Mistake(`${JSON.stringify(given)} is no category; there is ${names.join(', ')}${more}.`);
}

function matchStatus(given: number | string): (status: Status) => boolean {
  const text = String(given).toUpperCase();
  const [, family] = /^([1-5])XX$/.exec(text) ?? [];
  if (family !== undefined) return (status) => String(status)[0] === family;
  if (/^[1-5]\d\d$/.test(text)) return (status) => String(status) === text;
  if (text === 'DEFAULT') return (status) => status === 'default';
  throw new Mistake(`${JSON.stringify(given)} is no status; write a number such as 429, or a class such as 4XX.`);
}

function listError(error: RegisteredError, site: Site): ListedError {
  const { code, category, retry, actor, summary } = error;
  return {
    key: code,
    name: nameOf(error),
    title: titleOf(error),
    category,
    statuses: [...statusesOf(error)],
    ...(retry === undefined ? {} : { retry: retry.when }),
    ...(actor === undefined ? {} : { actor }),
    ...(summary === undefined ? {} : { summary: plainText(summary) }),
    url: errorUrl(site.url, code),
  };
}

/** An error on one line. */
function lineOf({ name, title, statuses, summary }: ListedError): string {
  const facts = [...(title === name ? [] : [title]), ...statuses.map(statusLine), ...(summary ? [summary] : [])];
  return `${name}: ${facts.join('; ')}`.replaceAll(/\s+/g, ' ');
}
