import { z } from 'zod';
import { parseColor } from '../core/color.ts';
import { COLOR_NAMES_OF_SITE, findPale } from '../core/colors.ts';
import { colorsOf, POLICY_DIRECTIVES, type HeadElement, type Policy, type Site } from '../core/site.ts';
import { isAllowed } from '../core/policy.ts';
import type { Flaw } from './envelope.ts';

const text = z.string().min(1);

/** A link with the words that name it. */
export const link = z.strictObject({
  label: text,
  href: text.regex(/^(?:https?:\/\/|mailto:|\/(?!\/))/, 'write https://…, mailto:… or /path/'),
});
const links = z.strictObject({ links: z.array(link) });

const NO_FILE = 'write the path of a file in public/: /logo.svg';
const publicFile = text.refine((path) => /^(?:\/(?!\.{0,2}(?:\/|$))[^/?#\\]+)+$/.test(path), {
  error: ({ input }) => `${JSON.stringify(input)} can't stand here; ${NO_FILE}`,
});

// It stands in a stylesheet, so it is a colour and nothing that could end the rule.
const color = text.refine((css) => parseColor(css) !== undefined, {
  error: ({ input }) =>
    `${JSON.stringify(input)} can't stand here; write an opaque CSS colour: #1f5fd0, a name, rgb(), hsl(), oklab() or oklch()`,
});
const themed = z.strictObject({ light: color, dark: color });

const weight = z.union([
  z.int().min(1).max(1000),
  text.regex(/^\d{1,4}(?: \d{1,4})?$/, "write a weight, or a range of two: '100 900'"),
]);
const font = z.strictObject({
  family: text.regex(/^[\p{L}\p{N}](?:[\p{L}\p{N} ._-]*[\p{L}\p{N}])?$/u, 'write the name of one font'),
  files: z
    .array(
      z.strictObject({
        src: publicFile.refine((path) => /\.(?:woff2?|ttf|otf)$/i.test(path), {
          error: ({ input }) =>
            `${String(input)} is no file of a font; write one that ends in .woff2, .woff, .ttf or .otf`,
        }),
        weight: weight.exactOptional(),
        style: z.enum(['normal', 'italic']).exactOptional(),
      }),
    )
    .exactOptional(),
});

const attribute = text
  .regex(/^[a-z][a-z\d_-]*$/i, 'write the name of an attribute')
  .refine((name) => !/^(?:on|style$)/i.test(name), {
    error: ({ input }) => `The policy lets nothing inline run; put what ${String(input)} does into a file in public/`,
  });
const headElement = z
  .strictObject({
    tag: z.enum(['script', 'link', 'meta']),
    attributes: z.record(attribute, z.union([z.string(), z.boolean()])),
  })
  .refine(({ tag, attributes }) => tag !== 'script' || isText(attributes['src']), {
    error: 'A script needs a src, for the policy lets nothing inline run; put its text into a file in public/',
  })
  .refine(({ tag, attributes }) => tag !== 'link' || (isText(attributes['href']) && isText(attributes['rel'])), {
    error: 'A link in the head needs rel and href; add them',
  });
const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

const source = text.refine(
  (value) =>
    /^(?:https|wss):\/\/(?:\*\.)?[a-z\d-]+(?:\.[a-z\d-]+)*(?::\d+)?(?:\/[\w.~!&()*+=:@%/-]*)?$/i.test(value) ||
    /^(?:data|blob):$/.test(value) ||
    /^'sha(?:256|384|512)-[\w+/=-]+'$/.test(value),
  {
    error: ({ input }) =>
      `${JSON.stringify(input)} can't be added to the policy; write a host, https://plausible.io, or data:, blob: or the hash of a script`,
  },
);

/** The fields of a site that make it a team's own; {@link checkBrand} holds them to each other. */
export const brandFields = {
  logo: z
    .union([text, z.strictObject({ src: publicFile, dark: publicFile.exactOptional(), alt: text.exactOptional() })])
    .exactOptional(),
  favicon: publicFile.exactOptional(),
  font: z.strictObject({ text: font.exactOptional(), code: font.exactOptional() }).exactOptional(),
  accent: themed.exactOptional(),
  colors: z.partialRecord(z.enum(COLOR_NAMES_OF_SITE), themed).exactOptional(),
  header: links.exactOptional(),
  footer: links.exactOptional(),
  head: z.array(headElement).exactOptional(),
  policy: z.partialRecord(z.enum(POLICY_DIRECTIVES), z.array(source).min(1)).exactOptional(),
} as const;

/** Says where the look of a site contradicts itself: colours that can't be read, and what its policy would block. */
export function checkBrand(site: Site): readonly Flaw[] {
  const { accent, colors, head = [], policy = {} } = site;
  const flaws = head.flatMap((element, index) => checkElement(element, index, policy));
  if (accent !== undefined && colors?.accent !== undefined)
    return [
      ...flaws,
      { input: accent, path: ['accent'], message: 'The accent stands in `colors` as well; remove one of the two' },
    ];
  const pale = findPale(colorsOf(site)).map(({ field: [name = '', theme = ''], message }): Flaw => {
    const path = name === 'accent' && accent !== undefined ? ['accent', theme] : ['colors', name, theme];
    return { input: undefined, path, message };
  });
  return [...flaws, ...pale];
}

const LOADED_BY = { icon: 'img-src', 'apple-touch-icon': 'img-src', stylesheet: 'style-src' } as const;

function checkElement({ tag, attributes }: HeadElement, index: number, policy: Policy): readonly Flaw[] {
  const name = tag === 'script' ? 'src' : 'href';
  const address = attributes[name];
  const kinds = String(attributes['rel']).toLowerCase().split(/\s+/);
  const directive =
    tag === 'script' ? 'script-src' : Object.entries(LOADED_BY).find(([rel]) => kinds.includes(rel))?.[1];
  if (directive === undefined || typeof address !== 'string') return [];
  if (isAllowed(address, policy[directive] ?? [])) return [];
  const origin = URL.canParse(address, 'https://site.invalid')
    ? new URL(address, 'https://site.invalid').origin
    : address;
  const message = `The policy blocks ${address}; add policy: { '${directive}': ['${origin}'] }`;
  return [{ input: address, path: ['head', index, 'attributes', name], message }];
}
