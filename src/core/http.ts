/** Every status of the IANA registry that tells of an error, with its reason phrase (RFC 9110, 6585 and others). */
const ERROR_REASONS = {
  400: 'Bad Request',
  401: 'Unauthorized',
  402: 'Payment Required',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  406: 'Not Acceptable',
  407: 'Proxy Authentication Required',
  408: 'Request Timeout',
  409: 'Conflict',
  410: 'Gone',
  411: 'Length Required',
  412: 'Precondition Failed',
  413: 'Content Too Large',
  414: 'URI Too Long',
  415: 'Unsupported Media Type',
  416: 'Range Not Satisfiable',
  417: 'Expectation Failed',
  418: '(Unused)',
  421: 'Misdirected Request',
  422: 'Unprocessable Content',
  423: 'Locked',
  424: 'Failed Dependency',
  425: 'Too Early',
  426: 'Upgrade Required',
  428: 'Precondition Required',
  429: 'Too Many Requests',
  431: 'Request Header Fields Too Large',
  451: 'Unavailable For Legal Reasons',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
  505: 'HTTP Version Not Supported',
  506: 'Variant Also Negotiates',
  507: 'Insufficient Storage',
  508: 'Loop Detected',
  510: 'Not Extended',
  511: 'Network Authentication Required',
} as const;

/** The others; browsers, which only name errors, don't load them. */
const OTHER_REASONS = {
  100: 'Continue',
  101: 'Switching Protocols',
  102: 'Processing',
  103: 'Early Hints',
  104: 'Upload Resumption Supported',
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  203: 'Non-Authoritative Information',
  204: 'No Content',
  205: 'Reset Content',
  206: 'Partial Content',
  207: 'Multi-Status',
  208: 'Already Reported',
  226: 'IM Used',
  300: 'Multiple Choices',
  301: 'Moved Permanently',
  302: 'Found',
  303: 'See Other',
  304: 'Not Modified',
  305: 'Use Proxy',
  306: '(Unused)',
  307: 'Temporary Redirect',
  308: 'Permanent Redirect',
} as const;

/** A status of the IANA registry. */
export type RegisteredStatus = keyof typeof ERROR_REASONS | keyof typeof OTHER_REASONS;

/** All of them, in their order. */
export const listRegisteredStatuses = (): readonly RegisteredStatus[] =>
  Object.keys({ ...OTHER_REASONS, ...ERROR_REASONS }).map((status) => Number(status) as RegisteredStatus);

// The first and the last of each run: browsers, which ask only whether a status is one, load no phrases.
const RUNS = [
  100, 104, 200, 208, 226, 226, 300, 308, 400, 418, 421, 426, 428, 429, 431, 431, 451, 451, 500, 508, 510, 511,
];

/** Whether the IANA registry has a status, be it as an unused one. */
export function isRegisteredStatus(status: number): status is RegisteredStatus {
  const next = RUNS.findIndex((bound) => status <= bound);
  return Number.isInteger(status) && (RUNS[next] === status || next % 2 === 1);
}

/** What a specification says of statuses that it doesn't name one by one: all of a class, or all that nothing else names. */
export const STATUS_RANGES = ['1XX', '2XX', '3XX', '4XX', '5XX', 'default'] as const;

/** One of {@link STATUS_RANGES}. */
export type StatusRange = (typeof STATUS_RANGES)[number];

/** The HTTP status of an error: a number, or the range of which it may be any. */
export type Status = number | StatusRange;

/** The first and the last status of a range; those of `default` are all that tell of an error. */
export function boundsOf(status: Status): readonly [number, number] {
  if (typeof status === 'number') return [status, status];
  const first = Number(status[0]) * 100;
  return Number.isNaN(first) ? [400, 599] : [first, first + 99];
}

/** Numbers first, each range behind those that it holds. */
export function compareStatuses(one: Status, other: Status): number {
  const [[from, to], [otherFrom, otherTo]] = [boundsOf(one), boundsOf(other)];
  return to - otherTo || otherFrom - from;
}

const RANGE_NAMES: Readonly<Record<StatusRange, string>> = {
  '1XX': '1XX Informational',
  '2XX': '2XX Successful',
  '3XX': '3XX Redirection',
  '4XX': '4XX Client Error',
  '5XX': '5XX Server Error',
  default: 'Default response',
};

/** The standard reason phrase of the status of an error, `undefined` where there is none. */
export function reasonPhrase(status: Status): string | undefined {
  return phraseIn(ERROR_REASONS, status);
}

const STATUSES_BY_PHRASE: ReadonlyMap<string, number> = new Map(
  Object.entries(ERROR_REASONS).map(([status, phrase]) => [phrase.toLowerCase().replaceAll(' ', ''), Number(status)]),
);

/** The status of an error that a name squashed to letters is the reason phrase of: 404 for `notfound`. */
export function statusOfPhrase(letters: string): number | undefined {
  return STATUSES_BY_PHRASE.get(letters);
}

/** The reason phrase of a status of any class, `undefined` where there is none. */
export function registeredPhrase(status: Status): string | undefined {
  return phraseIn(OTHER_REASONS, status) ?? phraseIn(ERROR_REASONS, status);
}

function phraseIn(reasons: Readonly<Record<number, string>>, status: Status): string | undefined {
  const phrase = typeof status === 'number' ? reasons[status] : undefined;
  return phrase === '(Unused)' ? undefined : phrase;
}

/** The family of an error: by its status class, or `custom` where the entry states no status. */
export type Family = 'client' | 'server' | 'custom' | 'other';

/** The family of a status; no status makes a custom error. */
export function familyOf(status: Status | undefined): Family {
  if (status === undefined) return 'custom';
  const [first, last] = boundsOf(status);
  if (first >= 400 && last < 500) return 'client';
  if (first >= 500 && last < 600) return 'server';
  return 'other';
}

/** As {@link statusLine}, with the phrases of all classes: `302 Found`. */
export function registeredLine(status: Status): string {
  const phrase = registeredPhrase(status);
  return phrase === undefined ? statusLine(status) : `${status} ${phrase}`;
}

/** `429 Too Many Requests`, the number alone where HTTP has no phrase for it, or what a range is called. */
export function statusLine(status: Status): string {
  if (typeof status !== 'number') return RANGE_NAMES[status];
  const reason = reasonPhrase(status);
  return reason === undefined ? String(status) : `${status} ${reason}`;
}
