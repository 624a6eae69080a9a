import type { Retry } from '../core/define.ts';
import { isRecord, valueAt } from '../core/json.ts';
import { SOURCE_FIELDS, SourceProblem, type Source, type SourceError, type SourceField } from './source.ts';

/** Where a source keeps each field: `code=err.id`; `errors` leads to the list, `$key` is the key of an entry. */
export type Mapping = Readonly<Partial<Record<SourceField | 'code' | 'errors', string>>>;

/** Names under which sources keep a field, tried in this order. */
const USUAL_NAMES: Readonly<Record<SourceField | 'code', readonly string[]>> = {
  code: ['code', 'error_code', 'errorCode', 'id', 'name', 'key'],
  title: ['title', 'name', 'label'],
  status: ['status', 'httpStatus', 'http_status', 'statusCode', 'status_code', 'http', 'httpCode'],
  category: ['category', 'group', 'area', 'tag'],
  message: ['message', 'msg', 'text'],
  summary: ['summary'],
  description: ['description', 'desc', 'details', 'detail'],
  causes: ['causes', 'cause', 'reasons'],
  steps: ['steps', 'actions', 'action', 'solution', 'resolution', 'fix'],
  examples: ['examples'],
  docUrl: ['docUrl', 'doc_url', 'url', 'docs', 'helpUrl'],
  aliases: ['aliases', 'alias'],
  endpoints: ['endpoints'],
};

/** Reads errors from any JSON: a list, or an object by code, at the top, under `errors`, or where `mapping.errors` says. */
export function readJsonSource(value: unknown, mapping: Mapping = {}): Source {
  const list = findList(value, mapping.errors);
  const errors = Array.isArray(list)
    ? list.map((entry: unknown, index) => toSourceError(entry, { place: `errors[${index}]`, key: undefined, mapping }))
    : Object.entries(list).map(([key, entry]) =>
        toSourceError(typeof entry === 'string' ? { message: entry } : entry, { place: key, key, mapping }),
      );
  return { errors };
}

function findList(value: unknown, path: string | undefined): readonly unknown[] | Readonly<Record<string, unknown>> {
  const found =
    path === undefined ? (isRecord(value) ? (value['errors'] ?? value) : value) : valueAt(value, path.split('.'));
  if (Array.isArray(found) || isRecord(found)) return found;
  throw new SourceProblem(
    path === undefined
      ? 'It holds no list of errors; say where the list is: --map errors=path.to.list,code=….'
      : `There is no list at ${path}; correct --map errors=….`,
  );
}

interface Position {
  readonly place: string;
  readonly key: string | undefined;
  readonly mapping: Mapping;
}

/** One entry with its fields by name; what has no field is listed as unused. */
export function toSourceError(entry: unknown, { place, key, mapping }: Position): SourceError {
  if (!isRecord(entry)) return { place, code: undefined };
  const used = new Set<string>();
  const take = (field: SourceField | 'code'): unknown => {
    const path = mapping[field];
    if (path === '$key') return key;
    if (path !== undefined) {
      used.add(path.split('.')[0] ?? '');
      return valueAt(entry, path.split('.'));
    }
    const name = USUAL_NAMES[field].find((usual) => Object.hasOwn(entry, usual) && !used.has(usual));
    if (name === undefined) return field === 'code' ? key : undefined;
    used.add(name);
    return entry[name];
  };
  const code = take('code');
  const fields = Object.fromEntries(SOURCE_FIELDS.map((field) => [field, take(field)]));
  const extra = isRecord(entry['extra']) ? entry['extra'] : {};
  const { taken, retry, names } = readExtra(extra);
  const rest = Object.keys(entry).filter((name) => !used.has(name) && name !== 'extra');
  const restOfExtra = Object.keys(extra).filter((name) => !taken.includes(name));
  return {
    place,
    code,
    ...fields,
    ...(names.length > 0 && fields['aliases'] === undefined ? { aliases: names } : {}),
    ...(retry === undefined ? {} : { retry }),
    unused: [...rest, ...restOfExtra.map((name) => `extra.${name}`)],
  };
}

/** What the side fields of the public registries tell: other names of the code, and whether a retry helps. */
function readExtra(extra: Readonly<Record<string, unknown>>): {
  readonly taken: readonly string[];
  readonly retry: Retry | undefined;
  readonly names: readonly string[];
} {
  const named = ['symbol', 'rawCode'].filter((name) => typeof extra[name] === 'string');
  const retryable = ['retryable', 'retriable'].filter((name) => extra[name] === true);
  return {
    taken: [...named, ...retryable],
    retry: retryable.length > 0 ? { when: 'after-wait' } : undefined,
    names: named.map((name) => String(extra[name])),
  };
}

/** Reads `code=id,status=http.status`. Throws where a field is none of the known ones. */
export function parseMapping(text: string): Mapping {
  const known: readonly string[] = ['code', 'errors', ...SOURCE_FIELDS];
  return Object.fromEntries(
    text.split(',').map((pair) => {
      const [field = '', path = ''] = pair.split('=').map((part) => part.trim());
      if (!known.includes(field) || path === '')
        throw new SourceProblem(`--map ${pair} is no mapping; write FIELD=PATH with one of ${known.join(', ')}.`);
      return [field, path];
    }),
  );
}
