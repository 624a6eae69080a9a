import { defineCategory, defineError } from 'error-reference';

/** Errors on the API's side: HTTP's 5xx. */
export const server = defineCategory({
  name: 'server',
  title: 'Server errors',
  about: 'the request may be fine, but the API could not handle it',
  errors: {
    INTERNAL_SERVER_ERROR: defineError({
      title: 'Internal Server Error',
      status: 500,
      summary:
        'The server met an unexpected condition and could not complete the request; no more specific error fits.',
      scenario: 'A bug or an overload on the server makes the request fail unexpectedly.',
      message: 'An unexpected error occurred. Please try again later or contact support if the problem persists.',
      steps: [
        'Wait a short while; the cause is on our end.',
        'Send the request again if [repeating it is safe](/guides/rate-limits/#which-requests-may-be-repeated).',
        'Contact [support](site:support) with the details of the request if the error persists: [what to send](/guides/contacting-support/).',
      ],
      causes: [
        {
          cause: 'A bug in the API that this request runs into.',
          check: 'This request fails each time, while others succeed.',
          fix: 'Send the details of the request to support, as [Contacting support](/guides/contacting-support/) describes; more attempts don’t help.',
        },
        {
          cause: 'An overload of the server.',
          check: 'Different requests fail, and the same request succeeds after a wait.',
          fix: 'Repeat with growing, randomized waits, so that the retries don’t add to the load.',
          audience: 'caller',
        },
      ],
      example: { request: 'GET /api/v1/users', mark: ['code'] },
      retry: {
        when: 'after-wait',
        note: 'After a short while, with exponential backoff. HTTP advises against repeating a request such as POST automatically unless it is known to be idempotent (RFC 9110, section 9.2.2): the first one may have taken effect.',
      },
      actor: 'us',
      userMessage:
        'Something went wrong on our side. Try again in a few minutes, and contact support if it keeps happening.',
      aliases: [
        'ServerError',
        'InternalError',
        'InternalException',
        'unexpected error',
        'unknown error',
        'unhandled exception',
        'something went wrong',
        'server crash',
      ],
      confusedWith: [
        {
          code: 'SERVICE_UNAVAILABLE',
          difference:
            'There the server is not ready for now, and waiting is expected to help. Here something unexpected failed, which may fail again.',
        },
      ],
      related: ['RATE_LIMIT_EXCEEDED'],
      docUrl: 'https://www.rfc-editor.org/rfc/rfc9110.html#section-15.6.1',
    }),

    SERVICE_UNAVAILABLE: defineError({
      title: 'Service Unavailable',
      status: 503,
      summary: 'The server is not ready to handle the request: it is overloaded for a while or in maintenance.',
      scenario: 'A request reaches the API while it is down for maintenance or under high load.',
      message: 'The service is temporarily unavailable. Please try again later.',
      steps: [
        'Wait for as long as `Retry-After` says, or else a short while: the service should be back soon.',
        'Send the request again, with a longer, randomized wait after each further failure: [Rate limits and retries](/guides/rate-limits/) shows how.',
        'Check the [status page](site:statusPage) for updates if it lasts.',
      ],
      causes: [
        {
          cause: 'Maintenance.',
          check: 'Every request fails, and the [status page](site:statusPage) tells of maintenance.',
          fix: 'Nothing: it passes by itself. Jobs that can wait may pause until it is over.',
        },
        {
          cause: 'A temporary overload.',
          check: 'Some requests succeed while others fail, and the status page tells of no maintenance.',
          fix: 'Repeat with growing, randomized waits, so that the retries don’t add to the load.',
          audience: 'caller',
        },
      ],
      example: {
        request: 'GET /api/v1/users',
        headers: { 'Retry-After': '120' },
        mark: ['code', 'Retry-After'],
      },
      retry: {
        when: 'after-wait',
        header: 'Retry-After',
        note: 'RFC 9110 says that a server may send Retry-After with a 503. Where it is absent, exponential backoff with jitter takes its place.',
      },
      actor: 'us',
      userMessage: 'The service is unavailable for a short time. Try again in a few minutes.',
      aliases: [
        'unavailable',
        'UnavailableError',
        'ServiceUnavailableException',
        'maintenance',
        'down for maintenance',
        'overloaded',
        'overload',
        'server busy',
        'temporarily unavailable',
        'service down',
        'outage',
        'downtime',
      ],
      confusedWith: [
        {
          code: 'INTERNAL_SERVER_ERROR',
          difference:
            'There something unexpected failed, which may fail again. Here the server is not ready for now, and waiting is expected to help.',
        },
        {
          code: 'RATE_LIMIT_EXCEEDED',
          difference:
            'There this caller sent too much, and sending less helps. Here the server has too much to do or is in maintenance, whoever asks.',
        },
      ],
      docUrl: 'https://www.rfc-editor.org/rfc/rfc9110.html#section-15.6.4',
    }),
  },
});
