import { createServer } from 'node:http';
import { respond, type Answer } from 'error-reference/respond';
import { registry } from '../../content/registry/index.ts';
import { site } from '../../content/site.ts';

const errors = { ...registry, site };

/** A shop that lacks a parameter at `/users`, money at `/orders`, and the value of its own answer elsewhere. */
export const server = createServer((request, response) => {
  try {
    const { status, headers, body } = answer(request.url);
    response.writeHead(status, headers).end(body);
  } catch (error) {
    console.error(error);
    response.writeHead(500).end();
  }
});

function answer(url: string | undefined): Answer {
  if (url === '/users') return respond(errors, 'INVALID_REQUEST', { parameter: 'user_id' });
  if (url !== '/orders') return respond(errors, 'INVALID_REQUEST', unchecked);
  const values = { details: { required: '100.00', available: '50.50' } };
  return respond(errors, 'INSUFFICIENT_BALANCE', values, { status: 402 });
}

/** What the compiler can't check has to be checked by `respond`. */
const unchecked = JSON.parse('{}') as { parameter: string };
