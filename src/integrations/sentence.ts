import { Mistake } from '../core/mistake.ts';

/** A mistake in the settings of a site. Astro prints the stack of what it is told, and the author wants the sentence. */
export function sentence(text: string): Mistake {
  const mistake = new Mistake(text);
  mistake.stack = '';
  return mistake;
}
