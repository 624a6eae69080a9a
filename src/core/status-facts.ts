/** What HTTP says of its statuses, whatever the API: who sends each of them, and whether the same request can help. */
import type { RegisteredStatus } from './http.ts';

/** Who usually sends a status: the API, what stands in front of it, either of them, or what lies on the way to it. */
export type StatusSender = 'api' | 'framework' | 'front' | 'either' | 'between' | 'unstated';

/**
 * What a proxy, gateway, load balancer or cache may have to do with a status, as RFC 9110, 9111, 6585 and 8470 say, or
 * the manuals of nginx, HAProxy, Envoy, Cloudflare and the load balancers of AWS tell of their own.
 */
export type StatusProxy =
  | 'forwarded'
  | 'changed'
  | 'stored'
  | 'cached'
  | 'hop'
  | 'unread'
  | 'guard'
  | 'credentials'
  | 'slow'
  | 'size'
  | 'rate'
  | 'early'
  | 'host'
  | 'broken'
  | 'unavailable'
  | 'late'
  | 'network';

/** What becomes of the same request. */
export type StatusRetry =
  'unneeded' | 'follow' | 'reconnect' | 'wait' | 'careful' | 'changed' | 'fixed' | 'never' | 'unstated';

/** Of each status, as RFC 9110, 6585 and the others define it; the last only where there is something to say. */
export const STATUS_FACTS: Readonly<Record<RegisteredStatus, readonly [StatusSender, StatusRetry, StatusProxy?]>> = {
  100: ['either', 'unneeded', 'forwarded'],
  101: ['either', 'unneeded', 'hop'],
  102: ['api', 'unneeded', 'forwarded'],
  103: ['either', 'unneeded', 'forwarded'],
  104: ['api', 'unneeded', 'forwarded'],
  200: ['api', 'unneeded'],
  201: ['api', 'unneeded'],
  202: ['api', 'unneeded'],
  203: ['front', 'unneeded', 'changed'],
  204: ['api', 'unneeded'],
  205: ['api', 'unneeded'],
  206: ['either', 'unneeded', 'stored'],
  207: ['api', 'unneeded'],
  208: ['api', 'unneeded'],
  226: ['api', 'unneeded'],
  300: ['either', 'follow', 'cached'],
  301: ['either', 'follow', 'cached'],
  302: ['either', 'follow'],
  303: ['api', 'follow'],
  304: ['either', 'unneeded', 'stored'],
  305: ['unstated', 'unstated'],
  306: ['unstated', 'unstated'],
  307: ['either', 'follow'],
  308: ['either', 'follow', 'cached'],
  400: ['either', 'changed', 'unread'],
  401: ['api', 'fixed'],
  402: ['api', 'fixed'],
  403: ['either', 'fixed', 'guard'],
  404: ['either', 'fixed', 'cached'],
  405: ['framework', 'changed', 'cached'],
  406: ['framework', 'changed'],
  407: ['between', 'fixed', 'credentials'],
  408: ['either', 'reconnect', 'slow'],
  409: ['api', 'fixed'],
  410: ['api', 'never', 'cached'],
  411: ['either', 'changed'],
  412: ['api', 'fixed'],
  413: ['either', 'changed', 'size'],
  414: ['either', 'changed', 'size'],
  415: ['framework', 'changed'],
  416: ['either', 'changed'],
  417: ['either', 'changed'],
  418: ['unstated', 'unstated'],
  421: ['front', 'reconnect', 'host'],
  422: ['api', 'changed'],
  423: ['api', 'fixed'],
  424: ['api', 'fixed'],
  425: ['either', 'reconnect', 'early'],
  426: ['either', 'changed', 'hop'],
  428: ['api', 'changed'],
  429: ['either', 'wait', 'rate'],
  431: ['either', 'changed', 'size'],
  451: ['either', 'fixed'],
  500: ['either', 'careful'],
  501: ['either', 'changed', 'cached'],
  502: ['front', 'careful', 'broken'],
  503: ['front', 'wait', 'unavailable'],
  504: ['front', 'careful', 'late'],
  505: ['either', 'changed'],
  506: ['either', 'fixed'],
  507: ['api', 'fixed'],
  508: ['either', 'fixed'],
  510: ['api', 'changed'],
  511: ['between', 'fixed', 'network'],
};
