import { hasCode, indexByCode, statusesOf, type RegisteredError, type Registry } from '../core/define.ts';
import type { Status } from '../core/http.ts';
import { isRecord } from '../core/json.ts';
import { matchMessage } from '../core/message.ts';
import { isPublic } from '../core/visibility.ts';
import { exampleValues, formatMessage } from '../core/payload.ts';
import { coversStatus } from '../openapi/bodies.ts';
import { namesOperation } from '../openapi/operation-names.ts';
import type { Statement } from '../openapi/statements.ts';
import type { Specification } from './specification.ts';

/** What a specification and the registry may differ in. */
export type DriftKind =
  | 'unknown code'
  | 'missing code'
  | 'removed code'
  | 'unknown response'
  | 'missing operation'
  | 'missing response'
  | 'unlisted operation'
  | 'status'
  | 'message'
  | 'details'
  | 'envelope';

/** One difference between a specification and the registry. */
export interface Difference {
  readonly kind: DriftKind;
  readonly operation?: string;
  readonly status?: string;
  readonly code?: string;
  /** One sentence: what differs and what to do about it. */
  readonly message: string;
}

/** What people decided of the errors of a specification: the name of a key in the registry, `undefined` where it is left out. */
export type Curate = (key: string) => string | undefined;

/** Compares a specification with the registry, both ways. */
export function findDrift(
  specification: Specification,
  registry: Registry,
  curate: Curate = (key) => key,
): readonly Difference[] {
  const errors = indexByCode(registry);
  const renamed = new Map(registry.errors.flatMap((error) => formerNames(error).map((name) => [name, error.code])));
  // A registry that holds codes alone isn't asked for responses without one.
  const isStrict = registry.errors.some((error) => !hasCode(error));
  const groups = [...groupStatements(specification.statements)].flatMap((group): readonly Group[] => {
    const [statement] = group;
    const name = curate(statement.key);
    if (name === undefined || !(statement.hasCode || isStrict)) return [];
    const code = findByValue(statement, registry) ?? (errors.has(name) ? name : (renamed.get(name) ?? name));
    return [{ statements: group, code, error: errors.get(code) }];
  });
  const byCode = Map.groupBy(groups, ({ code }) => code);
  return [
    ...(isStrict ? [] : findStrangers(specification)),
    ...findUnknown(groups),
    ...groups.flatMap(({ statements, error }) =>
      error === undefined ? [] : compareResponse(statements, error, specification),
    ),
    // A specification that the public reads has nothing internal.
    ...registry.errors
      .filter(isPublic)
      .flatMap((error) => findMissing(error, byCode.get(error.code) ?? [], specification)),
  ];
}

/** What one response states of one error. */
interface Group {
  readonly statements: readonly [Statement, ...Statement[]];
  /** The key in the registry. */
  readonly code: string;
  readonly error: RegisteredError | undefined;
}

/** The key of the error that a value in the body tells, whatever people call it. */
function findByValue({ hasCode: isCoded, values }: Statement, registry: Registry): string | undefined {
  if (isCoded || Object.keys(values).length === 0) return undefined;
  return registry.errors.find((error) => {
    const name = error.identifiedBy;
    const value = name === undefined ? undefined : error.values?.[name];
    return name !== undefined && value !== undefined && Object.hasOwn(values, name) && values[name] === value;
  })?.code;
}

/** Keys that an error without a code had before: they name addresses alone, so no client knows them. */
function formerNames(error: RegisteredError): readonly string[] {
  return hasCode(error) ? [] : (error.formerly ?? []);
}

function groupStatements(statements: readonly Statement[]): Iterable<readonly [Statement, ...Statement[]]> {
  return Map.groupBy(statements, ({ key, response }) =>
    JSON.stringify([response.operation.endpoint, response.status, key]),
  ).values() as Iterable<readonly [Statement, ...Statement[]]>;
}

function findStrangers({ strangers }: Specification): readonly Difference[] {
  return strangers.map(({ operation, status }) => ({
    kind: 'envelope',
    operation: operation.endpoint,
    status: String(status),
    message: 'The example has no code where the envelope keeps it; correct the example, or envelope in site.ts.',
  }));
}

/** Errors that the registry lacks; one that no response has for itself is told once. */
function findUnknown(groups: readonly Group[]): readonly Difference[] {
  const told = new Set<string>();
  return groups.flatMap(({ statements: [statement], code, error }): readonly Difference[] => {
    const key = statement.hasStatus ? JSON.stringify([code, placeOf(statement)]) : code;
    if (error !== undefined || told.has(key)) return [];
    told.add(key);
    const place = { ...placeOf(statement), code };
    return statement.hasCode
      ? [{ kind: 'unknown code', ...place, message: 'The registry lacks the code; add an entry for it.' }]
      : [
          {
            kind: 'unknown response',
            ...place,
            message: 'The registry lacks the response; import again, or add an entry.',
          },
        ];
  });
}

function placeOf({ response }: Statement): { readonly operation: string; readonly status: string } {
  return { operation: response.operation.endpoint, status: String(response.status) };
}

/** What a response of the specification says that the registry doesn't. */
function compareResponse(
  statements: Group['statements'],
  error: RegisteredError,
  specification: Specification,
): readonly Difference[] {
  const [first] = statements;
  const place = { ...placeOf(first), code: error.code };
  const { operation } = place;
  if (error.removed !== undefined) {
    const message = `The registry says that the code was removed in ${error.removed.since}; drop one of the two.`;
    return [{ kind: 'removed code', ...place, message }];
  }
  const endpoints = endpointsOf(error);
  const isOwn = statements.some((statement) => statement.isOwn);
  const isListed = endpoints?.some((endpoint) => namesOperation(endpoint, operation, specification.operations)) ?? true;
  const told: readonly (readonly [DriftKind, readonly string[]])[] = [
    ['unlisted operation', isOwn && !isListed ? [`The entry's endpoints lack ${operation}; add it there.`] : []],
    ['status', compareStatuses(statements, error, specification)],
    ['message', compareMessages(statements, error)],
    ['details', compareDetails(statements, error)],
  ];
  return told.flatMap(([kind, messages]) => messages.map((message) => ({ kind, ...place, message })));
}

/** Where an error occurs, in all its forms; `undefined` where that isn't stated. */
function endpointsOf({ endpoints, variants = [] }: RegisteredError): readonly string[] | undefined {
  const all = [...(endpoints ?? []), ...variants.flatMap((variant) => variant.endpoints ?? [])];
  return all.length === 0 ? endpoints : all;
}

function compareStatuses(
  statements: Group['statements'],
  error: RegisteredError,
  specification: Specification,
): readonly string[] {
  const [{ response }] = statements;
  const stated = statusesAt(error, response.operation.endpoint, specification);
  const fits = (status: Status): boolean =>
    coversStatus(response.status, status) || coversStatus(status, response.status);
  if (!statements.some(({ hasStatus }) => hasStatus) || stated.length === 0 || stated.some(fits)) return [];
  return [`The registry states ${stated.join(', ')}; correct one of the two.`];
}

/** The statuses of an error at an operation: those of the forms that name it, else all. */
function statusesAt(error: RegisteredError, operation: string, specification: Specification): readonly Status[] {
  const forms = (error.variants ?? []).filter(({ endpoints = [] }) =>
    endpoints.some((endpoint) => namesOperation(endpoint, operation, specification.operations)),
  );
  const stated = forms.flatMap(({ status }) => status ?? []);
  return error.status === undefined && stated.length > 0 ? stated : statusesOf(error);
}

function compareMessages(statements: Group['statements'], error: RegisteredError): readonly string[] {
  const templates = [
    ...new Set([error.message, ...(error.variants ?? []).map(({ message }) => message)].flatMap((text) => text ?? [])),
  ];
  const [first] = templates;
  if (first === undefined) return [];
  const example = formatMessage(error, exampleValues(error)) ?? '';
  const listed = templates.map((template) => `"${template}"`).join(', ');
  const others = unique(statements.flatMap(({ message }) => message?.trim() ?? []))
    .filter((text) => !templates.some((template) => text === template || matchMessage(template, text) !== undefined))
    .map((text) => `"${text}" is no message of the template ${listed}; correct one of the two.`);
  const refused = unique(statements.flatMap(({ patterns }) => patterns))
    .filter((pattern) => error.message !== undefined && !matches(pattern, example))
    .map((pattern) => `The pattern ${pattern} refuses the message "${example}"; correct one of the two.`);
  return [...others, ...refused];
}

const unique = <Item>(items: readonly Item[]): readonly Item[] => [...new Set(items)];

function matches(pattern: string, text: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(text);
  } catch {
    return false; // a pattern that is no regular expression fits nothing
  }
}

function compareDetails(statements: Group['statements'], { details }: RegisteredError): readonly string[] {
  // An entry that explains none says nothing that could differ.
  if (details === undefined && !statements.some(isAboutDetails)) return [];
  const fields = details?.fields ?? {};
  const tree = statements.find(({ detailsTree, details: shown }) => detailsTree?.properties && shown === undefined)
    ?.detailsTree?.properties;
  const stated: readonly object[] = [
    ...statements.flatMap(({ details: shown }) => (isRecord(shown) ? [shown] : [])),
    ...(tree === undefined ? [] : [tree]),
  ];
  const unknown = unique(stated.flatMap((node) => Object.keys(node)))
    .filter((name) => !Object.hasOwn(fields, name))
    .map((name) => `The registry's details lack ${name}; add it to details.fields and details.example.`);
  const missing = Object.keys(fields)
    .filter((name) => stated.some((node) => !Object.hasOwn(node, name)))
    .map((name) => `The details in the specification lack ${name}; add it there.`);
  const types = Object.entries(fields).flatMap(([name, { type }]) => {
    const known = tree !== undefined && Object.hasOwn(tree, name) ? tree[name]?.types : undefined;
    if (known === undefined || known.size === 0 || known.has(type)) return [];
    return [
      `The specification has ${name} as ${[...known].join(' or ')}, the registry as ${type}; correct one of the two.`,
    ];
  });
  return [...unknown, ...missing, ...types];
}

/** Whether a statement explains each field of the details that it shows, as an import takes them. */
function isAboutDetails({ details, detailsTree }: Statement): boolean {
  const properties = detailsTree?.properties ?? {};
  return (
    isRecord(details) &&
    Object.keys(details).length > 0 &&
    Object.keys(details).every((name) => Object.hasOwn(properties, name) && properties[name]?.about !== undefined)
  );
}

/** What the registry says that the specification doesn't. */
function findMissing(
  error: RegisteredError,
  groups: readonly Group[],
  specification: Specification,
): readonly Difference[] {
  if (error.removed !== undefined) return [];
  const { code, status } = error;
  const place = { ...(status === undefined ? {} : { status: String(status) }), code };
  if (groups.length === 0) {
    const what = hasCode(error) ? 'returns the code; add a response' : 'has the response; add it';
    return [{ kind: 'missing code', ...place, message: `No operation ${what}, or set removed.` }];
  }
  const operations = new Set(groups.map(({ statements: [{ response }] }) => response.operation.endpoint));
  return unique(endpointsOf(error) ?? []).flatMap((endpoint): readonly Difference[] => {
    const [operation] = [...specification.operations.keys()].filter((name) =>
      namesOperation(endpoint, name, specification.operations),
    );
    if (operation === undefined) {
      const message = `The specification has no ${endpoint}; correct the entry's endpoints, or add the operation.`;
      return [{ kind: 'missing operation', operation: endpoint, ...place, message }];
    }
    if (operations.has(operation)) return [];
    const what = hasCode(error) ? 'response with the code' : 'such response';
    const message = `The operation has no ${what}; add one, or correct the entry’s endpoints.`;
    return [{ kind: 'missing response', operation, ...place, message }];
  });
}
