import { sayWith, say } from '../core/say.ts';
import { quoteForShell } from '../core/shell.ts';
import type { Site } from '../core/site.ts';
import { siteSlug } from '../core/site-slug.ts';
import { absoluteUrl } from '../core/url.ts';
import type { Words } from '../core/words.ts';
import { codeSpan, frontMatter, inlinePart, list, text } from '../document/mdx.ts';

const LONGEST_NAME = 64;
const LONGEST_DESCRIPTION = 1024;

/** A skill for agents, as agentskills.io has it: how to get from an error of the API to its fix. */
export function composeSkill(site: Site, { skill }: Words): string {
  const at = (path: string): string => codeSpan(absoluteUrl(site.url, path));
  const sentence = (said: string, parts: Readonly<Record<string, string>> = {}): string =>
    sayWith(said, (part, place) => inlinePart(part, place), parts);
  const places = { pattern: at('/errors/CODE.md'), index: at('/llms.txt'), data: at('/errors.json') };
  const steps = [skill.code, skill.text, skill.checks, skill.unknown, skill.trust];
  return `${[
    frontMatter({ name: nameSkill(site), description: describe(site, skill) }),
    `# ${text(skill.title)}`,
    list(steps.map((step) => sentence(step, places))),
    sentence(skill.tools),
    [
      '```sh',
      `node_modules/.bin/error-reference mcp --from ${quoteForShell(absoluteUrl(site.url, '/errors.json'))}`,
      '```',
    ].join('\n'),
    sentence(skill.install),
  ].join('\n\n')}\n`;
}

/** The name of the site in small letters, digits and hyphens; the format allows no others. */
export function nameSkill(site: Pick<Site, 'name'>): string {
  return siteSlug(site, '-', 'error-reference').slice(0, LONGEST_NAME).replace(/-$/, '');
}

function describe({ name }: Site, { description }: Words['skill']): string {
  const room = LONGEST_DESCRIPTION - description.length;
  return say(description, {
    site: Array.from(name)
      .slice(0, Math.floor(room / 2))
      .join(''),
  });
}
