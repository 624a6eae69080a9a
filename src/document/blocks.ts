/** The heading blocks of an error page: stable fragment ids and their titles, in the order of the page. */
export const BLOCKS = {
  'what-to-do': 'What to do',
  causes: 'Causes',
  example: 'Example',
  message: 'Message',
  'handle-in-code': 'Handle it in code',
  retry: 'Retry',
  'tell-your-user': 'Tell your user',
  endpoints: 'Endpoints',
  'not-this': 'Not this?',
  support: 'For support',
  history: 'History and other names',
} as const;

/** A fragment id of an error page. */
export type BlockId = keyof typeof BLOCKS;
