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

/** The standard reason phrase of a status, `undefined` where there is none. */
export function reasonPhrase(status: number): string | undefined {
  return REASONS[status];
}

/** The family of an error: by its status class, or `custom` where the entry states no status. */
export type Family = 'client' | 'server' | 'custom' | 'other';

/** The family of a status; no status makes a custom error. */
export function familyOf(status: number | undefined): Family {
  if (status === undefined) return 'custom';
  if (status >= 400 && status < 500) return 'client';
  if (status >= 500 && status < 600) return 'server';
  return 'other';
}

/** `429 Too Many Requests`, or the number alone where HTTP has no phrase for it. */
export function statusLine(status: number): string {
  const reason = reasonPhrase(status);
  return reason === undefined ? String(status) : `${status} ${reason}`;
}
