import { hasCode, titleOf, type RegisteredError, type Registry } from '../core/define.ts';
import { plainText } from '../core/markup.ts';
import type { Site } from '../core/site.ts';
import { siteSlug } from '../core/site-slug.ts';
import { absoluteUrl, errorUrl } from '../core/url.ts';
import { yamlText } from './yaml-text.ts';

/** What the conventions have for an error of which nothing is known. */
const OTHER = {
  id: 'other',
  value: '_OTHER',
  brief: "A fallback error value to be used when the instrumentation doesn't define a custom value.",
  stability: 'stable',
};

/**
 * The values of `error.type` that the API reports, as a registry of semantic conventions lists them: those who instrument
 * an API should document them. The code is the value; nothing here makes an instrumentation set it.
 */
export function composeOpenTelemetry({ errors }: Registry, site: Site): string {
  const used = new Set([OTHER.id]);
  const members = errors.filter(hasCode).map((error) => toMember(error, site, used));
  const group = {
    id: `registry.${siteSlug(site, '_', 'api')}.error`,
    type: 'attribute_group',
    display_name: site.name,
    brief: 'The errors of the API, as values of error.type.',
    attributes: [
      {
        id: 'error.type',
        type: { members: [...members, OTHER] },
        stability: 'stable',
        brief: 'Describes a class of error the operation ended with.',
        note: `Each value is an error code of the API; its page is ${absoluteUrl(site.url, '/errors/')} and the code.`,
      },
    ],
  };
  return yamlText({ groups: [group] }, [`${site.name}: generated from ${absoluteUrl(site.url, '/errors.json')}`]);
}

function toMember(error: RegisteredError, site: Site, used: Set<string>): object {
  const { code, summary } = error;
  const deprecated = deprecate(error);
  return {
    id: nameMember(code, used),
    value: code,
    brief: plainText(summary ?? titleOf(error)),
    note: errorUrl(site.url, code),
    // The format asks for one, and no registry promises more.
    stability: 'development',
    ...(deprecated === undefined ? {} : { deprecated }),
  };
}

function deprecate({ deprecated, removed }: RegisteredError): object | undefined {
  const successor = (removed ?? deprecated)?.use;
  if (successor !== undefined) return { reason: 'renamed', renamed_to: successor };
  if (removed !== undefined) return { reason: 'obsoleted' };
  return deprecated && { reason: 'uncategorized' };
}

/** A code as the id of a member: small letters, digits and underscores, with a number where that takes another's. */
function nameMember(code: string, used: Set<string>): string {
  const words = code
    .normalize('NFKD')
    .replaceAll(/\p{M}+/gu, '')
    .replaceAll(/(?<=[\p{Ll}\d])(?=\p{Lu})/gu, '_')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_|_$/g, '');
  const wanted = /^[a-z]/.test(words) ? words : `code_${words}`.replace(/_$/, '');
  let name = wanted;
  for (let copy = 2; used.has(name); copy++) name = `${wanted}_${copy}`;
  used.add(name);
  return name;
}
