import { registryJsonSchema } from './registry.ts';
import { siteJsonSchema } from './site.ts';

/**
 * The JSON Schema that the package brings for editors, of both files that a content folder may have as JSON: one with
 * `errors` is a registry, and any other is a site.
 */
export function packageJsonSchema(): object {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    if: { required: ['errors'] },
    then: { $ref: '#/$defs/registry' },
    else: { $ref: '#/$defs/site' },
    $defs: { registry: nested('registry', registryJsonSchema()), site: nested('site', siteJsonSchema()) },
  };
}

/** A schema as part of another: its own references lead on from where it stands. */
function nested(name: string, schema: object): unknown {
  const { $schema: _, ...own } = schema as Readonly<Record<string, unknown>>;
  return JSON.parse(JSON.stringify(own), (key, value: unknown) =>
    key === '$ref' && typeof value === 'string' ? value.replace(/^#/, `#/$defs/${name}`) : value,
  );
}
