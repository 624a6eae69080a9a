/** The files about all errors: path below the base, and what each one is. */
export const FILES = [
  ['/errors.json', 'the whole registry as data'],
  ['/errors.schema.json', 'its JSON Schema'],
  ['/openapi.json', 'a response, a schema and an example of each code for OpenAPI 3.1'],
  ['/errors.ts', 'types and data for a TypeScript client'],
  ['/llms.txt', 'an index for language models: each code with its fix in a line'],
  ['/llms-full.txt', 'every page as Markdown, in one file'],
] as const;
