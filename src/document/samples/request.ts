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
