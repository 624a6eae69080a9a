import type { Documents } from './documents.ts';
import { listOperations, listServers } from './operations.ts';

/** Each operation with its other names: the path below each server. */
export type OperationNames = ReadonlyMap<string, readonly string[]>;

/** The operations of a specification with their names. */
export function nameOperations(documents: Documents): OperationNames {
  const bases = listServers(documents).map(basePath);
  return new Map(
    listOperations(documents).map(({ endpoint, method, path }) => [
      endpoint,
      bases.map((base) => `${method} ${base}${path}`),
    ]),
  );
}

function basePath(url: string): string {
  return URL.canParse(url, 'http://localhost') ? new URL(url, 'http://localhost').pathname.replace(/\/$/, '') : '';
}

/** Whether an endpoint of the registry means an operation, by its path alone or below a server; names of parameters don't count. */
export function namesOperation(endpoint: string, operation: string, operations: OperationNames): boolean {
  const wanted = withoutNames(endpoint);
  return [operation, ...(operations.get(operation) ?? [])].some((name) => withoutNames(name) === wanted);
}

function withoutNames(endpoint: string): string {
  return endpoint
    .trim()
    .replace(/\s+/, ' ')
    .replaceAll(/\{[^}]*\}|(?<=\/):\w+/g, '{}');
}
