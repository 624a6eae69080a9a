import type { Retry } from '../core/define.ts';
import { isRecord, valueAt } from '../core/json.ts';
import { SOURCE_FIELDS, SourceProblem, type SourceError, type SourceField } from './source.ts';

/** Where a source keeps each field: `code=err.id`; `errors` leads to the list, `$key` is the key of an entry. */
export type Mapping = Readonly<Partial<Record<SourceField | 'code' | 'errors', string>>>;

/** Names that mean a code and nothing else, as {@link plainName} writes them. */
const CODE_NAMES = ['code', 'errorcode', 'errorno', 'errornumber', 'errorid', 'errcode', 'errno'];

/** Names under which sources keep a field, tried in this order, as {@link plainName} writes them. */
const USUAL_NAMES: Readonly<Record<SourceField | 'code', readonly string[]>> = {
  code: [...CODE_NAMES, 'id', 'name', 'key'],
  title: ['title', 'name', 'label'],
  status: ['status', 'httpstatus', 'httpstatuscode', 'statuscode', 'http', 'httpcode'],
  category: ['category', 'group', 'area', 'tag'],
  message: ['message', 'errormessage', 'msg', 'text'],
  summary: ['summary'],
  description: ['description', 'desc', 'details', 'detail', 'meaning', 'explanation'],
  causes: ['causes', 'cause', 'possiblecauses', 'reasons'],
  steps: ['steps', 'actions', 'action', 'solution', 'resolution', 'fix'],
  examples: ['examples'],
  docUrl: ['docurl', 'url', 'docs', 'helpurl'],
  aliases: ['aliases', 'alias'],
  endpoints: ['endpoints'],
  retry: ['retry', 'retryable', 'retriable'],
  actor: ['actor'],
  userMessage: ['usermessage'],
};

/** `Error No.`, `error_no` and `errorNo` are one name. */
const plainName = (name: string): string => name.toLowerCase().replaceAll(/[\s._-]/g, '');

/** Whether a column holds codes, by its header alone. */
export function isCodeColumn(header: string, { code }: Mapping): boolean {
  return code === undefined ? CODE_NAMES.includes(plainName(header)) : header === code;
}

interface Position {
  readonly place: string;
  readonly key: string | undefined;
  readonly mapping: Mapping;
}

/** One entry with its fields by name; what has no field is listed as unused. */
export function toSourceError(entry: unknown, { place, key, mapping }: Position): SourceError {
  if (!isRecord(entry)) return { place, code: undefined };
  // Of several names that mean one the first counts; the others are told as unused.
  const names = new Map(
    Object.keys(entry)
      .toReversed()
      .map((name) => [plainName(name), name]),
  );
  const used = new Set<string>();
  const take = (field: SourceField | 'code'): unknown => {
    const path = mapping[field] ?? usualPath(field);
    if (path === undefined) return undefined;
    if (path === '$key') return key;
    const steps = Object.hasOwn(entry, path) ? [path] : path.split('.');
    used.add(steps[0] ?? '').add(path);
    const value = valueAt(entry, steps);
    return field === 'retry' ? readRetry(value, steps.at(-1) ?? '') : value;
  };
  const usualPath = (field: SourceField | 'code'): string | undefined =>
    USUAL_NAMES[field].flatMap((usual) => names.get(usual) ?? []).find((name) => !used.has(name)) ??
    (field === 'code' ? '$key' : undefined);
  const code = take('code');
  const fields = Object.fromEntries(SOURCE_FIELDS.map((field) => [field, take(field)]));
  const extra = isRecord(entry['extra']) ? entry['extra'] : {};
  const side = readExtra(extra);
  const rest = Object.keys(entry).filter((name) => !used.has(name) && name !== 'extra');
  const restOfExtra = Object.keys(extra)
    .filter((name) => !side.taken.includes(name))
    .map((name) => `extra.${name}`)
    .filter((name) => !used.has(name));
  return {
    place,
    code,
    ...fields,
    aliases: fields['aliases'] ?? side.names,
    endpoints: fields['endpoints'] ?? side.endpoints,
    retry: fields['retry'] ?? side.retry,
    unused: [...rest, ...restOfExtra],
    leftOut: side.leftOut,
  };
}

/** A flag says that a retry helps; that none ever does is said only by what is named after it, as `retryable` is. */
function readRetry(value: unknown, name: string): unknown {
  const flag = typeof value === 'string' ? FLAGS.get(value.trim().toLowerCase()) : value;
  if (flag === true) return { when: 'after-wait' } satisfies Retry;
  return flag === false && /retr(?:y|i)able/i.test(name) ? ({ when: 'never' } satisfies Retry) : value;
}

const FLAGS = new Map([
  ['true', true],
  ['yes', true],
  ['false', false],
  ['no', false],
]);

interface Side {
  readonly taken: readonly string[];
  readonly names: readonly string[];
  readonly retry?: Retry | undefined;
  readonly endpoints?: readonly string[] | undefined;
  readonly leftOut: NonNullable<SourceError['leftOut']>;
}

/** What the side fields of the public registries tell: other names of the code, whether a retry helps, and operations. */
function readExtra(extra: Readonly<Record<string, unknown>>): Side {
  const named = ['symbol', 'rawCode'].filter((name) => typeof extra[name] === 'string');
  const retryable = ['retryable', 'retriable'].filter((name) => extra[name] === true);
  const { operations, operationCount } = extra;
  const listed = Array.isArray(operations) ? (operations as readonly unknown[]) : [];
  const reason = listed.length === 0 ? undefined : describeGap(listed, operationCount);
  return {
    taken: [...named, ...retryable, ...(listed.length > 0 ? ['operations'] : [])],
    names: named.map((name) => String(extra[name])),
    retry: retryable.length > 0 ? { when: 'after-wait' } : undefined,
    endpoints: reason === undefined ? listed.map(String) : undefined,
    leftOut: reason === undefined ? [] : [{ field: 'operations', reason }],
  };
}

/** Why operations are no endpoints: those of an entry are all that there are, and each a method with its path. */
function describeGap(operations: readonly unknown[], count: unknown): string | undefined {
  if (!operations.every((name) => typeof name === 'string' && /^[A-Z]+ \/\S*$/.test(name)))
    return 'they are names without a method and a path';
  return typeof count === 'number' && count > operations.length ? 'the source lists only some of them' : undefined;
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
