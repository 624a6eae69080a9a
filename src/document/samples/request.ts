import type { RegisteredError } from '../../core/define.ts';
import type { Json } from '../../core/json.ts';

/** A request as the registry states it. */
export interface Request {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Json | undefined;
}

/** The request of the example: the entry's own, else its first endpoint. */
export function requestOf({ example, endpoints }: RegisteredError): Request {
  const [method = 'GET', path = '/'] = (example?.request ?? endpoints?.[0] ?? 'GET /').split(/\s+/);
  // The method goes into a shell as it is, so it is letters or nothing that an import brought.
  const verb = /^[A-Za-z]+$/.test(method) ? method : 'GET';
  return { method: verb, path, headers: example?.requestHeaders ?? {}, body: example?.requestBody };
}

/** The keys that lead to a placeholder of the envelope. */
export function findKeys(template: Json | undefined, placeholder: string): readonly string[] | undefined {
  if (template === placeholder) return [];
  if (template === undefined || template === null || typeof template !== 'object' || Array.isArray(template))
    return undefined;
  for (const [key, value] of Object.entries(template)) {
    const rest = findKeys(value, placeholder);
    if (rest !== undefined) return [key, ...rest];
  }
  return undefined;
}
