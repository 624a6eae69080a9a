import { respond } from 'error-reference/respond';
import express from 'express';
import { registry } from '../../content/registry/index.ts';
import { site } from '../../content/site.ts';

const errors = { ...registry, site };

/** A shop that lacks a parameter at `/users`, money at `/orders`, and the value of its own answer at `/broken`. */
export const app = express();

app.get('/users', (_, response) => {
  const { status, headers, body } = respond(errors, 'INVALID_REQUEST', { parameter: 'user_id' });
  response.status(status).set(headers).send(body);
});

app.get('/orders', (_, response) => {
  const values = { details: { required: '100.00', available: '50.50' } };
  const { status, headers, body } = respond(errors, 'INSUFFICIENT_BALANCE', values, { status: 402 });
  response.status(status).set(headers).send(body);
});

/** What the compiler can't check has to be checked by `respond`. */
const unchecked = JSON.parse('{}') as { parameter: string };

app.get('/broken', (_, response) => {
  const { status, headers, body } = respond(errors, 'INVALID_REQUEST', unchecked);
  response.status(status).set(headers).send(body);
});
