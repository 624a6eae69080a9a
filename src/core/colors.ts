/** The colours of a site that a team may state, and what they have to keep. */
import { contrastOf, mixColors, parseColor, toHex, type Rgb } from './color.ts';
import type { Misfit } from './misfit.ts';

/** A colour for each theme. */
export interface ThemeColor {
  readonly light: string;
  readonly dark: string;
}

/** The two themes. */
export const THEMES = ['light', 'dark'] as const;

interface Token {
  /** The custom property of the stylesheet. */
  readonly property: string;
  /** What the stylesheet says; a share of the text mixed into the page, where it says no colour. */
  readonly own: ThemeColor | number;
}

/** The colours by their names in `site.ts`. What each is for is said with {@link ColorToken}. */
export const COLOR_TOKENS = {
  page: { property: '--er-bg', own: { light: '#fff', dark: '#141412' } },
  surface: { property: '--er-surface', own: 0.04 },
  text: { property: '--er-text', own: { light: '#1c1b19', dark: '#ecebe6' } },
  muted: { property: '--er-muted', own: { light: '#5c5a55', dark: '#a9a69d' } },
  border: { property: '--er-line', own: 0.13 },
  control: { property: '--er-line-strong', own: 0.52 },
  accent: { property: '--er-accent', own: { light: '#1f5fd0', dark: '#8db4ff' } },
  mark: { property: '--er-mark', own: { light: '#fff3d6', dark: '#332a14' } },
  client: { property: '--er-client', own: { light: '#854208', dark: '#f5b942' } },
  server: { property: '--er-server', own: { light: '#9b1c1c', dark: '#ff9d98' } },
  custom: { property: '--er-custom', own: { light: '#5b30b5', dark: '#c3aefb' } },
  string: { property: '--er-token-s', own: { light: '#17663a', dark: '#8fd3a4' } },
  keyword: { property: '--er-token-k', own: { light: '#9b1c62', dark: '#f19cc8' } },
  name: { property: '--er-token-f', own: { light: '#1b51b0', dark: '#93b8ff' } },
} as const satisfies Readonly<Record<string, Token>>;

/**
 * A colour that a team may state: `page` behind everything; `surface` of boxes and code; `text`; `muted` of what is said
 * beside it; `border` of boxes and tables; `control`, the border of fields and buttons; `accent` of links and focus; `mark`
 * behind a line that counts; `client`, `server` and `custom`, the statuses of 4xx, 5xx and others; `string`, `keyword`
 * and `name` in code.
 */
export type ColorToken = keyof typeof COLOR_TOKENS;

/** The names of the colours. */
export const COLOR_NAMES_OF_SITE = Object.keys(COLOR_TOKENS) as readonly ColorToken[];

/** The colours that a site states. */
export type Colors = Readonly<Partial<Record<ColorToken, ThemeColor>>>;

/** A colour of a site in a theme. */
export function colorOf(colors: Colors, name: ColorToken, theme: keyof ThemeColor): Rgb {
  const stated = parseColor(colors[name]?.[theme] ?? '');
  if (stated !== undefined) return stated;
  const { own } = COLOR_TOKENS[name];
  if (typeof own !== 'number') return parseColor(own[theme]) as Rgb;
  return mixColors(colorOf(colors, 'text', theme), own, colorOf(colors, 'page', theme));
}

/** What is read, on what it stands, and the contrast that WCAG 2.2 asks for (1.4.3, and 1.4.11 for what is no text). */
const READ: readonly (readonly [front: ColorToken, backs: readonly ColorToken[], least: number])[] = [
  ['text', ['page', 'surface', 'mark'], 4.5],
  ...(['muted', 'accent', 'client', 'server', 'custom', 'string', 'keyword', 'name'] as const).map(
    (front) => [front, ['page', 'surface'], 4.5] as const,
  ),
  ['control', ['page'], 3],
];

/** The colours of a site that can't be read, each where the site states it. */
export function findPale(colors: Colors): readonly Misfit[] {
  return READ.flatMap(([front, backs, least]) =>
    THEMES.flatMap((theme): readonly Misfit[] => {
      const one = colorOf(colors, front, theme);
      const [worst] = backs
        .map((back) => ({ back, other: colorOf(colors, back, theme) }))
        .map((pair) => ({ ...pair, contrast: contrastOf(one, pair.other) }))
        .sort((a, b) => a.contrast - b.contrast);
      // What a site doesn't state may follow from what it states.
      const stated = [front, worst?.back, 'page', 'text'].find((name) => name !== undefined && name in colors);
      if (worst === undefined || worst.contrast >= least || stated === undefined) return [];
      const { back, other, contrast } = worst;
      const shown = (Math.floor(contrast * 10) / 10).toFixed(1);
      const wanted = isLight(other) ? 'darker' : 'lighter';
      const mend = stated === front ? `write a ${wanted} ${front}` : `change ${stated}, or state a ${wanted} ${front}`;
      const message = `${front} (${toHex(one)}) on ${back} (${toHex(other)}) has a contrast of ${shown}:1, and needs ${least}:1; ${mend}`;
      return [{ field: [stated, theme], message }];
    }),
  );
}

const isLight = (color: Rgb): boolean => contrastOf(color, [0, 0, 0]) > contrastOf(color, [1, 1, 1]);
