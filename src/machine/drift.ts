import type { RegisteredError, Registry } from '../core/define.ts';
import { indexByCode } from '../core/define.ts';
import { matchMessage } from '../core/message.ts';
import { exampleValues, formatMessage } from '../core/payload.ts';
import type { Specification, SpecifiedError } from './specification.ts';

/** What a specification and the registry may differ in. */
export type DriftKind =
  | 'unknown code'
  | 'missing code'
  | 'removed code'
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

/** Compares a specification with the registry, both ways. */
export function findDrift(specification: Specification, registry: Registry): readonly Difference[] {
  const errors = indexByCode(registry);
  const byCode = Map.groupBy(specification.errors, ({ code }) => code);
  return [
    ...specification.strangers.map(({ operation, status }) => ({
      kind: 'envelope' as const,
      operation,
      status,
      message: 'The example has no code where the envelope keeps it; correct the example, or envelope in site.ts.',
    })),
    ...specification.errors.flatMap((specified) =>
      compareResponse(specified, errors.get(specified.code), specification),
    ),
    ...registry.errors.flatMap((error) => findMissing(error, byCode.get(error.code) ?? [], specification)),
  ];
}

/** What a response of the specification says that the registry doesn't. */
function compareResponse(
  specified: SpecifiedError,
  error: RegisteredError | undefined,
  specification: Specification,
): readonly Difference[] {
  const { operation, status, code } = specified;
  const place = { operation, status, code };
  if (error === undefined)
    return [{ kind: 'unknown code', ...place, message: 'The registry lacks the code; add an entry for it.' }];
  if (error.removed !== undefined) {
    const message = `The registry says that the code was removed in ${error.removed.since}; drop one of the two.`;
    return [{ kind: 'removed code', ...place, message }];
  }
  const { endpoints } = error;
  const isListed = endpoints?.some((endpoint) => namesOperation(endpoint, operation, specification)) ?? true;
  return [
    ...(isListed
      ? []
      : [
          {
            kind: 'unlisted operation' as const,
            ...place,
            message: `The entry's endpoints lack ${operation}; add it there.`,
          },
        ]),
    ...(typeof error.status !== 'number' || coversStatus(status, error.status)
      ? []
      : [
          {
            kind: 'status' as const,
            ...place,
            message: `The registry states ${error.status}; correct one of the two.`,
          },
        ]),
    ...compareMessages(specified, error).map((message) => ({ kind: 'message' as const, ...place, message })),
    ...compareDetails(specified, error).map((message) => ({ kind: 'details' as const, ...place, message })),
  ];
}

function coversStatus(stated: string, status: number): boolean {
  return (
    stated === 'default' || stated === String(status) || (/^\dXX$/i.test(stated) && stated[0] === String(status)[0])
  );
}

function compareMessages({ messages, patterns }: SpecifiedError, error: RegisteredError): readonly string[] {
  const template = error.message;
  if (template === undefined) return [];
  const example = formatMessage(error, exampleValues(error)) ?? '';
  const others = [...new Set(messages)]
    .filter((text) => text !== template && matchMessage(template, text) === undefined)
    .map((text) => `"${text}" is no message of the template "${template}"; correct one of the two.`);
  const refused = [...new Set(patterns)]
    .filter((pattern) => !matches(pattern, example))
    .map((pattern) => `The pattern ${pattern} refuses the message "${example}"; correct one of the two.`);
  return [...others, ...refused];
}

function matches(pattern: string, text: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(text);
  } catch {
    return false; // a pattern that is no regular expression fits nothing
  }
}

function compareDetails({ details, properties }: SpecifiedError, error: RegisteredError): readonly string[] {
  const fields = error.details?.fields ?? {};
  const stated = [...details, ...(properties === undefined ? [] : [properties])];
  const names = new Set(stated.flatMap((node) => Object.keys(node)));
  const unknown = [...names]
    .filter((name) => !Object.hasOwn(fields, name))
    .map((name) => `The registry's details lack ${name}; add it to details.fields and details.example.`);
  const missing = Object.keys(fields)
    .filter((name) => stated.some((node) => !Object.hasOwn(node, name)))
    .map((name) => `The details in the specification lack ${name}; add it there.`);
  const types = Object.entries(fields).flatMap(([name, { type }]) => {
    const property = properties?.[name] as { readonly type?: unknown } | undefined;
    if (property?.type === undefined || String(property.type) === type) return [];
    return [
      `The specification has ${name} as ${String(property.type)}, the registry as ${type}; correct one of the two.`,
    ];
  });
  return [...unknown, ...missing, ...types];
}

/** What the registry says that the specification doesn't. */
function findMissing(
  { code, status, endpoints = [], removed }: RegisteredError,
  specified: readonly SpecifiedError[],
  specification: Specification,
): readonly Difference[] {
  if (removed !== undefined) return [];
  const place = { ...(status === undefined ? {} : { status: String(status) }), code };
  if (specified.length === 0) {
    return [
      { kind: 'missing code', ...place, message: 'No operation returns the code; add a response, or set removed.' },
    ];
  }
  return endpoints.flatMap((endpoint): readonly Difference[] => {
    const [operation] = [...specification.operations.keys()].filter((name) =>
      namesOperation(endpoint, name, specification),
    );
    if (operation === undefined) {
      const message = `The specification has no ${endpoint}; correct the entry's endpoints, or add the operation.`;
      return [{ kind: 'missing operation', operation: endpoint, ...place, message }];
    }
    if (specified.some((response) => response.operation === operation)) return [];
    const message = 'The operation has no response with the code; add one, or correct the entry’s endpoints.';
    return [{ kind: 'missing response', operation, ...place, message }];
  });
}

/** Whether an endpoint of the registry means an operation, by its path alone or below a server; names of parameters don't count. */
function namesOperation(endpoint: string, operation: string, { operations }: Specification): boolean {
  const wanted = withoutNames(endpoint);
  return [operation, ...(operations.get(operation) ?? [])].some((name) => withoutNames(name) === wanted);
}

function withoutNames(endpoint: string): string {
  return endpoint
    .trim()
    .replace(/\s+/, ' ')
    .replaceAll(/\{[^}]*\}|(?<=\/):\w+/g, '{}');
}
