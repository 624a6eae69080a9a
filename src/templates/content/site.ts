import { defineSite } from 'error-reference';

/** What the reference says about itself and the API that it describes. */
export const site = defineSite({
  name: 'API errors',
  description: 'Every error code of the API: what it means, what causes it, and what to do about it.',
  // Where the site will stand; its path is the base of all addresses.
  url: 'https://errors.example.com',
  // Where the API stands, for the requests of the examples.
  apiUrl: 'https://api.example.com',
  lang: 'en',
  dir: 'ltr',
  support: { label: 'Contact support', href: 'https://support.example.com' },
  // The body of an error response, as your API sends it.
  envelope: { error: { code: '{code}', message: '{message}', details: '{details}' } },
});
