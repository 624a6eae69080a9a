import type { RegisteredError, Registry } from '../core/define.ts';
import { envelopeOf, type PublishedApi, pickApi } from '../core/envelope.ts';
import type { Status } from '../core/http.ts';
import type { Json } from '../core/json.ts';
import { buildPayload } from '../core/payload.ts';
import type { Site } from '../core/site.ts';
import { absoluteUrl, errorUrl } from '../core/url.ts';
import { VERSION } from '../core/version.ts';
import { toEntryJson, toRegistryJson } from '../schema/registry.ts';
import { responseSchema, type JsonSchema } from '../openapi/response-schema.ts';

/** The example response of an error, with the schema of its body. */
export interface ExampleResponse {
  readonly status?: Status;
  readonly headers?: Readonly<Record<string, string>>;
  readonly mediaType?: string;
  /** Absent where nobody states the envelope, or the response has no body. */
  readonly body?: Json;
  readonly schema?: JsonSchema;
}

/** The example response of an error as data. */
function exampleResponse(error: RegisteredError, site: Site): ExampleResponse {
  const { status, example } = error;
  const envelope = envelopeOf(error, site);
  const [body, schema] = [buildPayload(error, site), responseSchema(error, site)];
  return {
    ...(status === undefined ? {} : { status }),
    ...(example?.headers === undefined ? {} : { headers: example.headers }),
    ...(envelope?.mediaType === undefined ? {} : { mediaType: envelope.mediaType }),
    ...(body === undefined ? {} : { body }),
    ...(schema === undefined ? {} : { schema }),
  };
}

/** One error as the site publishes it: its JSON form, its address and its example response. */
export function publishError(error: RegisteredError, site: Site): object {
  return { ...toEntryJson(error), url: errorUrl(site.url, error.code), response: exampleResponse(error, site) };
}

/** The file of one published error: with a reference to its schema. */
export function toErrorFile(published: object, site: Site): object {
  return { $schema: `${schemaUrl(site)}#/$defs/error`, ...published };
}

/** What a reader of the file has to know of the API to make of an error what the site makes of it. */
function publishApi(site: Site): PublishedApi {
  return { ...pickApi(site), ...(site.registries && { registries: site.registries }) };
}

/** What made the file, as `errors.json` says it. */
const GENERATOR = `error-reference ${VERSION}`;

/** The file of the whole registry, from its published errors; an import reads it back without loss. */
export function toRegistryFile(registry: Registry, published: readonly object[], site: Site): object {
  return {
    $schema: schemaUrl(site),
    generator: GENERATOR,
    api: publishApi(site),
    ...toRegistryJson({ ...registry, errors: [] }),
    errors: published,
  };
}

/** Address of the JSON Schema of {@link toRegistryFile}. */
export function schemaUrl(site: Site): string {
  return absoluteUrl(site.url, '/errors.schema.json');
}
