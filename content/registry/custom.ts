import { defineCategory, defineError } from 'error-reference';

/** Errors of the API's own logic, more specific than any HTTP status. */
export const custom = defineCategory({
  name: 'custom',
  title: 'Custom errors',
  about: 'more specific than an HTTP status; only the code in the body tells them',
  errors: {
    INSUFFICIENT_BALANCE: defineError({
      title: 'Insufficient Balance',
      summary:
        'The account balance does not cover the transaction; the details tell the required and the available amount.',
      scenario: 'A request starts a transaction that needs 100.00 while the account holds 50.50.',
      message: 'Your account balance is insufficient to complete this transaction.',
      steps: [
        'Compare `required` with `available` in `details`: the difference is what the account lacks.',
        'Raise the balance by at least that difference, or make a transaction that needs less.',
        'Send the request again.',
      ],
      causes: [
        {
          cause: 'The balance was too low from the start.',
          check: '`required` is the amount that you expected, and nothing else drew on the balance in the meantime.',
          fix: 'Raise the balance; [support](site:support) helps where you don’t know how.',
        },
        {
          cause: 'The transaction needs more than intended.',
          check: '`required` is higher than the amount that you expected.',
          fix: 'Correct the request; the documentation of the endpoint tells what it takes.',
        },
        {
          cause: 'Other transactions used the balance up first.',
          check:
            '`required` is as expected, and `available` is lower than the balance known before other requests ran.',
          fix: 'Run transactions on one balance one after the other.',
        },
      ],
      details: {
        fields: {
          required: { type: 'string', about: 'The amount that the transaction needs, as a decimal number.' },
          available: { type: 'string', about: 'The amount that the account holds, as a decimal number.' },
        },
        example: { required: '100.00', available: '50.50' },
      },
      findings: ['{required - available} short: {required} needed, {available} there.'],
      example: {
        request: 'POST /api/v1/users',
        mark: ['code', 'required', 'available'],
        source: 'the API’s guide to its error codes',
      },
      retry: { when: 'once-fixed', note: 'The same request gets the same answer until the balance covers it.' },
      actor: 'caller',
      userMessage: 'The account balance does not cover this transaction. Add funds, then try again.',
      endpoints: ['POST /api/v1/users'],
      aliases: [
        'payment required',
        'PaymentRequiredError',
        'insufficient funds',
        'InsufficientFundsError',
        'not enough balance',
        'not enough money',
        'balance too low',
        'low balance',
        'no credit',
        'out of credits',
        'top up',
        'add funds',
      ],
      related: ['PERMISSION_DENIED', 'INVALID_REQUEST'],
    }),
  },
});
