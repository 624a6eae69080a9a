/** The styles that depend on the site. */
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Content } from '../content/load.ts';
import { ownPath } from '../content/own-files.ts';
import { PUBLIC } from '../content/team-files.ts';
import { COLOR_TOKENS, THEMES, type ColorToken, type ThemeColor } from '../core/colors.ts';
import { isPictureFile } from '../core/pictures.ts';
import { colorsOf, hasPage, SPARE_PAGES, UNLINKED_PAGES, type Font, type Site } from '../core/site.ts';
import { baseOf, withBase } from '../core/url.ts';
import type { Frame } from './frame.ts';
import { frameStyles, hostStyles } from './host-styles.ts';

/** All of them: colours, fonts, a logo, and what a page from right to left, or in Chinese or Japanese, needs. */
export async function siteStyles({ dir, site }: Pick<Content, 'dir' | 'site'>, frame: Frame): Promise<string> {
  const read = async (files: readonly string[]): Promise<string> =>
    (await Promise.all(files.map((file) => readFile(ownPath(`styles/${file}`), 'utf8')))).join('\n');
  const language = await read(languageStyles(site));
  const styles = [
    await read(frameStyles(frame)),
    colorStyles(site),
    language,
    // The frame of another site has a header and fonts of its own.
    ...(frame.kind === 'document'
      ? [fontStyles(site, (await read(['site.css'])) + language), logoStyles(site), headerStyles(site)]
      : []),
    hasPictures(dir) ? '.er-prose img { max-width: 100%; height: auto; border-radius: var(--er-radius); }' : '',
  ];
  return hostStyles(styles.filter(Boolean).join('\n'), frame);
}

/** The files of styles that the language of a site needs, and no other site has. */
export function languageStyles({ lang, dir }: Pick<Site, 'lang' | 'dir'>): readonly string[] {
  return [...(dir === 'rtl' ? ['rtl.css'] : []), ...(/^(?:zh|ja)(?:-|$)/i.test(lang) ? ['cjk.css'] : [])];
}

/** The colours that a site states, as its custom properties. */
function colorStyles(site: Pick<Site, 'accent' | 'colors'>): string {
  const stated = Object.entries(colorsOf(site)) as readonly (readonly [ColorToken, ThemeColor])[];
  const rules = stated.map(
    ([name, color]) => `${COLOR_TOKENS[name].property}: light-dark(${THEMES.map((theme) => color[theme]).join(', ')});`,
  );
  return rules.length === 0 ? '' : `:root { ${rules.join(' ')} }`;
}

const FONTS = { text: '--er-sans', code: '--er-mono' } as const;

/** The fonts that a site states, before those of the system, which `styles` name. */
export function fontStyles({ font = {}, url }: Pick<Site, 'font' | 'url'>, styles: string): string {
  return (['text', 'code'] as const)
    .flatMap((kind) => {
      const { [kind]: own } = font;
      if (own === undefined) return [];
      const [, fallback = ''] = [...styles.matchAll(new RegExp(`${FONTS[kind]}: ([^;]+);`, 'g'))].at(-1) ?? [];
      // Three times, for a rule of some language asks for the root by its language as well.
      return [...fontFaces(own, url), `:root:root:root { ${FONTS[kind]}: '${own.family}', ${fallback}; }`];
    })
    .join('\n');
}

const FORMATS: Readonly<Record<string, string>> = { woff2: 'woff2', woff: 'woff', ttf: 'truetype', otf: 'opentype' };

function fontFaces({ family, files = [] }: Font, url: string): readonly string[] {
  return files.map(({ src, weight = 400, style = 'normal' }) => {
    const format = FORMATS[/\w+$/.exec(src)?.[0].toLowerCase() ?? ''] ?? 'woff2';
    const address = encodeURI(withBase(baseOf(url), src)).replaceAll(/[()'"]/g, (sign) => `\\${sign}`);
    return `@font-face { font-family: '${family}'; src: url("${address}") format("${format}"); font-weight: ${weight}; font-style: ${style}; font-display: swap; }`;
  });
}

function logoStyles({ logo }: Site): string {
  if (typeof logo !== 'object') return '';
  const mark = '.er-mark { flex: none; width: auto; max-width: 10rem; height: 1.75rem; object-fit: contain; }';
  if (logo.dark === undefined) return mark;
  return `${mark}
.er-mark-dark { display: none; }
:root[data-theme='dark'] .er-mark-light { display: none; }
:root[data-theme='dark'] .er-mark-dark { display: inline; }
@media (prefers-color-scheme: dark) {
  :root:not([data-theme='light']) .er-mark-light { display: none; }
  :root:not([data-theme='light']) .er-mark-dark { display: inline; }
}`;
}

/** With more links than ours the box has no room, so they are in the menu. */
function headerStyles(site: Pick<Site, 'header' | 'pages'>): string {
  const more =
    (site.header?.links ?? []).length -
    SPARE_PAGES.filter((page) => !hasPage(site, page) && !UNLINKED_PAGES.includes(page)).length;
  if (more < 2) return '';
  return `@media (width > 74rem) {
  .er-bar-links { display: none; }
  .er-bar .er-theme { margin-inline: auto -12px; }
  .er-menu { display: block; margin-inline-end: -8px; }
}`;
}

function hasPictures(dir: string): boolean {
  return ['errors', 'guides', PUBLIC].some((folder) => {
    try {
      return readdirSync(join(dir, folder), { recursive: true, encoding: 'utf8' }).some(isPictureFile);
    } catch {
      return false; // there is no such folder
    }
  });
}
