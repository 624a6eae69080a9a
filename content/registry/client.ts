import { defineCategory, defineError } from 'error-reference';

/** Errors that the request itself, its credentials or its timing brought about: HTTP's 4xx. */
export const client = defineCategory({
  name: 'client',
  title: 'Client errors',
  about: 'the request, its credentials or its timing has to change',
  errors: {
    INVALID_REQUEST: defineError({
      title: 'Bad Request',
      status: 400,
      summary:
        'The request looks wrong to the server, which does not process it: malformed syntax, invalid message framing, or deceptive routing.',
      scenario: 'A request leaves out a parameter that the endpoint requires, or its body is not well-formed JSON.',
      message: "Missing required '{parameter}' parameter.",
      params: {
        parameter: { about: 'Name of the required parameter that the request lacks.', example: 'user_id' },
      },
      findings: ['{parameter} is missing.'],
      steps: [
        'Read `message`: it names the parameter that is missing.',
        'Compare the request payload with the API documentation: every required parameter present, every value in the documented format.',
        'Send the corrected request; an unchanged one fails again.',
      ],
      causes: [
        {
          cause: 'A required parameter is absent.',
          check: '`message` names it, and the request as it was sent, not as the code meant it, does not contain it.',
          fix: 'Add the parameter, spelled exactly as the API documentation spells it.',
          when: { parameter: true },
        },
        {
          cause: 'The body is not well-formed JSON.',
          check:
            'A JSON parser rejects the exact bytes that were sent: a trailing comma, a single quote, a cut-off end.',
          fix: 'Build the body with a JSON serializer instead of joining strings.',
        },
        {
          cause: 'A parameter is there, but its value has the wrong format.',
          check: 'The body parses and lacks nothing, but a type or format differs from the API documentation.',
          fix: 'Convert the value to the documented type and format before sending.',
        },
        {
          cause:
            'The HTTP message is broken around the body: its framing (such as its length) or its routing (such as its host) contradicts itself.',
          check: 'The same body succeeds with `curl`, sent directly, without the proxy or the HTTP client in between.',
          fix: 'Leave `Host`, `Content-Length` and `Transfer-Encoding` to the HTTP client, and correct the proxy that rewrites them.',
        },
      ],
      example: { request: 'POST /api/v1/users', requestBody: {}, mark: ['code', 'message'] },
      retry: { when: 'once-fixed', note: 'The same request gets the same answer until its content changes.' },
      actor: 'caller',
      userMessage: 'Something in this request is missing or has the wrong format. Check the entries and try again.',
      aliases: [
        'bad request',
        'BadRequestError',
        'BadRequestException',
        'invalid argument',
        'invalid parameter',
        'invalid value',
        'validation error',
        'missing parameter',
        'missing field',
        'malformed request',
        'malformed JSON',
        'invalid JSON',
        'parse error',
        'JSON syntax error',
        'unexpected token',
        'required field missing',
      ],
      related: ['RESOURCE_NOT_FOUND', 'INSUFFICIENT_BALANCE'],
      docUrl: 'https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5.1',
    }),

    UNAUTHENTICATED: defineError({
      title: 'Unauthorized',
      status: 401,
      summary: 'The request needs user authentication, but its credentials are missing or not valid.',
      scenario: 'A protected endpoint is called without an API key, or with a token that is invalid or has expired.',
      message: 'Authentication credentials not provided or invalid.',
      steps: [
        'Make sure that the request headers carry an API key or an authentication token.',
        'Verify that the key or token is valid.',
        'Check the validity and the scope of the token if you use OAuth.',
        'Send the request again with valid credentials.',
      ],
      causes: [
        {
          cause: 'The request carries no credentials.',
          check:
            'The headers as they left the client hold no API key and no token; an HTTP client may drop them on a redirect.',
          fix: 'Attach the credentials where all requests are made, not call by call.',
        },
        {
          cause: 'The token has expired.',
          check: 'The same code worked before, and a newly issued token is accepted.',
          fix: 'Obtain a new token ahead of the expiry of the old one.',
        },
        {
          cause: 'The API key or token is not the one that was issued.',
          check:
            'The value that was sent differs from the issued one: cut off, in quotes, with a space or line break, or from another environment.',
          fix: 'Load the value from one place, and trim it.',
        },
        {
          cause: 'The OAuth token is current, but its scope does not cover this request.',
          check: 'The token is accepted on another endpoint, and a token with a wider scope is accepted on this one.',
          fix: 'Request a token with the scope that the endpoint needs.',
        },
      ],
      example: {
        request: 'GET /api/v1/users',
        headers: { 'WWW-Authenticate': 'Bearer' },
        mark: ['WWW-Authenticate', 'code'],
      },
      retry: {
        when: 'once-fixed',
        note: 'Credentials that were refused once are refused again; new ones may be tried at once.',
      },
      actor: 'caller',
      userMessage: 'The sign-in is missing or has expired. Sign in again to continue.',
      aliases: [
        'unauthorized',
        'UnauthorizedError',
        'AuthenticationError',
        'authentication failed',
        'authentication required',
        'not authenticated',
        'invalid credentials',
        'missing credentials',
        'invalid API key',
        'incorrect API key',
        'wrong API key',
        'API key not valid',
        'missing API key',
        'missing authorization header',
        'bearer token',
        'invalid token',
        'invalid access token',
        'token expired',
        'expired token',
        'login required',
        'not logged in',
      ],
      confusedWith: [
        {
          code: 'PERMISSION_DENIED',
          difference:
            'There the server knows who is asking, and that identity lacks the permission. Here it does not know who is asking.',
        },
      ],
      docUrl: 'https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5.2',
    }),

    PERMISSION_DENIED: defineError({
      title: 'Forbidden',
      status: 403,
      summary:
        'The server understood the request and knows who sent it, but refuses to authorize it: this identity lacks the permission.',
      scenario: 'A user with read-only permissions attempts to write, for example to update or delete a resource.',
      message: 'You do not have permission to perform this action.',
      steps: [
        'Verify which user or API key the request was made with.',
        'Check in the [account settings](site:accountSettings) whether that user or API key holds the permission for this operation.',
        'Ask the administrator of the account for the permission that is missing.',
        'Send the request again once the permission is granted.',
      ],
      causes: [
        {
          cause: 'The user or API key may read, but not write.',
          check: 'Reading the same resource with the same credentials succeeds; updating or deleting it fails.',
          fix: 'Have the write permission granted by the administrator of the account.',
        },
        {
          cause: 'The request was made with another user or API key than intended.',
          check:
            'The credentials that were sent belong to a different user, account or environment than the one meant.',
          fix: 'Configure the credentials that hold the permission.',
          audience: 'caller',
        },
        {
          cause: 'The refusal has nothing to do with the credentials, which HTTP allows.',
          check: 'A user who holds the permission gets the same answer to the same request.',
          fix: 'Report the request to support, as [Contacting support](/guides/contacting-support/) describes.',
          audience: 'caller',
        },
      ],
      example: {
        request: 'DELETE /api/v1/users/example-id',
        requestHeaders: { Authorization: 'Bearer EXAMPLE-READ-ONLY-TOKEN' },
        mark: ['code'],
      },
      retry: { when: 'once-fixed', note: 'The same credentials get the same answer until the permission is granted.' },
      actor: 'admin',
      userMessage:
        'This account does not have permission for this action. An administrator of the account can grant it.',
      aliases: [
        'forbidden',
        'ForbiddenError',
        'access denied',
        'AccessDeniedException',
        'not authorized',
        'not allowed',
        'not permitted',
        'no permission',
        'missing permission',
        'missing role',
        'insufficient permissions',
        'does not have permission',
        'do not have access',
        'missing scope',
        'insufficient scope',
        'OAuth scope',
        'read-only',
      ],
      confusedWith: [
        {
          code: 'UNAUTHENTICATED',
          difference:
            'There the server does not know who is asking, and new credentials help. Here it knows, and only a permission helps.',
        },
        {
          code: 'RESOURCE_NOT_FOUND',
          difference:
            'There the server admits to no such resource; HTTP lets it answer so to hide one that is forbidden. Here it openly refuses the action.',
        },
      ],
      related: ['INSUFFICIENT_BALANCE'],
      docUrl: 'https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5.4',
    }),

    RESOURCE_NOT_FOUND: defineError({
      title: 'Not Found',
      status: 404,
      summary: 'The server found nothing at this URL: either the URL is incorrect, or the resource does not exist.',
      scenario: 'A request goes to an endpoint that does not exist, or refers to a resource ID that does not exist.',
      message: 'The requested resource could not be found.',
      steps: [
        'Check the URL as it was sent for typos: host, version, path, and every ID in it.',
        'Confirm that the resource exists and is accessible via the API.',
        'Correct the URL or the ID, then send the request again.',
      ],
      causes: [
        {
          cause: 'The URL names an endpoint that does not exist.',
          check:
            'The path fails with every ID, also with one that is known to exist, and the API documentation lists no such path.',
          fix: 'Take the path from the API documentation, and join base URL and path in one place.',
        },
        {
          cause: 'The resource ID does not exist.',
          check: 'The same path succeeds with an ID that is known to exist.',
          fix: 'Look the ID up again where it came from; drop it from caches and queues.',
        },
        {
          cause:
            'The resource exists, but is not accessible with these credentials; HTTP lets a server hide it behind a 404.',
          check: 'The same URL succeeds with the credentials of another user.',
          fix: 'Use credentials that have access, or have access granted, as [Authentication and permissions](/guides/authentication-and-permissions/) describes.',
        },
      ],
      example: { request: 'GET /api/v1/users/example-id', mark: ['code'] },
      retry: { when: 'once-fixed', note: 'The same URL gets the same answer until the resource exists.' },
      actor: 'caller',
      userMessage: 'This item could not be found. It may have been removed, or the link to it is incorrect.',
      aliases: [
        'not found',
        'NotFoundError',
        'NotFoundException',
        'no such resource',
        'does not exist',
        'unknown ID',
        'unknown endpoint',
        'no such endpoint',
        'wrong URL',
        'wrong ID',
      ],
      confusedWith: [
        {
          code: 'PERMISSION_DENIED',
          difference:
            'There the server openly refuses the action. Here it admits to no such resource, which may also be its way to hide one that is forbidden.',
        },
      ],
      related: ['INVALID_REQUEST'],
      docUrl: 'https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5.5',
    }),

    RATE_LIMIT_EXCEEDED: defineError({
      title: 'Too Many Requests',
      status: 429,
      summary: 'More requests came within a given amount of time than this caller is allowed (“rate limiting”).',
      scenario: 'A client makes more API calls within the time window than its rate limit allows.',
      message: 'You have exceeded your allowed request rate. Please try again later.',
      steps: [
        'Read the `Retry-After` header and wait at least that long.',
        'Send the request again, with a longer, randomized wait after each further failure: [Rate limits and retries](/guides/rate-limits/) shows how.',
        'Lower the rate of requests if the error comes back: [Stay below the limit](/errors/RATE_LIMIT_EXCEEDED/#stay-below-the-limit) tells how.',
      ],
      causes: [
        {
          cause: 'A burst: many requests start at the same moment.',
          check:
            'Counted per minute the rate is low, but the errors cluster, at the full hour or at the start of a job.',
          fix: 'Put the requests through a queue that releases them evenly.',
        },
        {
          cause: 'Failed requests are repeated at once.',
          check: 'The log shows the same request again, sooner than `Retry-After` allowed.',
          fix: 'Wait for `Retry-After`, or back off exponentially with jitter where it is absent.',
        },
        {
          cause: 'Several processes share one allowance: each stays below the limit, their sum does not.',
          check: 'With the other processes stopped, the error no longer occurs.',
          fix: 'Share one limiter among them.',
        },
        {
          cause: 'The steady load is higher than the allowed rate.',
          check: 'A single process that sends evenly and never repeats a request still meets the error.',
          fix: 'Cache answers and leave out calls that bring nothing new.',
        },
      ],
      example: {
        request: 'GET /api/v1/users',
        headers: { 'Retry-After': '30' },
        mark: ['code', 'Retry-After'],
      },
      retry: {
        when: 'after-wait',
        header: 'Retry-After',
        note: 'The header states seconds or a date. Where it is absent, exponential backoff with jitter takes its place.',
      },
      actor: 'caller',
      userMessage: 'There were too many requests in a short time. Wait a moment, then try again.',
      aliases: [
        'too many requests',
        'TooManyRequestsError',
        'TooManyRequestsException',
        'RateLimitError',
        'rate limiting',
        'rate limited',
        'throttled',
        'throttling',
        'ThrottlingException',
        'quota exceeded',
        'slow down',
        'backoff',
        'too fast',
        'Retry-After',
      ],
      confusedWith: [
        {
          code: 'SERVICE_UNAVAILABLE',
          difference:
            'There the server has too much to do or is in maintenance, whoever asks. Here this caller sent too much, and sending less helps.',
        },
      ],
      related: ['INTERNAL_SERVER_ERROR'],
      docUrl: 'https://www.rfc-editor.org/rfc/rfc6585.html#section-4',
    }),
  },
});
