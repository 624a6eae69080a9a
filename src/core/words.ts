import { AR } from './words/ar.ts';
import { DE } from './words/de.ts';
import { EN, type Words } from './words/en.ts';
import { ES } from './words/es.ts';
import { FR } from './words/fr.ts';
import { JA } from './words/ja.ts';
import { PT_BR } from './words/pt-br.ts';
import { ZH_CN } from './words/zh-cn.ts';

export type { Plural } from './words/forms.ts';
export type { Words };

/** The words of each language that is complete, by its tag: a file a language, in `words/`. */
export const LANGUAGES: Readonly<Record<string, Words>> = {
  en: EN,
  de: DE,
  ar: AR,
  fr: FR,
  es: ES,
  'pt-BR': PT_BR,
  ja: JA,
  'zh-CN': ZH_CN,
};
