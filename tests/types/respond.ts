/** What `respond` asks for by type, and every mistake that the compiler should catch in a call of it. */
import { defineCategory, defineError, defineRegistry, defineSite } from 'error-reference';
import { respond, type AnswerValues } from 'error-reference/respond';
import json from '../fixtures/registry.json' with { type: 'json' };

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const holds = <Claim extends true>(claim?: Claim): void => void claim;

const about = 'what it is';
const params = { name: { about, example: 'id' } };
const registry = defineRegistry(
  defineCategory({
    name: 'declared',
    title: 'Declared',
    errors: {
      BARE: defineError({ status: 404 }),
      NAMED: defineError({ message: 'Missing {name}.', params, related: ['BARE'] }),
      DETAILED: defineError({
        message: 'No.',
        details: {
          fields: {
            text: { type: 'string', about },
            whole: { type: 'integer', about },
            flag: { type: 'boolean', about },
            day: { type: 'date', about },
          },
          example: { text: 'a', whole: 1, flag: true, day: '2026-01-01' },
        },
      }),
    },
  }),
  defineCategory({
    name: 'plain',
    title: 'Plain',
    errors: {
      BOTH: {
        message: 'Missing {name}.',
        params,
        details: { fields: { list: { type: 'array', about } }, example: { list: [] } },
      },
      FORMS: {
        variants: [
          { status: 404, message: 'No {name} in {place}.' },
          { status: 409, message: 'Two of {name}.' },
        ],
      },
    },
  }),
);
const site = defineSite({
  name: 'Made up',
  description: 'Made-up errors.',
  url: 'https://errors.example.com',
  apiUrl: 'https://api.example.com',
  lang: 'en',
  dir: 'ltr',
  support: { label: 'Support', href: 'https://support.example.com' },
  placeholders: { request_id: { about } },
});
const errors = { ...registry, site };
type Errors = typeof errors;
type Value = string | number | boolean;

holds<Equal<keyof AnswerValues<Errors, 'BARE'>, 'request_id'>>();
holds<Equal<keyof AnswerValues<Errors, 'NAMED'>, 'name' | 'request_id'>>();
holds<Equal<AnswerValues<Errors, 'BOTH'>['name'], Value>>();
holds<Equal<AnswerValues<Errors, 'DETAILED'>['details']['whole'], number>>();
holds<Equal<Pick<AnswerValues<Errors, 'FORMS'>, 'name' | 'place'>, { readonly name: Value; readonly place?: Value }>>();

respond(errors, 'BARE');
respond(errors, 'BARE', {}, { status: 410, problem: true });
respond(errors, 'NAMED', { name: 'id', request_id: 'req_1' });
respond(errors, 'DETAILED', { details: { text: 'a', whole: 1, flag: true, day: '2026-01-01' } });
respond(errors, 'BOTH', { name: true, details: { list: [1, 'a'] } });
respond(errors, 'FORMS', { name: 'id' }, { status: 409 });
respond(errors, Math.random() < 1 ? 'BARE' : 'NAMED', { name: 1 });
respond({ ...json, site }, 'ANY', { any: 1 });

// @ts-expect-error no values where a placeholder needs one
respond(errors, 'NAMED');
// @ts-expect-error a placeholder without its value
respond(errors, 'NAMED', {});
// @ts-expect-error a placeholder without its value in a plain entry
respond(errors, 'BOTH', { details: { list: [] } });
// @ts-expect-error a value that nobody asks for
respond(errors, 'NAMED', { name: 'id', other: 1 });
// @ts-expect-error a value where there is no placeholder
respond(errors, 'BARE', { name: 'id' });
// @ts-expect-error a value that no text shows
respond(errors, 'NAMED', { name: null });
// @ts-expect-error no details
respond(errors, 'BOTH', { name: 'id' });
// @ts-expect-error a field of the details without its value
respond(errors, 'DETAILED', { details: { text: 'a', whole: 1, flag: true } });
// @ts-expect-error a field of the details that nobody asks for
respond(errors, 'BOTH', { name: 'id', details: { list: [], other: 1 } });
// @ts-expect-error a text where the details have a number
respond(errors, 'DETAILED', { details: { text: 'a', whole: '1', flag: true, day: null } });
// @ts-expect-error a placeholder that all forms have
respond(errors, 'FORMS', { place: 'here' });
// @ts-expect-error a code that the registry doesn't declare
respond(errors, 'OTHER');
// @ts-expect-error a code that may need what is missing
respond(errors, Math.random() < 1 ? 'BARE' : 'NAMED');
// @ts-expect-error an option that there isn't
respond(errors, 'BARE', {}, { stauts: 404 });
// @ts-expect-error a registry that doesn't know its site
respond(registry, 'BARE');
