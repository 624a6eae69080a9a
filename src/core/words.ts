/**
 * Everything that the interface says, in each of its languages, as data. `{names}` in braces are filled in; where a
 * comment says so, a text may hold `code` as authors write it. Codes, messages and the phrases of HTTP are not words.
 */
import type { Family } from './http.ts';
import type { Actor, Aspect, LifecycleState, RetryKind } from './vocabulary.ts';

/** A text that depends on a `{count}`: its forms by the plural categories of the language. */
export interface Plural {
  readonly zero?: string;
  readonly one?: string;
  readonly two?: string;
  readonly few?: string;
  readonly many?: string;
  readonly other: string;
}

/** A text with its plural forms. */
const plural = (forms: Plural): Plural => forms;

/** How one value of a dimension is called: in a sentence of its own, on a list, and as the title of its page. */
interface ValueWords {
  readonly label: string;
  readonly short: string;
  readonly title: string;
}

const EN = {
  /** The language of these words. */
  lang: 'en',
  site: {
    skip: 'Skip to content',
    home: '{site}, home',
    nav: 'Site',
    menu: 'Menu',
    breadcrumb: 'Breadcrumb',
    allErrors: 'All errors',
    errors: 'Errors',
    guides: 'Guides',
    statuses: 'Status codes',
    endpoints: 'Endpoints',
    byEndpoint: 'By endpoint',
    support: 'Support',
    desk: 'Support desk',
    changes: 'Changes',
    decode: 'Decode a log',
    forModels: 'All errors, for language models',
  },
  theme: { light: 'Switch to light theme', dark: 'Switch to dark theme' },
  box: {
    label: 'Search errors',
    placeholder: 'Paste an error code, a message or a whole response',
    suggestions: 'Suggestions',
    count: plural({ one: '1 suggestion', other: '{count} suggestions' }),
    allOfStatus: plural({
      one: 'The one error with status {status}',
      other: 'All {count} errors with status {status}',
    }),
    failed: 'The errors could not be loaded; try again.',
    unknownCode: '{code} is not an error code of this API.',
    unknownStatus: 'No error of this API has the status {status}.',
    nothing: 'No error matches this text.',
    seeAll: 'See all errors',
  },
  /** Why a page is suggested. */
  reasons: {
    code: 'exact code',
    former: 'former code',
    words: 'words of the code',
    title: 'title',
    alias: 'also “{text}”',
    message: 'message matches',
    status: 'HTTP {text}',
    start: 'start of the code',
    part: 'part of the code',
    misspelled: 'misspelled code',
    like: 'like “{text}”',
    similarMessage: 'similar message',
    similarWords: 'similar words',
    guide: 'guide',
  },
  /** Buttons that copy; `block` names one by the title of its block. */
  copyButtons: { short: 'Copy', block: 'Copy {name}', unnamed: 'code', code: 'Copy code' },
  /** What becomes of a copy. */
  copy: { done: 'Copied', refused: 'Not allowed' },
  /** What a support desk copies, and the buttons for it. */
  support: {
    share: 'Share',
    link: 'Copy link',
    markdown: 'Copy as Markdown',
    note: 'Copy for a ticket',
    reply: 'Copy reply to customer',
    report: 'Copy all for an engineer',
    keys: '{reply} copies the reply, {help} lists all keys',
    fact: '{name}: {value}',
    status: 'HTTP status',
    retry: 'Retry',
    actor: 'Who acts',
    message: 'Message',
    requestId: 'Request id',
    reference: 'Reference',
    about: 'About the error {code}:',
    steps: 'What to do:',
    request: 'This is about the request {id}.',
    more: 'More about this error',
    details: 'Details:',
    causes: 'Causes, and how to tell them apart:',
    check: 'Check: {text}',
    fix: 'Fix: {text}',
    macro: 'Error {name}',
  },
  desk: {
    about: 'For each error: who acts, whether a retry helps, and a reply that is safe to send.',
    paste: "A ticket's payload, pasted into the search box, fills its values into the texts of the error's page.",
    tools: 'For ticket tools:',
    filter: 'Filter',
    placeholder: 'A code or words',
    shown: '{shown} of {count}',
    copyReply: 'Copy reply',
    copyNote: 'Copy note',
    copyLink: 'Copy link',
    copyReplyFor: 'Copy reply for {code}',
    copyNoteFor: 'Copy note for {code}',
    copyLinkTo: 'Copy link to {code}',
    reply: 'Reply',
  },
  filled: { from: 'From your paste', clear: 'Clear', clearLabel: 'Clear the values from your paste' },
  tabs: { label: 'Language' },
  keys: {
    title: 'Keys',
    close: 'Close',
    box: '/ or Ctrl K',
    boxAbout: 'Go to the search box',
    open: 'Enter',
    openAbout: 'Open the selected suggestion; with Ctrl in a new tab',
    reply: 'Alt R',
    replyAbout: 'On an error page: copy the reply to the customer',
    clear: 'Esc',
    clearAbout: 'Clear the search box, then leave it',
    help: '?',
    helpAbout: 'Show this list',
  },
  decode: {
    about: 'Paste or drop a log: every error of the API in it, how often it occurs, and where.',
    lead: 'Every error of this API in a log: how often, where, and the page that explains it. The log is read in this browser; {local}.',
    local: 'nothing leaves this page',
    noScript:
      'This page reads the log in the browser itself, so it needs JavaScript. Without it, look the codes of the log up in {list}.',
    list: 'the list of all errors',
    log: 'Log',
    placeholder: 'Paste a log here, or drop a file anywhere on this page',
    file: 'Or choose a file, up to about 20 MB',
    reading: 'Reading the log',
    cancel: 'Cancel',
    cancelled: 'Cancelled.',
    failed: 'The log could not be read.',
    copy: 'Copy summary as Markdown',
    known: 'Errors of this API',
    knownHead: 'Error',
    unknown: 'Not error codes of this API',
    unknownHead: 'Looks like a code',
    count: 'Count',
    first: 'First line',
    last: 'Last line',
    others: plural({
      one: '1 less frequent one is in the summary.',
      other: '{count} less frequent ones are in the summary.',
    }),
    sentence: '{errors} in {lines}.',
    sentenceWithCodes: '{errors} in {lines}, and {codes}.',
    noErrors: 'No error of this API',
    errors: plural({ one: '1 error', other: '{count} errors' }),
    codes: plural({ one: '1 unknown code', other: '{count} unknown codes' }),
    lines: plural({ one: '1 line', other: '{count} lines' }),
    unknownList: 'Not error codes of this API:',
    places: plural({ one: 'line {first}', other: '{count} lines, the first {first}, the last {last}' }),
  },
  home: {
    title: 'What went wrong?',
    lead: 'Paste an error code, a message or a whole response.',
    local: 'It never leaves this page.',
    log: 'A whole log? {decode}: every error in it, counted.',
    decode: 'Decode it',
    filter: 'Filter the errors',
    all: 'All',
    byCategory: plural({ one: '1 error by category', other: '{count} errors by category' }),
  },
  lists: {
    codes: plural({ one: '1 code', other: '{count} codes' }),
    errors: plural({ one: '1 error.', other: '{count} errors.' }),
    errorsAbout: plural({ one: '1 error: {about}.', other: '{count} errors: {about}.' }),
    allAbout: plural({
      one: '1 code that the API returns, with its page.',
      other: '{count} codes that the API returns, each with its page.',
    }),
    part: '{title}: {part}',
    partAbout: plural({ one: '1 code that starts so.', other: '{count} codes that start so.' }),
    other: 'Other',
    data: 'As data',
    dataAbout: 'the same errors for programs',
    coverage: '{coverage} shows what is known of each error, and what is still to be written.',
    afterHeader: 'After {header}',
    deprecated: 'deprecated',
    removed: 'removed',
  },
  dimensions: {
    status: {
      title: 'Errors by status',
      about: 'The HTTP statuses of the API, and the codes that come with each.',
      link: 'By status',
      fact: 'HTTP',
      without: 'No fixed status',
      withoutAbout: 'it depends on the endpoint',
      depends: 'Depends on the endpoint',
      page: plural({
        one: '{family}. One code comes with this status.',
        other: '{family}. {count} codes come with this status.',
      }),
    },
    category: {
      title: 'Errors by category',
      about: 'Errors that belong together.',
      link: 'By category',
      fact: 'Category',
    },
    retry: {
      title: 'Errors by retry',
      about: 'Whether sending the same request again can succeed.',
      link: 'By retry',
      fact: 'Retry',
    },
    actor: {
      title: 'Errors by who acts',
      about: 'Who can remove the cause.',
      link: 'By who acts',
      fact: 'Who acts',
    },
    lifecycle: {
      title: 'Errors by lifecycle',
      about: 'Whether the API still returns the code.',
      link: 'By lifecycle',
    },
    /** For the dimensions that a team adds. */
    own: { title: 'Errors by {title}', link: 'By {title}' },
  },
  families: {
    client: 'Client error',
    server: 'Server error',
    custom: 'Custom error',
    other: 'Other status',
  } satisfies Record<Family, string>,
  retry: {
    'after-wait': { label: 'Yes, after a wait', short: 'After a wait', title: 'Can be retried' },
    'once-fixed': { label: 'Once the cause is fixed', short: 'Once fixed', title: 'Retry once fixed' },
    never: { label: 'No', short: 'Never', title: 'Never retry' },
  } satisfies Record<RetryKind, ValueWords>,
  /** The wait that a header states. */
  waitHeader: {
    label: 'Yes, after {header}',
    sentence: 'The same request may be sent again once the time in the {header} header has passed.',
  },
  retrySentences: {
    'after-wait': 'The same request may be sent again after a wait that grows with each attempt.',
    'once-fixed': 'The same request fails again until its cause is removed, so an automatic retry is of no use.',
    never: 'The same request never succeeds.',
  } satisfies Record<RetryKind, string>,
  /** `label` addresses the reader of a page, `short` speaks about the actor, as a ticket does. */
  actor: {
    caller: { label: 'You', short: 'The caller', title: 'You act' },
    admin: { label: 'Your account admin', short: 'The admin of the account', title: 'Your admin acts' },
    us: { label: 'Us, the API team', short: 'The API team', title: 'We act' },
  } satisfies Record<Actor, ValueWords>,
  lifecycle: {
    live: { label: 'Returned today', short: 'live', title: 'Returned today' },
    deprecated: { label: 'Deprecated', short: 'deprecated', title: 'Deprecated' },
    removed: { label: 'No longer returned', short: 'removed', title: 'No longer returned' },
  } satisfies Record<LifecycleState, ValueWords>,
  aspects: {
    causes: 'Causes',
    checks: 'Checks for each cause',
    examples: 'Example response',
    userMessage: 'Text for users',
    samples: 'Code samples',
    reviewed: 'Review date',
  } satisfies Record<Aspect, string>,
  error: {
    about: 'What {code} means and what to do about it.',
    since: 'Since',
    deprecated: 'This code is deprecated since {since}. The API still returns it, but will stop doing so.',
    removed: 'The API no longer returns this code since {since}. You received it from an older version.',
    successor: 'Its successor is {code}.',
    onThisPage: 'On this page',
    machines: 'For machines',
    neighbours: 'Errors of the same category',
    previous: 'Previous',
    next: 'Next',
    edit: 'Edit this entry',
    report: 'Report a problem with this page',
    reportTitle: 'Error page of {code}',
  },
  /** The titles of the blocks of an error's document, by their ids. */
  blocks: {
    'what-to-do': 'What to do',
    causes: 'Causes',
    example: 'Example',
    message: 'Message',
    'handle-in-code': 'Handle it in code',
    retry: 'Retry',
    'tell-your-user': 'Tell your user',
    endpoints: 'Endpoints',
    'not-this': 'Not this?',
    support: 'For support',
    history: 'History and other names',
  },
  /** What the blocks say; all of it may hold `code`. */
  document: {
    fact: '**{label}:** {value}',
    status: 'HTTP status',
    retry: 'Retry',
    actor: 'Who acts',
    cause: 'Cause',
    check: 'How to confirm',
    fix: 'Fix',
    fixBy: '{fix} ({actor})',
    request: 'Request',
    response: 'Response',
    body: 'Response body',
    illustrates: 'The request and the values of the headers illustrate; the status and the body are this API’s own.',
    source: 'Source of the request: {source}.',
    detail: 'Detail',
    type: 'Type',
    meaning: 'Meaning',
    example: 'Example',
    variants: 'The code comes in several forms:',
    variantStatus: 'Status',
    variantTitle: 'Title',
    message: 'Message',
    placeholder: 'Placeholder',
    standsFor: 'Stands for',
    branch: 'Branch on the code, never on the message: the message may change, the code does not.',
    samplesAt: 'Code that does so: {url}',
    safe: 'Safe to show',
    code: 'Code',
    codeStatus: 'Status',
    difference: 'The difference',
    related: 'Related: {codes}',
    collect: 'Collect these, then write to {support}:',
    collectRequestId: 'the request id ({header})',
    collectBody: 'the code, and the whole response body',
    collectRequest: 'the method and path of the request, without its credentials',
    collectTime: 'the time of the request, with its time zone',
    permanent:
      'The address of this page is permanent. It is also the `type` of this error in an RFC 9457 problem document.',
    permanentLink: 'Permanent link',
    since: 'Since {since}',
    change: '{since}: {about}',
    formerly: 'Formerly {names}',
    aliases: 'Also called {names}',
    reading: 'Further reading: {link}',
    /** Parts the items of a list in a sentence. */
    comma: ', ',
  },
  /** What comments and output of the samples say; code and identifiers stay as they are. */
  samples: {
    never: 'Sending this request again never succeeds.',
    fixFirst: 'Fix the cause first: the same request fails the same way.',
    adminFirst: 'An account admin acts first; until then, the same request fails the same way.',
    admin: 'An account admin can remove the cause.',
    us: 'The cause is on the side of the API; report it with the details of the request.',
    secondsOrDate: 'seconds or a date',
    backoff: 'backoff with jitter',
    noHeader: 'no header: backoff with jitter',
    curlStated: '--retry waits as long as {header} says, else 1, 2, 4 … seconds.',
    curlBackoff: '--retry waits 1, 2, 4 … seconds.',
    stillRefused: 'Still refused after all retries.',
  },
  guides: {
    about: 'What to know once, for all errors of the API.',
    none: 'This reference has no guides yet.',
    errors: 'Errors that this guide is about',
  },
  endpoints: {
    title: 'Errors by endpoint',
    about:
      'Which codes an endpoint returns, and on which endpoints a code occurs. The documentation of an endpoint lists further codes of its own.',
    part: plural({
      one: '1 endpoint with the codes that it returns.',
      other: '{count} endpoints with the codes that each returns.',
    }),
    any: 'Any endpoint',
    anyAbout: 'common to the whole API',
    byCode: 'By code',
    byCodeAbout: 'where each one occurs',
  },
  changes: {
    about: 'Every error that was added, changed, deprecated or removed, newest first.',
    follow: 'Follow the changes as a feed',
    none: 'The registry states no dates or versions yet, so there is nothing to list.',
    /** May hold `code`. */
    use: 'Use {code}.',
    feed: '{site}: changes',
    entry: '{code} {kind}',
  },
  /** The kinds of changes. */
  changeKinds: { added: 'added', changed: 'changed', deprecated: 'deprecated', removed: 'removed' },
  coverage: {
    title: 'Coverage',
    about: 'What is known of the errors, and what is still to be written.',
    notch: 'A notch marks the share that the check demands.',
    share: '{known} of {count}',
    lacking: 'Still to be written',
    lackingAbout: 'codes that lack something',
    more: plural({ one: 'and 1 more', other: 'and {count} more' }),
  },
  missing: {
    title: 'Page not found',
    about: 'There is no page at this address.',
    heading: 'There is no page at this address',
    lead: 'Search for the error code or the message, or look through the lists.',
    unknown: '{code} is neither an error code nor a page here. If you received it from the API, {report}.',
    report: 'report the missing page',
    reportTitle: 'No page for {code}',
    errors: 'Every code, each with its page.',
    statuses: 'Which codes come with which HTTP status.',
    guides: 'What to know once, for all errors.',
  },
  /** The page at an old address. */
  moved: {
    title: '{name} has moved',
    about: '{name} has moved to {target}',
    link: 'Go to its present page',
  },
  /** What the files for programs are. */
  files: {
    '/errors.json': 'the whole registry as data',
    '/errors.schema.json': 'its JSON Schema',
    '/openapi.json': 'a response, a schema and an example of each code for OpenAPI 3.1',
    '/errors.ts': 'types and data for a TypeScript client',
    '/llms.txt': 'an index for language models: each code with its fix in a line',
    '/llms-full.txt': 'every page as Markdown, in one file',
    '/guides/': 'guides: handling errors, and more',
  },
  /** The index for language models; all of it may hold `code`. */
  index: {
    lead: 'Each code has its page as Markdown at {pattern}, and as JSON at the same address with `.json`. In an address, every byte of a code that is none of `A-Z a-z 0-9 _ . -` is written as `~XX`. The lines below say what to do about each error.',
    byCategory: 'Codes by category',
    part: plural({
      one: '{category}: 1 code, {first}',
      other: '{category}: {count} codes, {first} to {last}',
    }),
  },
  /** The figure of backoff with jitter. */
  backoff: {
    title: 'Waits of exponential backoff with full jitter',
    description:
      'Longest wait in seconds after each failure: {waits}. The waits of {clients} clients lie between zero and that.',
    caption:
      'The longest wait doubles with each failure, from {base} s up to a cap of {cap} s. Each client waits a random part of it, so that retries don’t arrive together.',
    seconds: '{number} s',
    longest: 'longest wait',
    range: 'range of the wait',
    waits: '{clients} clients’ waits',
    failures: 'failures so far',
  },
  /** The figure of the parts of a response; `{part}` and `{field}` are their names. */
  anatomy: {
    caption: 'The parts of an error response. The values are placeholders.',
    statusLine: 'Status line',
    statusLineAbout: '{part}: the kind of failure. 4xx points at the request, 5xx at the server.',
    headers: 'Headers',
    headersAbout: '{part}: what HTTP itself has to say, such as the wait in {header}. Only some errors carry it.',
    code: '{field} names the error. Programs branch on it.',
    message: '{field} explains the error to a person. Programs don’t compare it.',
    details: '{field} holds the values behind the error. Only some errors have it.',
    status: '{field} repeats the HTTP status.',
    title: '{field} is the name of the error for a person.',
    docUrl: '{field} leads to the page of the error.',
    sampleMessage: 'What went wrong.',
    sampleTitle: 'Name of the error',
    sampleName: 'name',
    sampleValue: 'value',
  },
};

type English = typeof EN;

/** Everything that the interface says, in one language. */
export interface Words extends English {}

/** The words of each language that is complete, by its tag. */
export const LANGUAGES: Readonly<Record<string, Words>> = { en: EN };
