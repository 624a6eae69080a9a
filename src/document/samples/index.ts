import type { LanguageRegistration } from 'shiki/core';
import type { RegisteredError } from '../../core/define.ts';
import { DEFAULT_SAMPLES, SAMPLE_LANGUAGES, type SampleLanguage } from '../../core/samples.ts';
import { identityOf } from '../../core/identity.ts';
import type { Site } from '../../core/site.ts';
import type { Words } from '../../core/words.ts';
import { factsOf, type Language } from './facts.ts';
import { csharp } from './languages/csharp.ts';
import { go } from './languages/go.ts';
import { java } from './languages/java.ts';
import { php } from './languages/php.ts';
import { python } from './languages/python.ts';
import { ruby } from './languages/ruby.ts';
import { sh } from './languages/sh.ts';
import { ts } from './languages/ts.ts';

export { requestOf } from './request.ts';

/** A code sample that handles one error. */
export interface Sample {
  readonly title: string;
  /** The language of the code block. */
  readonly lang: SampleLanguage;
  readonly code: string;
}

const ids = Object.keys(SAMPLE_LANGUAGES) as SampleLanguage[];

const languages: Readonly<Record<SampleLanguage, Language>> = { sh, ts, python, go, java, csharp, ruby, php };

/**
 * What colours the samples: each language's own grammar, which is the last of its list. Those that it embeds stay out:
 * PHP's would read a quoted word such as `DELETE` as SQL.
 */
export const SAMPLE_GRAMMARS: readonly LanguageRegistration[] = ids.flatMap((id) =>
  languages[id].grammar.slice(-1).map((grammar) => ({ ...grammar, embeddedLangs: [] })),
);

/**
 * The samples of an error in the languages of the site: an author's own, else one that branches on what tells the error
 * and waits where a wait helps. Where nobody states what a program could branch on, only those of an author are left.
 */
export function composeSamples(error: RegisteredError, site: Site, words: Words['samples']): readonly Sample[] {
  const told = identityOf(error, site);
  const facts = told && factsOf(error, told, words);
  return chosenLanguages(site).flatMap((lang) => {
    const code = error.samples?.[lang] ?? (facts && languages[lang].write(facts));
    return code === undefined ? [] : [{ title: SAMPLE_LANGUAGES[lang], lang, code }];
  });
}

/** The languages in which an error has a sample, in the order of the site. */
export function sampleLanguages(error: RegisteredError, site: Site): readonly SampleLanguage[] {
  const isTold = identityOf(error, site) !== undefined;
  return chosenLanguages(site).filter((lang) => isTold || error.samples?.[lang] !== undefined);
}

const chosenLanguages = ({ samples = DEFAULT_SAMPLES }: Site): readonly SampleLanguage[] => samples;
