/** What an error looks like on the wire: request, response, what the parts of the body and the headers mean. */
import { isDeepStrictEqual } from 'node:util';
import { hasCode, statusesOf, type Details, type ExtraExample, type RegisteredError } from '../core/define.ts';
import {
  apiOf,
  envelopeOf,
  isJsonType,
  JSON_TYPE,
  listPlaceholderPaths,
  NO_BODY,
  type BodyPath,
} from '../core/envelope.ts';
import { statusLine } from '../core/http.ts';
import { ownValue, type Json } from '../core/json.ts';
import { buildPayload } from '../core/payload.ts';
import type { Site } from '../core/site.ts';
import { codeSpan, fence, inline, table, text } from './mdx.ts';
import { note } from './notes.ts';
import { requestOf } from './samples/index.ts';
import { columns, speak, type Speaker } from './speak.ts';

/** The block of the example; empty where nothing is stated. */
export function composeExample(error: RegisteredError, context: Speaker): string {
  const { example, scenario, examples = [], details } = error;
  const { words } = context;
  const body = statesBody(error) ? exampleBody(error, context.site) : undefined;
  const illustrative = example !== undefined && example.source === undefined;
  return [
    scenario === undefined ? '' : inline(scenario),
    ...(statesBody(error) ? composeExchange(error, body, context) : []),
    error.envelope === NO_BODY ? speak(context, words.document.noBody) : '',
    illustrative ? speak(context, words.document.illustrates) : '',
    example?.source === undefined ? '' : speak(context, words.document.source, { source: inline(example.source) }),
    details === undefined ? '' : composeDetails(details, context),
    ...examples
      .filter(
        (extra) =>
          ![body, exampleBody(error, withoutExamples(error, context.site))].some((own) => own && isSame(extra, own)),
      )
      .map(({ title, lang, body: shown }) =>
        fence(lang, shown, { title: title ?? (lang === 'json' ? words.document.body : lang) }),
      ),
  ]
    .filter(Boolean)
    .join('\n\n');
}

/** A site whose own placeholders have no examples: a body that lacks these says nothing new beside one with them. */
function withoutExamples(error: RegisteredError, site: Site): Site {
  const api = apiOf(error, site);
  const bare = Object.entries(api.placeholders ?? {}).map(
    ([name, { example: _, ...placeholder }]) => [name, placeholder] as const,
  );
  const placeholders = Object.fromEntries(bare);
  return error.registry === undefined
    ? { ...site, placeholders }
    : { ...site, registries: { ...site.registries, [error.registry]: { ...api, placeholders } } };
}

/** Whether the entry says what its response is like; what all responses have in common says nothing of one. */
function statesBody({ message, details, values, envelope }: RegisteredError): boolean {
  return [message, details, values, envelope].some((stated) => stated !== undefined);
}

/** A body, and whether it is JSON or a text as it is. */
interface ExampleBody {
  readonly value: Json;
  readonly mediaType: string;
  readonly lang: 'json' | 'text';
}

function exampleBody(error: RegisteredError, site: Site): ExampleBody | undefined {
  const value = buildPayload(error, site);
  if (value === undefined) return undefined;
  const mediaType = envelopeOf(error, site)?.mediaType ?? JSON_TYPE;
  return { value, mediaType, lang: typeof value === 'string' && !isJsonType(mediaType) ? 'text' : 'json' };
}

/** Whether a further example shows the same as the body. */
function isSame({ body }: ExtraExample, { value, lang }: ExampleBody): boolean {
  if (lang === 'text') return body.trim() === String(value).trim();
  try {
    return isDeepStrictEqual(JSON.parse(body), value);
  } catch {
    return false; // no JSON, so something else
  }
}

function composeExchange(
  error: RegisteredError,
  body: ExampleBody | undefined,
  { site, words }: Speaker,
): readonly string[] {
  const { example } = error;
  const { request, response, body: bodyTitle } = words.document;
  const mark = example?.mark ?? [];
  const [status, ...others] = statusesOf(error);
  const headers = example?.headers ?? {};
  const head = [
    ...(typeof status === 'number' && others.length === 0 ? [`HTTP/1.1 ${statusLine(status)}`] : []),
    ...(body === undefined ||
    body.mediaType === JSON_TYPE ||
    Object.keys(headers).some((name) => /^content-type$/i.test(name))
      ? []
      : [`Content-Type: ${body.mediaType}`]),
    ...headerLines(headers),
  ].join('\n');
  const shown = body && (body.lang === 'text' ? String(body.value) : JSON.stringify(body.value, null, 2));
  const sent = example?.request === undefined ? undefined : composeRequest(error, site);
  const beside = isNarrow(sent ?? '') && (head !== '' || shown !== undefined);
  return [
    ...(sent === undefined ? [] : [fence('http', sent, { title: request, beside })]),
    ...(head === '' ? [] : [fence('http', head, { title: response, marked: markedLines(head, mark, /^([\w-]+):/) })]),
    ...(body === undefined || shown === undefined
      ? []
      : [fence(body.lang, shown, { title: bodyTitle, marked: markedLines(shown, mark, /^\s*"([^"]+)":/) })]),
  ];
}

/** Characters of a line that fit into the smaller half of a page. */
const NARROW = 42;

const isNarrow = (code: string): boolean => code.split('\n').every((line) => line.length <= NARROW);

function composeRequest(error: RegisteredError, site: Site): string {
  const { method, path, headers, body } = requestOf(error);
  const { apiUrl } = apiOf(error, site);
  const host = apiUrl === undefined ? [] : [`Host: ${new URL(apiUrl).host}`];
  const lines = [`${method} ${path} HTTP/1.1`, ...host, ...headerLines(headers)];
  if (body === undefined) return lines.join('\n');
  return [...lines, 'Content-Type: application/json', '', JSON.stringify(body, null, 2)].join('\n');
}

const headerLines = (headers: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(headers).map(([name, value]) => `${name}: ${value}`);

/** Numbers of the lines whose key, found by `pattern`, is one of `mark`. */
function markedLines(body: string, mark: readonly string[], pattern: RegExp): readonly number[] {
  return body.split('\n').flatMap((line, index) => (mark.includes(pattern.exec(line)?.[1] ?? '') ? [index + 1] : []));
}

function composeDetails({ fields, example: shown }: Details, context: Speaker): string {
  const { detail, type, meaning, example } = context.words.document;
  const rows = Object.entries(fields).map(([name, field]) => ({
    detail: codeSpan(name),
    type: text(field.type),
    meaning: inline(field.about),
    example: codeSpan(showValue(ownValue(shown, name))) + note({ fill: `details.${name}` }),
  }));
  return table(columns(context, { detail, type, meaning, example }), rows);
}

/** The values of the body that none of the registry's fields holds; of an entry that says nothing of its body, nothing. */
export function composeFields(error: RegisteredError, context: Speaker): string {
  const { site, words } = context;
  if (!statesBody(error) && hasCode(error)) return '';
  const { field, meaning, allowed, example } = words.document;
  const rows = placeholderRows(error, site).map(
    ({ name, path, placeholder: { about, values = [], example: shown } }) => {
      const own = ownValue(error.values, name);
      return {
        field: codeSpan(showPath(path)),
        meaning: about === undefined ? '' : inline(about),
        allowed: own === undefined ? values.map(codeSpan).join(words.document.comma) : '',
        example: codeSpan(showValue(own ?? shown)) + (own === undefined ? note({ fill: `values.${name}` }) : ''),
      };
    },
  );
  return rows.length === 0 ? '' : table(columns(context, { field, meaning, allowed, example }), rows);
}

function placeholderRows(error: RegisteredError, site: Site) {
  return listPlaceholderPaths(envelopeOf(error, site)?.body).flatMap(({ name, path }) => {
    const placeholder = ownValue(apiOf(error, site).placeholders, name);
    return placeholder === undefined ? [] : [{ name, path, placeholder }];
  });
}

/** The way to a value, as people write it: `error.errors[].reason`, and `error["a b"]` where a key is no plain name. */
export function showPath(path: BodyPath): string {
  return path.reduce<string>((shown, key) => {
    if (key === 0) return `${shown}[]`;
    if (!/^[\p{L}\p{N}_$@-]+$/u.test(key)) return `${shown}[${JSON.stringify(key)}]`;
    return shown === '' ? key : `${shown}.${key}`;
  }, '');
}

/** A value in a cell: a text as it is, all else as JSON. */
function showValue(value: Json | undefined): string {
  return typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);
}

/** What the headers of the response say. */
export function composeHeaders({ headers = {} }: RegisteredError, context: Speaker): string {
  const { header, meaning, example } = context.words.document;
  const rows = Object.entries(headers).map(([name, { about, example: shown = '' }]) => ({
    header: codeSpan(name),
    meaning: about === undefined ? '' : inline(about),
    example: codeSpan(shown),
  }));
  return rows.length === 0 ? '' : table(columns(context, { header, meaning, example }), rows);
}
