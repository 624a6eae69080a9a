import type { Content } from '../content/load.ts';
import { wordsOf } from '../core/say.ts';
import { baseOf, errorDataPath, errorTextPath, proseOf } from '../core/url.ts';
import { digestOf } from '../document/digest.ts';
import { documentKey } from '../document/page-key.ts';
import { tellErrors } from '../document/told-errors.ts';
import { startDocuments, type Documents } from './documents.ts';
import type { DocumentJob } from './make-document.ts';
import type { Output } from './output.ts';

/** Begins to make the documents that are not as in the last site. */
export function makeChanged({ registry, site, prose }: Content, output: Output, siteKey: string): Documents {
  const errors = tellErrors(registry);
  const jobs = registry.errors.flatMap((error): readonly DocumentJob[] => {
    const own = proseOf(prose, error.code);
    const source = digestOf(siteKey, documentKey(error, { errors, prose: own }));
    const isKept = output.keep([errorTextPath(error.code), errorDataPath(error.code)], source);
    return isKept ? [] : [{ error, prose: own, source }];
  });
  return startDocuments(jobs, { site, words: wordsOf(site), base: baseOf(site.url), errors }, output);
}
