import { createServer } from 'node:http';
import { respond } from 'error-reference/respond';
import { registry } from '../../content/registry/index.ts';
import { site } from '../../content/site.ts';

const errors = { ...registry, site };

/** A shop that lacks a parameter at `/users`, and money at `/orders`. */
export const server = createServer((request, response) => {
  const answer =
    request.url === '/users'
      ? respond(errors, 'INVALID_REQUEST', { parameter: 'user_id' })
      : respond(
          errors,
          'INSUFFICIENT_BALANCE',
          { details: { required: '100.00', available: '50.50' } },
          { status: 402 },
        );
  response.writeHead(answer.status, answer.headers).end(answer.body);
});
