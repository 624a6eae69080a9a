import { z } from 'zod';
import { listPlaceholders } from '../core/message.ts';
import { isPlural, PLURAL_FORMS, type WordOverrides } from '../core/say.ts';
import { LANGUAGES } from '../core/words.ts';
import { RegistryError } from '../core/define.ts';
import { normalizePath } from '../core/site-path.ts';
import { ASSISTANT_NAMES } from '../core/assistants.ts';
import { isBase } from '../core/url.ts';
import { SAMPLE_IDS, SAMPLE_LANGUAGES, type SampleLanguage } from '../core/samples.ts';
import { REPOSITORY_NAMES, SPARE_PAGES, TEAM_PAGES, type Site } from '../core/site.ts';
import { ASPECTS } from '../core/vocabulary.ts';
import { checkRanges, ranges } from './ranges.ts';
import { checkEnvelopes, envelopeFields, registriesField } from './envelope.ts';
import { brandFields, checkBrand, link } from './brand.ts';
import { parseWith } from './misfits.ts';

const text = z.string().min(1);
const sampleLanguage = z.enum(Object.keys(SAMPLE_LANGUAGES) as [SampleLanguage, ...SampleLanguage[]], {
  error: `write one of ${SAMPLE_IDS}`,
});
const NO_PATH = 'write a path of the site: /guides/name/';
const sitePath = text.refine((path) => normalizePath(path) !== undefined, {
  error: ({ input }) => `${JSON.stringify(input)} can't stand here; ${NO_PATH}`,
});
const webUrl = z.url({ protocol: /^https?$/, error: 'write a full address, https://…' });
const NO_BASE = 'write an address with nothing but a path that every host serves: https://example.com/docs';
const siteUrl = webUrl.refine(
  (url) => !URL.canParse(url) || (!/[?#\p{Cc}]/u.test(url) && isBase(new URL(url).pathname)),
  { error: ({ input }) => `${JSON.stringify(input)} can't stand here; ${NO_BASE}` },
);

/** First segments of the site's own paths, and the names of its own dimensions. */
const TAKEN = new Set(
  (
    'actor api-team category categories changes clients code coverage decode endpoints errors guides lifecycle llms lookup name names pagefind ' +
    'registries registry retry status support unknown'
  ).split(' '),
);

// Every field of a site has its schema: `satisfies` finds one that was forgotten.
const fields = {
  name: text,
  description: text,
  url: siteUrl,
  apiUrl: webUrl,
  version: text.exactOptional(),
  lang: text.regex(/^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/, 'write a language tag'),
  dir: z.enum(['ltr', 'rtl']),
  words: wordOverrides().exactOptional(),
  dimensions: z
    .record(
      text.regex(/^[a-z][a-z0-9-]*$/, 'write small letters, digits and -').refine((id) => !TAKEN.has(id), {
        error: ({ input }) => `${String(input)} is the name of a list that every site has; choose another`,
      }),
      z.strictObject({ title: text, about: text.exactOptional(), values: z.record(text, text) }),
    )
    .exactOptional(),
  ...brandFields,
  repository: z
    .strictObject({ url: webUrl, editUrl: repositoryUrl().exactOptional(), issueUrl: repositoryUrl().exactOptional() })
    .exactOptional(),
  assistants: z.array(z.strictObject({ label: text, href: assistantAddress() })).exactOptional(),
  operations: z
    .strictObject({
      metric: text.regex(/^[A-Za-z_:][\w:]*$/, 'write the name of a metric: http_errors_total'),
      label: text.regex(/^(?!__)[A-Za-z_]\w*$/, 'write the name of a label: code'),
      expression: text.includes('{series}', { error: 'write PromQL with {series}: increase({series}[5m]) > 10' }),
    })
    .exactOptional(),
  support: link,
  statusPage: link.exactOptional(),
  accountSettings: link.exactOptional(),
  requestIdHeader: text.exactOptional(),
  include: z
    .array(
      z.strictObject({
        from: text.refine((from) => !/^[a-z][a-z\d+.-]+:\/\//i.test(from), {
          error: ({ input }) =>
            `no build fetches ${String(input)}; download it first, as with \`curl --output billing.json ${String(input)}\`, and write the path of that file`,
        }),
        prefix: text.regex(/^[a-z][a-z0-9-]*$/, 'write small letters, digits and -'),
        owner: text.exactOptional(),
      }),
    )
    .exactOptional(),
  registries: registriesField,
  moved: z
    .record(sitePath, sitePath, { error: ({ code }) => (code === 'invalid_key' ? NO_PATH : undefined) })
    .exactOptional(),
  releases: z.record(text, z.iso.date()).exactOptional(),
  ranges: ranges.exactOptional(),
  coverage: z.partialRecord(z.enum(ASPECTS), z.number().min(0).max(100)).exactOptional(),
  pages: z.partialRecord(z.enum([...TEAM_PAGES, ...SPARE_PAGES]), z.boolean()).exactOptional(),
  samples: z
    .array(sampleLanguage)
    .refine((languages) => new Set(languages).size === languages.length, 'write each language once')
    .exactOptional(),
  sources: z
    .strictObject({
      files: z.array(text).min(1),
      patterns: z
        .array(text.refine(isExpression, { error: 'write a regular expression whose first group is the code' }))
        .exactOptional(),
      baseline: text.exactOptional(),
    })
    .exactOptional(),
  problemDocuments: z.boolean().exactOptional(),
  ...envelopeFields,
} as const satisfies Readonly<Record<Exclude<keyof Site, 'visibility'>, z.ZodType>>;
const siteSchema: z.ZodType<Site> = z.strictObject(fields).superRefine((site, context) => {
  for (const { input, path, message } of [...checkEnvelopes(site), ...checkBrand(site), ...checkRanges(site)])
    context.addIssue({ code: 'custom', input, path: [...path], message });
});

/** The schema of some of the words: their names are ours, and so are their placeholders. */
function wordOverrides(): z.ZodType<WordOverrides> {
  return someOf(LANGUAGES['en'] ?? {}) as z.ZodType<WordOverrides>;
}

function someOf(words: object): z.ZodType {
  const parts = Object.entries(words as Readonly<Record<string, object | string>>).filter(([name]) => name !== 'lang');
  const shape = parts.map(([name, word]) => {
    if (typeof word === 'string') return [name, override(word)] as const;
    if (!isPlural(word)) return [name, someOf(word)] as const;
    const forms = PLURAL_FORMS.map((form) => [
      form,
      form === 'other' ? override(word.other) : override(word.other).optional(),
    ]);
    return [name, z.strictObject(Object.fromEntries(forms) as Record<string, z.ZodType>)] as const;
  });
  return z.strictObject(Object.fromEntries(shape)).partial();
}

function override(word: string): z.ZodType {
  const known = listPlaceholders(word);
  const listed = known.length === 0 ? 'none' : known.map((name) => `{${name}}`).join(', ');
  return text.refine((said) => listPlaceholders(said).every((name) => known.includes(name)), {
    error: ({ input }) => {
      const unknown = listPlaceholders(String(input)).find((name) => !known.includes(name));
      return `{${unknown}} is no placeholder of this word; there is ${listed}`;
    },
  });
}

function isExpression(source: string): boolean {
  try {
    return new RegExp(source, 'gm').source !== '';
  } catch {
    return false;
  }
}

function repositoryUrl(): z.ZodType<string> {
  return withPlaceholders(text, REPOSITORY_NAMES);
}

function assistantAddress(): z.ZodType<string> {
  const address = text
    .regex(/^https:\/\/[^{}]+\/[^]*$/, 'write an address with https:// and a path: https://example.com/?q={prompt}')
    .regex(/\{\w+\}/, 'write where the page goes: {prompt}, {url} or {markdownUrl}');
  return withPlaceholders(address, ASSISTANT_NAMES);
}

function withPlaceholders(address: z.ZodString, known: readonly string[]): z.ZodType<string> {
  const names = known.map((name) => `{${name}}`);
  return address.refine((url) => [...url.matchAll(/\{\w*\}/g)].every(([name]) => names.includes(name)), {
    error: ({ input }) => `${String(input)} holds an unknown placeholder; there is ${names.join(', ')}`,
  });
}

/** The JSON Schema of the settings of a site, as far as it can state them. */
export function siteJsonSchema(): object {
  const schema = z.strictObject({ $schema: text.exactOptional(), ...fields });
  return z.toJSONSchema(schema, { target: 'draft-2020-12', unrepresentable: 'any' });
}

/** Reads the settings of a site. Throws a {@link RegistryError} with each misfit. */
export function parseSite(value: unknown, file: string): Site {
  const parsed = parseWith(siteSchema, value);
  if ('value' in parsed) return parsed.value;
  throw new RegistryError(parsed.misfits.map((misfit) => ({ file, ...misfit })));
}
