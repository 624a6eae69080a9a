/** What the pages of statuses say, in each language of the interface: in our own words, after RFC 9110 and the others. */
import type { RegisteredStatus } from './http.ts';
import type { StatusProxy, StatusRetry, StatusSender } from './status-facts.ts';

/** The words of the pages of statuses, in one language. */
export interface StatusWords {
  readonly sender: string;
  readonly senders: Readonly<Record<StatusSender, string>>;
  readonly proxy: string;
  readonly proxies: Readonly<Record<StatusProxy, string>>;
  readonly retry: string;
  readonly retries: Readonly<Record<StatusRetry, string>>;
  /** Over the errors that state the status. */
  readonly errors: string;
  /** Below the title of a page of which no error states the status. */
  readonly none: string;
  /** What to do about such a status. */
  readonly body: string;
  readonly ranges: string;
  readonly health: string;
  readonly report: string;
  /** What each status means. */
  readonly meanings: Readonly<Record<RegisteredStatus, string>>;
}
