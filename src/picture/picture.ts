/** The picture that other sites show beside a link to ours, with the name and the colours of the site. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Content } from '../content/load.ts';
import { PUBLIC } from '../content/team-files.ts';
import { toHex } from '../core/color.ts';
import { colorOf, type ColorToken } from '../core/colors.ts';
import { escapeHtml } from '../core/html.ts';
import { colorsOf, type Font, type Site } from '../core/site.ts';
import { digestOf } from '../document/digest.ts';
import { createPen, type Pen, type Weight } from './fonts.ts';

/** Its path. */
export const PICTURE_PATH = '/og.png';

const WIDTH = 1200;
const HEIGHT = 630;
const MARGIN = 96;
const ROOM = WIDTH - 2 * MARGIN;
const TILE = 96;

type PictureContent = Pick<Content, 'dir' | 'site'>;

/** A digest of all that the picture is made from. */
export async function pictureKey(content: PictureContent): Promise<string> {
  const { name, description, dir, lang } = content.site;
  const files = [logoFile(content), ...Object.values(fontFiles(content))];
  const bytes = await Promise.all(
    files.map(async (file) => (file === undefined ? undefined : readFile(file, 'latin1'))),
  );
  return digestOf(name, description, dir, lang, content.site.logo, colorsOf(content.site), bytes);
}

/** Draws it as PNG. `undefined` on a system for which the library that does so has no program. */
export async function drawPicture(content: PictureContent): Promise<Uint8Array | undefined> {
  const sharp = await import('sharp').then(
    (module) => module.default,
    () => undefined,
  );
  if (sharp === undefined) return undefined;
  const logo = await readLogo(content, async (bytes) =>
    sharp(bytes, { density: 300 })
      .resize({ height: TILE, width: ROOM, fit: 'inside' })
      .png()
      .toBuffer({ resolveWithObject: true }),
  );
  const svg = composePicture(content.site, createPen(fontFiles(content)), logo !== undefined);
  const left = content.site.dir === 'rtl' ? WIDTH - MARGIN - (logo?.info.width ?? 0) : MARGIN;
  return sharp(Buffer.from(svg))
    .composite(logo === undefined ? [] : [{ input: logo.data, left, top: TOP }])
    .png({ palette: true, compressionLevel: 9 })
    .toBuffer();
}

const inPublic = (dir: string, path: string): string => join(dir, PUBLIC, path);

function logoFile({ dir, site: { logo } }: PictureContent): string | undefined {
  return typeof logo === 'object' ? inPublic(dir, logo.dark ?? logo.src) : undefined;
}

/** The logo in its size; `undefined` where it is none that can be drawn. */
async function readLogo<Made>(
  content: PictureContent,
  draw: (bytes: Buffer) => Promise<Made>,
): Promise<Made | undefined> {
  const file = logoFile(content);
  return file === undefined
    ? undefined
    : readFile(file)
        .then(draw)
        .catch(() => undefined);
}

/** The files of the site's own font that come next to the two weights. */
function fontFiles({ dir, site: { font } }: PictureContent): Readonly<Partial<Record<Weight, string>>> {
  const pick = (wanted: Weight): string | undefined => nearestFile(font?.text, wanted);
  return Object.fromEntries(
    ([400, 700] as const).flatMap((weight) => {
      const path = pick(weight);
      return path === undefined ? [] : [[weight, inPublic(dir, path)]];
    }),
  );
}

function nearestFile(font: Font | undefined, wanted: number): string | undefined {
  const upright = (font?.files ?? []).filter(({ style }) => style !== 'italic');
  const far = (weight: number | string): number => {
    const [least = 400, most = least] = String(weight).split(' ').map(Number);
    return Math.max(0, least - wanted, wanted - most);
  };
  return upright.toSorted((a, b) => far(a.weight ?? 400) - far(b.weight ?? 400))[0]?.src;
}

const TOP = 104;

/** The picture as SVG; a logo is put where its mark would be. */
export function composePicture(site: Site, pen: Pen, hasLogo = false): string {
  const color = (name: ColorToken): string => toHex(colorOf(colorsOf(site), name, 'dark'));
  const isRtl = site.dir === 'rtl';
  const title = fitLines(site.name, { pen, weight: 700, sizes: [84, 72, 60, 52], most: 2 });
  const about = fitLines(site.description, { pen, weight: 400, sizes: [34, 30], most: 3 });
  const titleTop = TOP + TILE + 48 + title.size;
  const aboutTop = titleTop + (title.lines.length - 1) * title.size * 1.15 + about.size + 36;
  const lines = ({ lines: texts, size, weight }: Fitted, top: number, fill: string): string =>
    texts
      .map((text, index) =>
        writeLine(text, { pen, weight, size, fill, isRtl, y: top + index * size * (weight === 700 ? 1.15 : 1.45) }),
      )
      .join('');
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="${color('page')}"/>`,
    `<rect y="${HEIGHT - 12}" width="${WIDTH}" height="12" fill="${color('accent')}"/>`,
    hasLogo ? '' : drawMark(site, pen, { tile: color('text'), letter: color('page'), isRtl }),
    lines(title, titleTop, color('text')),
    lines(about, aboutTop, color('muted')),
    '</svg>',
  ].join('');
}

interface MarkLook {
  readonly tile: string;
  readonly letter: string;
  readonly isRtl: boolean;
}

/** The mark of the header; a letter that no font of ours has, as an emoji, leaves it out. */
function drawMark(site: Site, pen: Pen, { tile, letter, isRtl }: MarkLook): string {
  const text = typeof site.logo === 'string' ? site.logo : site.name.slice(0, 1);
  const outline = pen.draw(text, 700);
  if (outline === undefined) return '';
  const left = isRtl ? WIDTH - MARGIN - TILE : MARGIN;
  const size = Math.min(64, (TILE - 20) / outline.width);
  const place = `translate(${round(left + (TILE - outline.width * size) / 2)} ${round(TOP + TILE / 2 + size * 0.36)}) scale(${round(size)})`;
  return `<rect x="${left}" y="${TOP}" width="${TILE}" height="${TILE}" rx="24" fill="${tile}"/><path transform="${place}" d="${outline.path}" fill="${letter}"/>`;
}

interface Fitted {
  readonly lines: readonly string[];
  readonly size: number;
  readonly weight: Weight;
}
interface Fitting extends Pick<Fitted, 'weight'> {
  readonly pen: Pen;
  /** From the largest to the smallest. */
  readonly sizes: readonly number[];
  readonly most: number;
}

/** A text in lines of the largest size in which it has room; what has none in the smallest is cut off. */
function fitLines(text: string, { pen, weight, sizes, most }: Fitting): Fitted {
  const widthOf = (line: string): number => pen.widthOf(line, weight) ?? guessWidth(line);
  const fitted = sizes.map((size) => ({
    size,
    weight,
    lines: breakLines(text, (line) => widthOf(line) * size <= ROOM),
  }));
  const found = fitted.find(({ lines }) => lines.length <= most) ?? fitted.at(-1);
  if (found === undefined || found.lines.length <= most) return found ?? { lines: [], size: 0, weight };
  return { ...found, lines: [...found.lines.slice(0, most - 1), `${found.lines[most - 1] ?? ''}…`] };
}

/** Between words, and within those that are longer than a line, as all are in a script without spaces. */
function breakLines(text: string, hasRoom: (line: string) => boolean): readonly string[] {
  const lines: string[] = [];
  let line = '';
  const add = (piece: string, gap: string): void => {
    const longer = line + (line === '' ? '' : gap) + piece;
    if (hasRoom(longer)) {
      line = longer;
      return;
    }
    lines.push(line);
    line = piece;
  };
  for (const word of text.trim().split(/\s+/)) {
    if (hasRoom(word)) add(word, ' ');
    else for (const [index, letter] of Array.from(word).entries()) add(letter, index === 0 ? ' ' : '');
  }
  return [...lines, line].filter(Boolean);
}

const WIDE = /[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\uff00-\uff60\p{Emoji_Presentation}]/u;

/** The width of letters whose outlines are not known. */
const guessWidth = (line: string): number =>
  Array.from(line).reduce((sum, letter) => sum + (WIDE.test(letter) ? 1 : 0.56), 0);

interface LineLook {
  readonly pen: Pen;
  readonly weight: Weight;
  readonly size: number;
  readonly fill: string;
  readonly y: number;
  readonly isRtl: boolean;
}

/** A line as outlines; the fonts of the system draw what ours can't, as Chinese or Arabic. */
function writeLine(text: string, { pen, weight, size, fill, y, isRtl }: LineLook): string {
  const outline = pen.draw(text, weight);
  if (outline === undefined) {
    const side = isRtl ? `x="${WIDTH - MARGIN}" direction="rtl"` : `x="${MARGIN}"`;
    return `<text ${side} y="${round(y)}" font-family="sans-serif" font-size="${size}" font-weight="${weight}" fill="${fill}">${escapeHtml(text)}</text>`;
  }
  const left = isRtl ? WIDTH - MARGIN - outline.width * size : MARGIN;
  return `<path transform="translate(${round(left)} ${round(y)}) scale(${size})" d="${outline.path}" fill="${fill}"/>`;
}

const round = (value: number): number => Math.round(value * 100) / 100;
