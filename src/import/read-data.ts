import { isRecord, valueAt } from '../core/json.ts';
import { toSourceError, type Mapping } from './mapping.ts';
import type { Content } from './reader.ts';
import { refuseTooMany, SourceProblem, type Source } from './source.ts';

/** What parsed JSON or YAML holds: a registry in this project's form, an OpenAPI document, or errors in any other form. */
export function readData(value: unknown, mapping: Mapping): Content {
  if (isPostman(value)) return { postman: value };
  const isRegistry = isRecord(value) && 'version' in value && 'categories' in value;
  if (!isRegistry && !isOpenApi(value)) return { source: readErrors(value, mapping) };
  if (Object.keys(mapping).length > 0) {
    const name = isRegistry ? 'a registry' : 'an OpenAPI document';
    throw new SourceProblem(`It is ${name}, which says itself where its fields are; leave out --map.`);
  }
  return isRegistry ? { registry: value } : { openApi: value };
}

/** A collection of Postman, as its schema says; some exports have it below `collection`. */
function isPostman(value: unknown): boolean {
  const collection = isRecord(value) ? (value['collection'] ?? value) : undefined;
  const schema = valueAt(collection, ['info', 'schema']);
  return typeof schema === 'string' && /\bschema\.(?:get)?postman\.com\b/.test(schema);
}

/** Also one whose version is written as a number: what reads it says so. */
function isOpenApi(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const version = value['openapi'] ?? value['swagger'];
  return typeof version === 'string' || typeof version === 'number' || JSON.isRawJSON(version);
}

/** Errors are a list, or an object by code, at the top, under `errors`, or where `mapping.errors` says. */
function readErrors(value: unknown, mapping: Mapping): Source {
  const list = findList(value, mapping.errors);
  refuseTooMany(Array.isArray(list) ? list.length : Object.keys(list).length);
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
  if (Array.isArray(found) || (isRecord(found) && !JSON.isRawJSON(found))) return found;
  throw new SourceProblem(
    path === undefined
      ? 'It holds no list of errors; say where the list is: --map errors=path.to.list,code=….'
      : `There is no list at ${path}; correct --map errors=….`,
  );
}
