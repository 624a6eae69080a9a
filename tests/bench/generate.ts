import type { ErrorEntry, RegisteredError, Registry } from '../../src/core/define.ts';

const RESOURCES = (
  'account address agreement alarm album archive audit backup badge balance banner basket batch bill booking branch ' +
  'budget bundle calendar campaign card cart channel charge claim client cluster comment contact contract coupon course ' +
  'customer dataset deposit device discount document domain draft event export feed file filter flag folder form gateway ' +
  'goal grant group image import inbox invite invoice item job key label lease ledger letter license limit link list ' +
  'listing lock log mandate map match meter metric mirror model monitor note notice offer option order package page parcel ' +
  'partner payment payout permit plan policy pool portal price product profile project quote rate receipt record refund ' +
  'region release report request reservation role route rule sample schedule schema score script seat secret segment ' +
  'sensor session share shift signal site slot snapshot source space stock stream table tag task tax team template tenant ' +
  'terminal theme ticket token topic trace track transfer trial unit upload user vault vendor vote wallet webhook window'
).split(' ');
const QUALIFIERS = 'bulk default external hidden legacy linked local nested pending primary public shared'.split(' ');

interface Condition {
  readonly name: string;
  readonly status: number;
  readonly title: string;
  readonly why: string;
  readonly step: string;
  readonly waits?: boolean;
}

const CONDITIONS: readonly Condition[] = [
  {
    name: 'NOT_FOUND',
    status: 404,
    title: 'was not found',
    why: 'its id is unknown in this account',
    step: 'Compare the id with the list of the account.',
  },
  {
    name: 'INVALID',
    status: 400,
    title: 'is not valid',
    why: 'a field breaks a documented rule',
    step: 'Correct the field that `details` names.',
  },
  {
    name: 'CONFLICT',
    status: 409,
    title: 'was changed meanwhile',
    why: 'another request was first',
    step: 'Read its current state and decide anew.',
  },
  {
    name: 'FORBIDDEN',
    status: 403,
    title: 'is out of reach',
    why: 'the key lacks a scope',
    step: 'Ask an admin for a key with the scope.',
  },
  { name: 'EXPIRED', status: 410, title: 'has expired', why: 'its time has passed', step: 'Create a new one.' },
  {
    name: 'LIMITED',
    status: 429,
    title: 'was asked for too often',
    why: 'the window is used up',
    step: 'Wait as long as `Retry-After` says.',
    waits: true,
  },
  {
    name: 'UNAVAILABLE',
    status: 503,
    title: 'is unavailable',
    why: 'the service behind it does not answer',
    step: 'Wait, then send the same request again.',
    waits: true,
  },
];
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** How many codes the generator can make. */
export const MOST_CODES = RESOURCES.length * (QUALIFIERS.length + 1) * CONDITIONS.length;

/** The first `count` errors of a made-up API, the same on every machine; a category a resource. */
export function generateRegistry(count: number): Registry {
  if (count > MOST_CODES) throw new Error(`The generator makes ${MOST_CODES} codes at most.`);
  const errors = Array.from({ length: count }, (_, index) => generateError(index));
  const names = new Set(errors.map(({ category }) => category));
  return { categories: [...names].map((name) => ({ name, title: capitalize(name) })), errors };
}

const capitalize = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

function at<Item>(items: readonly Item[], index: number): Item {
  const item = items[index % items.length];
  if (item === undefined) throw new Error('The list is empty.');
  return item;
}

function generateError(index: number): RegisteredError {
  const condition = at(CONDITIONS, index);
  const row = Math.floor(index / CONDITIONS.length);
  const resource = at(RESOURCES, row);
  const round = Math.floor(row / RESOURCES.length);
  const qualifier = round === 0 ? '' : at(QUALIFIERS, round - 1);
  const name = [qualifier, resource].filter(Boolean).join(' ');
  return {
    code: `${name.replaceAll(' ', '_').toUpperCase()}_${condition.name}`,
    category: resource,
    ...generateEntry(name, `/v1/${resource}s`, condition, index),
  };
}

const FIELDS = ['amount', 'owner', 'currency', 'country', 'reference', 'expires_at', 'plan', 'quantity'];
const CURRENCIES = ['eur', 'usd', 'jpy', 'brl', 'inr'];

function composeSample(name: string, id: string, status: number): string {
  const [method, type] = [name.replaceAll(/ (\w)/g, (_, letter: string) => letter.toUpperCase()), capitalize(name)];
  return [
    'try {',
    `  await client.${method}.update('${id}', { timeout: ${1_000 + status} });`,
    '} catch (error: unknown) {',
    `  if (error instanceof ApiError && error.status === ${status}) {`,
    `    logger.warn({ id: '${id}', status: ${status} }, error.message);`,
    `    return show${type.replaceAll(' ', '')}Error(error, '${id}');`,
    '  }',
    '  throw error;',
    '}',
  ].join('\n');
}

function generateEntry(
  name: string,
  path: string,
  { status, title, why, step, waits }: Condition,
  index: number,
): ErrorEntry {
  // As in an API's own reference, hardly a line of a request, a body or a sample is that of another entry.
  const id = `${name.slice(0, 3)}_${(index * 7919 + 104729).toString(36)}`;
  const method = at(METHODS, index * 3 + (index >> 3));
  const request = `${method} ${path}/${id}`;
  const amount = 1_000 + ((index * 6_151) % 90_000);
  const hasBody = method === 'POST' || method === 'PUT' || method === 'PATCH';
  return {
    title: `${capitalize(name)} ${title}`,
    status,
    summary: `The request names the ${name} ${id}, and ${why}. Nothing was changed, and the other parts of the request were not looked at.`,
    scenario: `A worker sends ${request} for the third time today, while a colleague in another team works on the same ${name}.`,
    message: `The ${name} {id} ${title}: ${why}.`,
    params: { id: { about: `The id of the ${name}, as in the path.`, example: id } },
    steps: [
      step,
      `Send ${request} again with the corrected ${name}.`,
      'Write down the request id before you ask for help.',
    ],
    causes: [
      {
        cause: `The ${name} is not what the caller takes it for.`,
        check: `\`GET ${path}\` lists another state of ${id}.`,
        fix: step,
      },
      {
        cause: 'The key belongs to another environment.',
        check: 'The key starts with another prefix than the id.',
        fix: 'Use the key of that environment.',
      },
    ],
    details: {
      fields: {
        resource: { type: 'string', about: `The ${name} that was asked for.` },
        attempt: { type: 'integer', about: 'How many times the request came.' },
        field: { type: 'string', about: `The field of the ${name} that decides.` },
        received: { type: 'string', about: 'What the field held.' },
      },
      example: {
        resource: id,
        attempt: (index % 5) + 1,
        field: `${name.replaceAll(' ', '_')}.${at(FIELDS, index)}`,
        received: String(amount),
      },
    },
    example: {
      request,
      requestHeaders: { Authorization: 'Bearer test_key_example', 'Idempotency-Key': `${id}-${amount}` },
      ...(hasBody && { requestBody: { [at(FIELDS, index)]: id, amount, currency: at(CURRENCIES, index) } }),
      headers: { 'Content-Type': 'application/json', ...(waits ? { 'Retry-After': String(10 + (index % 50)) } : {}) },
    },
    samples: { ts: composeSample(name, id, status) },
    ...(index % 3 === 0 && {
      examples: [
        { title: 'Log line', lang: 'json', body: JSON.stringify({ level: 'warn', id, amount, path }, null, 2) },
      ],
    }),
    retry: waits ? { when: 'after-wait', header: 'Retry-After' } : { when: 'once-fixed' },
    actor: status >= 500 ? 'us' : status === 403 ? 'admin' : 'caller',
    userMessage: `The ${name} could not be used. Try again later.`,
    endpoints: [`${request.split(' ')[0] ?? ''} ${path}/{id}`],
  };
}
