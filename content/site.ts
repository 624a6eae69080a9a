import { defineSite } from 'error-reference';

/** What the reference says about itself and the API that it describes. */
export const site = defineSite({
  name: 'API errors',
  description: 'Every error code of the API: what it means, what causes it, and what to do about it.',
  url: 'https://errors.example.com',
  apiUrl: 'https://api.example.com',
  lang: 'en',
  dir: 'ltr',
  logo: '!',
  support: { label: 'Contact support', href: 'https://support.example.com' },
  statusPage: { label: 'Status page', href: 'https://status.example.com' },
  accountSettings: { label: 'Account settings', href: 'https://account.example.com/settings' },
  coverage: { causes: 100, checks: 100, examples: 100, userMessage: 100 },
  problemDocuments: true,
  envelope: { error: { code: '{code}', message: '{message}', details: '{details}' } },
});
