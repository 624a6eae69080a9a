/** Colours as CSS writes them, and how well one is read on another. */
import { COLOR_NAMES } from './color-names.ts';

/** Red, green and blue of sRGB, each from 0 to 1. */
export type Rgb = readonly [number, number, number];

/**
 * Reads an opaque colour: `#123`, `#112233`, a name, `rgb()`, `hsl()`, `oklab()` or `oklch()`. `undefined` for what is none
 * of these, and for what lets shine through what lies below.
 */
export function parseColor(text: string): Rgb | undefined {
  const plain = text.trim().toLowerCase();
  const hex = COLOR_NAMES.get(plain) ?? plain;
  if (hex.startsWith('#')) return parseHex(hex.slice(1));
  const [, name = '', inner = ''] = /^(rgba?|hsla?|oklab|oklch)\(([^()]*)\)$/.exec(plain) ?? [];
  const [numbers, alpha] = splitNumbers(inner);
  if (numbers.length !== 3 || (alpha !== undefined && alpha !== 1)) return undefined;
  const [a, b, c] = numbers as [Channel, Channel, Channel];
  const made = CONVERT[name.replace(/a$/, '')]?.(a, b, c);
  return made?.every(Number.isFinite)
    ? (made.map((part) => Math.min(1, Math.max(0, part))) as unknown as Rgb)
    : undefined;
}

function parseHex(digits: string): Rgb | undefined {
  if (!/^(?:[\da-f]{3}|[\da-f]{6})$/.test(digits)) return undefined;
  const size = digits.length / 3;
  const part = (at: number): number =>
    Number.parseInt(digits.slice(at * size, (at + 1) * size).repeat(size === 1 ? 2 : 1), 16) / 255;
  return [part(0), part(1), part(2)];
}

/** A number with its unit, which may be a percent sign. */
interface Channel {
  readonly value: number;
  readonly unit: string;
}

/** The numbers of a function, and its alpha. */
function splitNumbers(inner: string): readonly [readonly (Channel | undefined)[], number | undefined] {
  const [colour = '', slashed, ...others] = inner.split('/');
  const parts = colour.trim().split(/\s*,\s*|\s+/);
  const [alpha = slashed?.trim(), ...left] = parts.splice(3);
  if (others.length > 0 || left.length > 0 || (slashed !== undefined && alpha !== slashed.trim()))
    return [[], undefined];
  const read = alpha === undefined ? undefined : readChannel(alpha);
  const numbers = parts.map(readChannel);
  return [
    numbers.includes(undefined) ? [] : numbers,
    alpha === undefined ? undefined : read === undefined ? NaN : read.value / (read.unit === '%' ? 100 : 1),
  ];
}

function readChannel(text: string): Channel | undefined {
  const [, digits, unit = ''] = /^([+-]?(?:\d+\.?\d*|\.\d+))(%|deg|turn)?$/.exec(text) ?? [];
  return digits === undefined ? undefined : { value: Number(digits), unit };
}

const share = ({ value, unit }: Channel, whole: number): number => (unit === '%' ? value / 100 : value / whole);
const turn = ({ value, unit }: Channel): number => (unit === 'turn' ? value * 360 : value);

const CONVERT: Readonly<Record<string, (a: Channel, b: Channel, c: Channel) => Rgb>> = {
  rgb: (red, green, blue) => [share(red, 255), share(green, 255), share(blue, 255)],
  hsl: (hue, saturation, light) => fromHsl(turn(hue), share(saturation, 100), share(light, 100)),
  oklab: (light, a, b) => fromOklab(share(light, 1), axis(a), axis(b)),
  oklch: (light, chroma, hue) => {
    const angle = (turn(hue) / 180) * Math.PI;
    return fromOklab(share(light, 1), axis(chroma) * Math.cos(angle), axis(chroma) * Math.sin(angle));
  },
};

/** By CSS Color 4, all of an axis is 0.4. */
const axis = ({ value, unit }: Channel): number => (unit === '%' ? (value / 100) * 0.4 : value);

function fromHsl(hue: number, saturation: number, light: number): Rgb {
  const part = (at: number): number => {
    const step = (at + (((hue % 360) + 360) % 360) / 30) % 12;
    return light - saturation * Math.min(light, 1 - light) * Math.max(-1, Math.min(step - 3, 9 - step, 1));
  };
  return [part(0), part(8), part(4)];
}

// The matrices are those of https://bottosson.github.io/posts/oklab/.
function fromOklab(light: number, a: number, b: number): Rgb {
  const long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const middle = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (light - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    toGamma(4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short),
    toGamma(-1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short),
    toGamma(-0.0041960863 * long - 0.7034186147 * middle + 1.707614701 * short),
  ];
}

const toGamma = (part: number): number => (part <= 0.0031308 ? 12.92 * part : 1.055 * part ** (1 / 2.4) - 0.055);
const toLinear = (part: number): number => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);

/** `color-mix(in srgb, one share, other)`. */
export function mixColors(one: Rgb, share: number, other: Rgb): Rgb {
  const mix = (at: 0 | 1 | 2): number => one[at] * share + other[at] * (1 - share);
  return [mix(0), mix(1), mix(2)];
}

/** The contrast of two colours by WCAG 2.2, from 1 to 21. */
export function contrastOf(one: Rgb, other: Rgb): number {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

const luminance = ([red, green, blue]: Rgb): number =>
  0.2126 * toLinear(red) + 0.7152 * toLinear(green) + 0.0722 * toLinear(blue);

/** A colour as `#rrggbb`. */
export function toHex(color: Rgb): string {
  return `#${color
    .map((part) =>
      Math.round(part * 255)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;
}
