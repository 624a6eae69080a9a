import { defineCategory, defineError } from 'error-reference';

/** Two errors to begin with: replace them by those of your API. Only the code is required; a block without data is left out. */
export const orders = defineCategory({
  name: 'orders',
  title: 'Orders',
  errors: {
    ORDER_NOT_FOUND: defineError({
      title: 'Order not found',
      status: 404,
      summary: 'No order with this id is visible to the account of the access token.',
      scenario: 'A request reads, changes or cancels an order by its id.',
      message: 'There is no order {orderId}.',
      params: { orderId: { about: 'The id that the request names.', example: 'ord_EXAMPLE' } },
      steps: [
        'Compare the id with the one that the creating request returned.',
        'Send the request again with that id.',
      ],
      causes: [
        {
          cause: 'The id was cut or changed on its way.',
          check: 'The id in the message is shorter than the one that was stored, or spelled in another way.',
          fix: 'Keep ids as they are returned, as text.',
        },
        {
          cause: 'The order belongs to another account.',
          check: 'The same request with the access token of the other account finds the order.',
          fix: 'Use the access token of the account that created the order.',
        },
      ],
      example: { request: 'GET /v1/orders/ord_EXAMPLE' },
      endpoints: ['GET /v1/orders/{id}'],
      retry: { when: 'never' },
      actor: 'caller',
      userMessage: 'This order could not be found.',
    }),
    TOO_MANY_ORDERS: defineError({
      title: 'Too many orders at once',
      status: 429,
      summary: 'The account created more orders within a minute than it may.',
      message: 'At most {limit} orders a minute are accepted.',
      params: { limit: { about: 'How many orders a minute the account may create.', example: 60 } },
      steps: ['Wait as long as `Retry-After` says.', 'Send the request again.'],
      causes: [
        {
          cause: 'A batch was sent without a pause.',
          check: 'The log of the client shows more than `limit` requests within the minute.',
          fix: 'Spread the requests over time, or send fewer at once.',
        },
      ],
      example: { request: 'POST /v1/orders', headers: { 'Retry-After': '20' } },
      headers: { 'Retry-After': { about: 'Seconds until the next order is accepted.', example: '20' } },
      endpoints: ['POST /v1/orders'],
      retry: { when: 'after-wait', header: 'Retry-After' },
      actor: 'caller',
      userMessage: 'Too many orders were sent at once. Try again in a minute.',
    }),
  },
});
