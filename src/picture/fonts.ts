/** Letters as outlines, so that a picture is the same on a machine without fonts. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { create, type Font } from 'fontkitten';

type Glyph = ReturnType<Font['glyphForCodePoint']>;

const require = createRequire(import.meta.url);

/** By the scripts that each file has; the first one that has a letter draws it. */
const SCRIPTS = ['latin', 'latin-ext', 'cyrillic', 'cyrillic-ext', 'greek', 'greek-ext', 'vietnamese'];

/** The two weights of a picture. */
export type Weight = 400 | 700;

/** A line of text as the data of an SVG path, with its width; both in units of the font's size. */
export interface Outline {
  readonly path: string;
  readonly width: number;
}

/** Draws letters, or tells the width that they take; `undefined` where no font has one of them. */
export interface Pen {
  draw(text: string, weight: Weight): Outline | undefined;
  widthOf(text: string, weight: Weight): number | undefined;
}

/** Makes a pen that draws with these files of fonts, and with ours what they lack. */
export function createPen(files: Readonly<Partial<Record<Weight, string>>>): Pen {
  const fonts = new Map<string, Font | undefined>();
  const load = (file: string): Font | undefined => {
    if (!fonts.has(file)) fonts.set(file, readFont(file));
    return fonts.get(file);
  };
  const glyphOf = (
    character: string,
    weight: Weight,
  ): { readonly glyph: Glyph; readonly scale: number } | undefined => {
    const letter = character.codePointAt(0) ?? 0;
    const { [weight]: own } = files;
    const ours = SCRIPTS.map((script) =>
      require.resolve(`@fontsource/inter/files/inter-${script}-${weight}-normal.woff2`),
    );
    for (const file of own === undefined ? ours : [own, ...ours]) {
      const font = load(file);
      if (font?.hasGlyphForCodePoint(letter))
        return { glyph: font.glyphForCodePoint(letter), scale: 1 / font.unitsPerEm };
    }
    return undefined;
  };
  const glyphsOf = (text: string, weight: Weight) => {
    const glyphs = Array.from(text, (character) => glyphOf(character, weight)).filter((glyph) => glyph !== undefined);
    return glyphs.length === Array.from(text).length ? glyphs : undefined;
  };
  const sum = (glyphs: readonly { readonly glyph: Glyph; readonly scale: number }[]): number =>
    glyphs.reduce((width, { glyph, scale }) => width + glyph.advanceWidth * scale, 0);
  return {
    widthOf: (text, weight) => {
      const glyphs = glyphsOf(text, weight);
      return glyphs && sum(glyphs);
    },
    draw: (text, weight) => {
      const glyphs = glyphsOf(text, weight);
      if (glyphs === undefined) return undefined;
      // An outline counts from the line upwards, and a picture from its top.
      const paths = glyphs.map(({ glyph, scale }, index) =>
        glyph.path
          .scale(scale, -scale)
          .translate(sum(glyphs.slice(0, index)), 0)
          .toSVG(),
      );
      return { path: paths.join(''), width: sum(glyphs) };
    },
  };
}

function readFont(file: string): Font | undefined {
  try {
    const font = create(readFileSync(file));
    return 'fonts' in font ? undefined : font;
  } catch {
    return undefined; // it is none that can be read, so ours serve
  }
}
