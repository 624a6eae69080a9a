import { z } from 'zod';
import { RegistryError } from '../core/define.ts';
import { SAMPLE_IDS, SAMPLE_LANGUAGES, type SampleLanguage } from '../core/samples.ts';
import type { Site } from '../core/site.ts';
import { ASPECTS, type Aspect } from '../core/vocabulary.ts';
import { json } from './json.ts';

const text = z.string().min(1);
const link = z.strictObject({
  label: text,
  href: text.regex(/^(?:https?:\/\/|mailto:|\/(?!\/))/, 'write https://…, mailto:… or /path/'),
});
const sampleLanguage = z.enum(Object.keys(SAMPLE_LANGUAGES) as [SampleLanguage, ...SampleLanguage[]], {
  error: `write one of ${SAMPLE_IDS}`,
});
const NO_PATH = 'write a path of the site: /guides/name/';
const sitePath = text.regex(/^(?:\/[\w~-][\w.~-]*)+\/$/, NO_PATH);
const webUrl = z.url({ protocol: /^https?$/, error: 'write a full address, https://…' });

// Every field of a site has its schema: `satisfies` finds one that was forgotten.
const fields = {
  name: text,
  description: text,
  url: webUrl,
  apiUrl: webUrl,
  lang: text.regex(/^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/, 'write a language tag'),
  dir: z.enum(['ltr', 'rtl']),
  logo: text.exactOptional(),
  accent: z.strictObject({ light: color(), dark: color() }).exactOptional(),
  repository: z
    .strictObject({ url: webUrl, editUrl: text.exactOptional(), issueUrl: text.exactOptional() })
    .exactOptional(),
  support: link,
  statusPage: link.exactOptional(),
  accountSettings: link.exactOptional(),
  requestIdHeader: text.exactOptional(),
  moved: z
    .record(sitePath, sitePath, { error: ({ code }) => (code === 'invalid_key' ? NO_PATH : undefined) })
    .exactOptional(),
  releases: z.record(text, z.iso.date()).exactOptional(),
  coverage: z
    .partialRecord(z.enum(Object.keys(ASPECTS) as [Aspect, ...Aspect[]]), z.number().min(0).max(100))
    .exactOptional(),
  samples: z
    .array(sampleLanguage)
    .refine((languages) => new Set(languages).size === languages.length, 'write each language once')
    .exactOptional(),
  envelope: json,
} as const satisfies Readonly<Record<keyof Site, z.ZodType>>;
const siteSchema: z.ZodType<Site> = z.strictObject(fields);

// It stands in a stylesheet, so it is a colour and nothing that could end the rule.
function color(): z.ZodString {
  return z.string().regex(/^(?:#[0-9a-f]{3,8}|[a-z]+(?:\([\w\s.,%/+-]*\))?)$/i, 'write a CSS colour');
}

/** Reads the settings of a site. Throws a {@link RegistryError} that names file and field of each problem. */
export function parseSite(value: unknown, file: string): Site {
  const result = siteSchema.safeParse(value);
  if (result.success) return result.data;
  const lines = result.error.issues.map(({ path, message }) => `${file}  ${path.join('.') || 'the file'}: ${message}.`);
  throw new RegistryError(lines.join('\n'));
}
