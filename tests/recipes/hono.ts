import { respond } from 'error-reference/respond';
import { Hono } from 'hono';
import { registry } from '../../content/registry/index.ts';
import { site } from '../../content/site.ts';

const errors = { ...registry, site };

/** A shop that lacks a parameter at `/users`, money at `/orders`, and the value of its own answer at `/broken`. */
export const app = new Hono();

app.get('/users', () => {
  const { body, ...init } = respond(errors, 'INVALID_REQUEST', { parameter: 'user_id' });
  return new Response(body, init);
});

app.get('/orders', () => {
  const values = { details: { required: '100.00', available: '50.50' } };
  const { body, ...init } = respond(errors, 'INSUFFICIENT_BALANCE', values, { status: 402 });
  return new Response(body, init);
});

/** What the compiler can't check has to be checked by `respond`. */
const unchecked = JSON.parse('{}') as { parameter: string };

app.get('/broken', () => {
  const { body, ...init } = respond(errors, 'INVALID_REQUEST', unchecked);
  return new Response(body, init);
});
