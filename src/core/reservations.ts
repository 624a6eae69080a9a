/**
 * Codes that teams reserved, as `reservations.txt` holds them: a line each, in one order. Two branches that reserve one
 * code add a line at the same place, and git reports a conflict; the mark of a line keeps two of them from being equal,
 * for equal ones git would take for one change.
 */
import { codeKey, numberOfCode } from './ranges.ts';

/** A code that a team keeps for an error to come. */
export interface Reservation {
  readonly code: string;
  readonly team: string;
  /** The day, as ISO has it. */
  readonly date: string;
  /** Eight hexadecimal digits that no other reservation has. */
  readonly mark: string;
  /** What it is for. */
  readonly what: string;
}

/** A reservation with its line, from 1. */
export interface PlacedReservation extends Reservation {
  readonly line: number;
}

/** Something wrong in the file of reservations. */
export interface ReservationFlaw {
  readonly line: number;
  readonly message: string;
}

/** What the file of reservations says, and where it says nothing that can be read. */
export interface Reservations {
  readonly reservations: readonly PlacedReservation[];
  readonly flaws: readonly ReservationFlaw[];
}

const LINE = /^(?!# )(\S(?:.*?\S)?) {2}(\S+) {2}(\d{4}-\d\d-\d\d) {2}([\da-f]{8}) {2}(\S.*)$/;
const COMMENT = /^(?:# .*|#|\s*)$/;

/** Why a code can't stand in the file; `undefined` where it can. */
export const describeUnwritable = (code: string): string | undefined =>
  / {2}/.test(code) || code.startsWith('# ') ? 'the file of reservations has no place for such a code' : undefined;

/** A reservation as its line. */
export const formatReservation = ({ code, team, date, mark, what }: Reservation): string =>
  [code, team, date, mark, what].join('  ');

/** Reads the file of reservations. Comments stand above the first one, where they part no two lines. */
export function readReservations(text: string): Reservations {
  const reservations: PlacedReservation[] = [];
  const flaws: ReservationFlaw[] = [];
  for (const [index, row] of linesOf(text).entries()) {
    const [line, found] = [index + 1, LINE.exec(row)];
    if (found !== null) {
      const [, code = '', team = '', date = '', mark = '', what = ''] = found;
      reservations.push({ line, code, team, date, mark, what });
    } else if (!COMMENT.test(row))
      flaws.push({
        line,
        message:
          'The line is no reservation; write code, team, day, mark and what it is for, with two spaces between, or let `reserve` write it.',
      });
    else if (reservations.length > 0)
      flaws.push({
        line,
        message: 'No comment or empty line stands between reservations; move it to the top, or remove it.',
      });
  }
  return { reservations, flaws };
}

/** The lines of a text, without the end behind the last one. */
function linesOf(text: string): readonly string[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}

const HEAD = [
  '# Reserved codes, one a line and in order, so that git reports a conflict where two branches reserve one code.',
  '# `reserve` of error-reference adds a line, and `new` takes it up.',
];

/** The file with one reservation more, at its place. */
export function addReservation(text: string, reservation: Reservation): string {
  const lines = text === '' ? HEAD : linesOf(text);
  const later = lines.findIndex((row) => {
    const [, code] = LINE.exec(row) ?? [];
    return code !== undefined && compareCodes(reservation.code, code) < 0;
  });
  const place = later === -1 ? lines.length : later;
  return join(text, [...lines.slice(0, place), formatReservation(reservation), ...lines.slice(place)]);
}

/** The file without a line. */
export function removeReservation(text: string, { line }: Pick<PlacedReservation, 'line'>): string {
  return join(
    text,
    linesOf(text).filter((_, index) => index + 1 !== line),
  );
}

function join(text: string, lines: readonly string[]): string {
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  return lines.map((line) => line + end).join('');
}

/** The order of the file: numbers by their value, then names by their letters. */
function compareCodes(one: string, other: string): number {
  const [first, second] = [numberOfCode(one), numberOfCode(other)];
  if (first !== undefined && second !== undefined && first !== second) return first - second;
  if ((first === undefined) !== (second === undefined)) return first === undefined ? 1 : -1;
  const [name, next] = [codeKey(one), codeKey(other)];
  return name < next ? -1 : name > next ? 1 : one < other ? -1 : one > other ? 1 : 0;
}

/** Where reservations stand out of order, or two want one code. */
export function findDisorder(reservations: readonly PlacedReservation[]): readonly ReservationFlaw[] {
  const first = new Map<string, PlacedReservation>();
  return reservations.flatMap((reservation, index) => {
    const { line, code, team, what } = reservation;
    const [rival, above] = [first.get(codeKey(code)), reservations[index - 1]];
    if (rival !== undefined) {
      const message = `${code} is reserved twice: by ${rival.team} for "${rival.what}" (line ${rival.line}) and by ${team} for "${what}"; give one of the two another code.`;
      return [{ line, message }];
    }
    first.set(codeKey(code), reservation);
    if (above === undefined || compareCodes(above.code, code) <= 0) return [];
    const message = `${code} stands below ${above.code}; put the lines in order, for only so git sees two reservations of one code.`;
    return [{ line, message }];
  });
}
