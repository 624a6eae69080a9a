/** Status codes from 400 up with the reason phrases of the IANA registry (RFC 9110, 6585 and others). */
const REASONS: Readonly<Record<number, string>> = {
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
};

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

/** The standard reason phrase of a status, `undefined` where there is none. */
export function reasonPhrase(status: Status): string | undefined {
  return typeof status === 'number' ? REASONS[status] : undefined;
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

/** `429 Too Many Requests`, the number alone where HTTP has no phrase for it, or what a range is called. */
export function statusLine(status: Status): string {
  if (typeof status !== 'number') return RANGE_NAMES[status];
  const reason = reasonPhrase(status);
  return reason === undefined ? String(status) : `${status} ${reason}`;
}
