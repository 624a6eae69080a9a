import { z } from 'zod';
import type {
  Explanation,
  ExplainedError,
  ReceivedValues,
  Suggestion,
  ToldCause,
  ToldError,
} from '../core/explanation.ts';
import { STATUS_RANGES } from '../core/http.ts';
import { ACTORS, RETRY_KINDS } from '../core/vocabulary.ts';

/** What the tools of agents take and give, as the protocol publishes it. */

const text = z.string();
const texts = z.array(text);
const textsByName = z.record(text, text);
const status = z.union([z.int(), z.enum(STATUS_RANGES)]);
const key = text.describe('The code of an error, or what names it where responses carry none.');

const suggestion: z.ZodType<Suggestion> = z.strictObject({
  key: key.exactOptional(),
  name: text,
  title: text,
  reasons: text.describe('What in the text led to it.'),
  url: text,
});

const cause: z.ZodType<ToldCause> = z.strictObject({
  cause: text,
  check: text.exactOptional().describe('The test that tells this cause from the others.'),
  fix: text.exactOptional(),
  fixBy: text.exactOptional(),
  answer: z
    .enum(['confirmed', 'ruled out'])
    .exactOptional()
    .describe('What the values of the text say to the check; absent where they say nothing.'),
});

const toldFields = {
  key,
  code: text.exactOptional(),
  name: text,
  title: text,
  category: text,
  statuses: z.array(status),
  summary: text.exactOptional(),
  scenario: text.exactOptional(),
  message: text.exactOptional().describe('The message as a template with {placeholders}.'),
  steps: texts.describe('What to do, in order.'),
  causes: z.array(cause).describe('Likeliest first.'),
  retry: z
    .strictObject({
      when: z.enum(RETRY_KINDS),
      header: text.exactOptional(),
      text,
      note: text.exactOptional(),
    })
    .exactOptional()
    .describe('Whether the same request may be sent again.'),
  actor: z
    .strictObject({ kind: z.enum(ACTORS), text })
    .exactOptional()
    .describe('Who can remove the cause.'),
  userMessage: text.exactOptional().describe('Safe to show to an end user.'),
  endpoints: texts.exactOptional(),
  lifecycle: z
    .strictObject({ state: z.enum(['deprecated', 'removed']), since: text, successor: text.exactOptional() })
    .exactOptional(),
  confusedWith: z.array(z.strictObject({ key, difference: text })).exactOptional(),
  related: texts.exactOptional(),
  docUrl: text.exactOptional(),
  url: text.describe('The page of the error.'),
  markdown: text,
  json: text,
};

const told: z.ZodType<ToldError> = z.strictObject(toldFields);

const received: z.ZodType<ReceivedValues> = z.strictObject({
  status: z.int().exactOptional(),
  message: text.exactOptional(),
  params: textsByName.exactOptional(),
  values: textsByName.exactOptional(),
  details: textsByName.exactOptional(),
  requestId: text.exactOptional(),
  endpoint: text.exactOptional(),
  time: text.exactOptional(),
  retryAfter: text.exactOptional(),
});

const explained: z.ZodType<ExplainedError> = z.strictObject({
  ...toldFields,
  reasons: text,
  findings: texts.describe('What the values of the text tell.'),
  received: received.exactOptional().describe('What the text states besides the error.'),
});

/** What `explain_error` gives. */
export const explanationSchema: z.ZodType<Explanation> = z.strictObject({
  outcome: z
    .enum(['error', 'several', 'unknown', 'nothing'])
    .describe('unknown: the text states a code that this reference does not hold; take nothing that is near for it.'),
  error: explained.exactOptional(),
  unknown: z.strictObject({ code: text, status: z.int().exactOptional() }).exactOptional(),
  others: z.array(suggestion),
  near: z.array(suggestion),
  nearest: z.array(suggestion),
  errors: z.int(),
  succeeded: z.boolean(),
  list: text,
});

/** An error in a list. */
const listed = z.strictObject({
  key,
  name: text,
  title: text,
  category: text,
  statuses: z.array(status),
  retry: z.enum(RETRY_KINDS).exactOptional(),
  actor: z.enum(ACTORS).exactOptional(),
  summary: text.exactOptional(),
  url: text,
});

/** An error in a list, as `list_errors` and `search` give it. */
export type ListedError = z.infer<typeof listed>;

const cursor = text.exactOptional().describe('The nextCursor of the page before, with the same filters.');

/** What the tools take. */
export const INPUTS = {
  explain: z.strictObject({
    text: text.describe('A code, a message, a response, a log line, a stack trace: anything that shows an error.'),
  }),
  get: z.strictObject({
    code: text.describe(
      'A code in any spelling, a former code, a subcode, a number, an alias, or a slug of an address.',
    ),
  }),
  list: z.strictObject({
    category: text.exactOptional().describe('The name or the title of a category.'),
    status: z.union([z.int(), text]).exactOptional().describe('An HTTP status, or a class such as 4XX.'),
    retry: z.enum(RETRY_KINDS).exactOptional().describe('Whether the same request may be sent again.'),
    actor: z.enum(ACTORS).exactOptional().describe('Who can remove the cause: us is the team of the API.'),
    limit: z.int().min(1).max(200).exactOptional().describe('How many errors a page has; absent: 50.'),
    cursor,
  }),
  search: z.strictObject({
    query: text.describe('Words, a code, or a status.'),
    limit: z.int().min(1).max(50).exactOptional().describe('How many errors at most; absent: 10.'),
  }),
} as const;

/** What the tools give, besides {@link explanationSchema}. */
export const OUTPUTS = {
  get: z.strictObject({
    found: z.boolean(),
    error: told.exactOptional(),
    candidates: z.array(listed).describe('The errors that share the name, where it is none of one alone.'),
  }),
  list: z.strictObject({
    errors: z.array(listed),
    total: z.int().describe('How many errors the filters leave.'),
    nextCursor: text.exactOptional(),
  }),
  search: z.strictObject({ errors: z.array(z.strictObject({ ...listed.shape, reasons: text })) }),
} as const;
