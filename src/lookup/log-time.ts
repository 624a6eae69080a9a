/** The time that a record of a log states. */
export interface LogTime {
  /** In milliseconds; comparable within one log. */
  readonly at: number;
  /** As it is shown: date and time as the log has them, with their zone where it states one. */
  readonly shown: string;
}

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const MONTH = 'Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec';
const CLOCK = String.raw`(\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?`;
const ZONE = String.raw`\s?(Z|UTC|GMT|[+-]\d\d:?\d\d)?`;
/** 2026-02-11T09:00:01.143Z, 2026/02/11 09:00:01 */
const ISO = new RegExp(String.raw`(?<!\d)(\d{4})[-/](\d\d)[-/](\d\d)[T ]${CLOCK}${ZONE}`);
/** 11/Feb/2026:09:00:01 +0000, Wed, 11 Feb 2026 09:00:01 GMT */
const DAY_FIRST = new RegExp(String.raw`(?<!\d)(\d\d?)[/ -](${MONTH})[/ -](\d{4})[: ]${CLOCK}${ZONE}`, 'i');
/** Feb 11 09:00:01, as syslog writes it: without a year. */
const SYSLOG = new RegExp(String.raw`\b(${MONTH}) {1,2}(\d\d?) ${CLOCK}`, 'i');
/** "ts":1770800401.143 */
const EPOCH = /\b(?:time|ts|timestamp|date|created|created_at)["']?\s*[:=]\s*["']?(\d{10}(?:\.\d{1,9})?|\d{13})(?!\d)/i;
/** A day where nothing else stands, or in a field for it. */
const DATE = /(?:^\s*|\b(?:date|created|created_at)["']?\s*[:=]\s*["']?)(\d{4})-(\d\d)-(\d\d)(?:\s*$|["'])/i;
const MOST_READ = 2000;

/** Reads the first time that a text states; `year` is that of times without one. */
export function readTime(text: string, year = 2000): LogTime | undefined {
  const start = text.slice(0, MOST_READ);
  return readIso(start) ?? readDayFirst(start) ?? readEpoch(start) ?? readSyslog(start, year) ?? readDate(start);
}

/** The year of a time. */
export function yearOf({ at }: LogTime): number {
  return new Date(at).getUTCFullYear();
}

function readIso(text: string): LogTime | undefined {
  const [found, year = '', month = '', day = '', ...clock] = ISO.exec(text) ?? [];
  return found === undefined ? undefined : timeOf(year, Number(month), day, clock);
}

function readDayFirst(text: string): LogTime | undefined {
  const [found, day = '', month = '', year = '', ...clock] = DAY_FIRST.exec(text) ?? [];
  return found === undefined ? undefined : timeOf(year, monthOf(month), day, clock);
}

function readSyslog(text: string, year: number): LogTime | undefined {
  const [found, month = '', day = '', ...clock] = SYSLOG.exec(text) ?? [];
  return found === undefined
    ? undefined
    : valid({ at: instant(year, monthOf(month), Number(day), clock), shown: found.replace(/[.,]\d+$/, '') });
}

function readEpoch(text: string): LogTime | undefined {
  const [, digits] = EPOCH.exec(text) ?? [];
  if (digits === undefined) return undefined;
  const at = Math.round(/^\d{13}$/.test(digits) ? Number(digits) : Number(digits) * 1000);
  return { at, shown: `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC` };
}

function readDate(text: string): LogTime | undefined {
  const [found, year = '', month = '', day = ''] = DATE.exec(text) ?? [];
  return found === undefined
    ? undefined
    : valid({ at: instant(Number(year), Number(month), Number(day), []), shown: `${year}-${month}-${day}` });
}

function timeOf(year: string, month: number, day: string, clock: readonly (string | undefined)[]): LogTime | undefined {
  const [hours = '', minutes = '', seconds = '', , zone] = clock;
  const two = (part: number | string): string => String(part).padStart(2, '0');
  const shown = `${year}-${two(month)}-${two(day)} ${hours}:${minutes}:${seconds}${sayZone(zone)}`;
  return valid({ at: instant(Number(year), month, Number(day), clock) - offsetOf(zone), shown });
}

function monthOf(name: string): number {
  return MONTHS.indexOf(name.toLowerCase()) + 1;
}

function instant(
  year: number,
  month: number,
  day: number,
  [hours = '0', minutes = '0', seconds = '0', fraction = '0']: readonly (string | undefined)[],
): number {
  const whole = Date.UTC(year, month - 1, day, Number(hours), Number(minutes), Number(seconds));
  return whole + Math.floor(Number(`0.${fraction}`) * 1000);
}

function offsetOf(zone: string | undefined): number {
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)$/.exec(zone ?? '') ?? [];
  const offset = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000;
  return sign === '-' ? -offset : offset;
}

function sayZone(zone: string | undefined): string {
  if (zone === undefined) return '';
  return /^[+-]/.test(zone) && /[1-9]/.test(zone) ? ` ${zone}` : ' UTC';
}

function valid(time: LogTime): LogTime | undefined {
  return Number.isFinite(time.at) ? time : undefined;
}
