/** Words and tokens of long texts, cut by character codes: expressions take several times as long. */

/** Told of a word or token by its place. */
export type TakeSpan = (start: number, end: number) => void;

const WORD = 1;
const JOINT = 2;
const OTHER = 3;
/** What each UTF-16 unit is, found out when it is first met. */
const kinds = new Uint8Array(65_536);

function kindOf(unit: number): number {
  const known = kinds[unit] ?? 0;
  if (known !== 0) return known;
  // Half a pair stands for a letter of a rare script or for a picture: either way it parts no word.
  const isWord = (unit >= 0xd800 && unit <= 0xdfff) || /[\p{L}\p{M}\p{N}]/u.test(String.fromCharCode(unit));
  const kind = isWord ? WORD : '_.:/-'.includes(String.fromCharCode(unit)) ? JOINT : OTHER;
  kinds[unit] = kind;
  return kind;
}

/** Visits the runs of letters and digits. */
export function scanWords(text: string, take: TakeSpan): void {
  for (let place = 0; place < text.length; place++) {
    if (kindOf(text.charCodeAt(place)) !== WORD) continue;
    const start = place;
    while (++place < text.length && kindOf(text.charCodeAt(place)) === WORD);
    take(start, place);
  }
}

/** Visits the runs of letters, digits and what joins them in identifiers; none starts with a joint but `_`. */
export function scanTokens(text: string, take: TakeSpan): void {
  for (let place = 0; place < text.length; place++) {
    const unit = text.charCodeAt(place);
    if (kindOf(unit) !== WORD && unit !== UNDERSCORE) continue;
    const start = place;
    while (++place < text.length && kindOf(text.charCodeAt(place)) !== OTHER);
    take(start, place);
  }
}

const UNDERSCORE = 95;

/** The text in lower case, each letter at its place: where one would become two, only ASCII changes. */
export function lowerCase(text: string): string {
  const lower = text.toLowerCase();
  return lower.length === text.length ? lower : text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
