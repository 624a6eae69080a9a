/** The languages of code samples: the id, which is also the language of the code block, and the name on its tab. */
export const SAMPLE_LANGUAGES = {
  sh: 'curl',
  ts: 'TypeScript',
  python: 'Python',
  go: 'Go',
  java: 'Java',
  csharp: 'C#',
  ruby: 'Ruby',
  php: 'PHP',
} as const;

/** A key of {@link SAMPLE_LANGUAGES}. */
export type SampleLanguage = keyof typeof SAMPLE_LANGUAGES;

/** The languages of a site that chooses none. */
export const DEFAULT_SAMPLES: readonly SampleLanguage[] = ['sh', 'ts', 'python', 'go', 'java'];

/** The known ids as a list for messages: `sh, ts, python`. */
export const SAMPLE_IDS = Object.keys(SAMPLE_LANGUAGES).join(', ');
