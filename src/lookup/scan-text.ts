/** Words and tokens of long texts, cut by character codes: expressions take several times as long. */

/** Told of a part of a text by its place. */
export type TakeSpan = (start: number, end: number) => void;

const LETTER = 1;
const UNDERSCORE = 2;
const JOINT = 3;
const OTHER = 4;
/** What each UTF-16 unit is, found out when it is first met. */
const kinds = new Uint8Array(65_536);

function kindOf(unit: number): number {
  const known = kinds[unit] ?? 0;
  if (known !== 0) return known;
  const character = String.fromCharCode(unit);
  // Half a pair stands for a letter of a rare script or for a picture: what it is shows where the run is cut up.
  const isLetter = (unit >= 0xd800 && unit <= 0xdfff) || /[\p{L}\p{M}\p{N}]/u.test(character);
  const kind = isLetter ? LETTER : character === '_' ? UNDERSCORE : /[.-]/.test(character) ? JOINT : OTHER;
  kinds[unit] = kind;
  return kind;
}

/** Where the letters, digits and what joins them right before a place begin. */
export function startOfToken(text: string, end: number): number {
  let start = end;
  while (start > 0 && (kindOf(text.charCodeAt(start - 1)) <= JOINT || text.charCodeAt(start - 1) === DOLLAR)) start--;
  return start;
}

const DOLLAR = 36;

/** Visits the runs of letters, digits and `_`. */
export function scanRuns(text: string, take: TakeSpan): void {
  scan(text, UNDERSCORE, take);
}

/** Visits the runs of letters, digits and what joins them in identifiers, from their first to their last letter. */
export function scanTokens(text: string, take: TakeSpan): void {
  scan(text, JOINT, (start, end) => {
    let last = end;
    while (kindOf(text.charCodeAt(last - 1)) !== LETTER) last--;
    take(start, last);
  });
}

/** Visits the runs that start with a letter or digit and hold no sign beyond a kind. */
function scan(text: string, most: number, take: TakeSpan): void {
  for (let place = 0; place < text.length; place++) {
    if (kindOf(text.charCodeAt(place)) !== LETTER) continue;
    const start = place;
    while (++place < text.length && kindOf(text.charCodeAt(place)) <= most);
    take(start, place);
  }
}
