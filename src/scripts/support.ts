import { SUPPORT_TEXTS, type RichText, type SupportFacts, type SupportTextName } from '../core/support-texts.ts';
import { ACTORS, type Actor } from '../core/vocabulary.ts';

/** A text of the support desk for the error page that is open, with the values that a paste put into it. */
export function textOfPage(name: string): RichText {
  if (!Object.hasOwn(SUPPORT_TEXTS, name)) throw new Error(`There is no support text "${name}".`);
  return SUPPORT_TEXTS[name as SupportTextName].compose(readFacts());
}

/** A text of the support desk for one row of its page, as the build composed it. */
export async function textOfRow(row: HTMLElement, name: string): Promise<RichText> {
  const url = row.closest<HTMLElement>('[data-macros]')?.dataset['macros'] ?? '';
  const macros = (await (await fetch(url)).json()) as readonly ({ code: string } & Record<string, RichText>)[];
  const text = macros.find(({ code }) => code === row.dataset['code'])?.[name];
  if (text === undefined) throw new Error(`There is no support text "${name}" for this row.`);
  return text;
}

function readFacts(): SupportFacts {
  const code = read('h1') ?? '';
  const actor = document.querySelector<HTMLElement>('[data-fact=actor]')?.dataset['actor'] as Actor | undefined;
  return {
    code,
    title: read('.error .title') ?? code,
    url: document.querySelector<HTMLLinkElement>('link[rel=canonical]')?.href ?? location.href,
    status: read('[data-fact=status] a'),
    retry: read('[data-fact=retry]'),
    actor: actor === undefined ? undefined : ACTORS[actor].named,
    summary: read('.summary'),
    userMessage: read('#tell-your-user ~ figure pre'),
    steps: readAll('#what-to-do ~ ol > li'),
    // Until a paste brings the reader's own values, the page shows examples: no facts about a ticket.
    message: read('[data-fill=message][data-filled]'),
    requestId: document.body.dataset['requestId'],
    details: [...document.querySelectorAll<HTMLElement>('[data-fill^="details."][data-filled]')].map((element) => {
      return [element.dataset['fill']?.slice('details.'.length) ?? '', textOf(element)];
    }),
    causes: [...document.querySelectorAll('#causes ~ table tbody tr, #causes ~ ul > li')].map((row) => {
      const cell = (label: string): string => {
        const found = row.querySelector(`[data-label="${label}"]`);
        return found ? textOf(found) : '';
      };
      return { cause: cell('Cause') || textOf(row), check: cell('How to confirm'), fix: cell('Fix') };
    }),
  };
}

const textOf = (element: Element): string => (element.textContent ?? '').replaceAll(/\s+/g, ' ').trim();
const readAll = (selector: string): readonly string[] => [...document.querySelectorAll(selector)].map(textOf);
const read = (selector: string): string | undefined => readAll(selector)[0];
