/** Something wrong in the registry or the site of a content folder, as data: it is told at the author's line last of all. */
export interface Misfit {
  /** The content folder or the folder of the file, where it is another one: its path from the content folder. */
  readonly dir?: string;
  /** The file of the content folder whose value it is; absent: that of the registry. */
  readonly file?: string;
  /** The code of the entry; absent where no entry is meant. */
  readonly code?: string;
  /** The way to the value, from the entry or, without one, from the whole: `['causes', 0, 'fix']`. */
  readonly field: readonly (string | number)[];
  /** The line of a text that is written by hand; absent in data, where the field tells the place. */
  readonly line?: number;
  /** One sentence: what is wrong and what to do. */
  readonly message: string;
}

/** A place as messages name it: `CODE.causes[0].fix`, or `categories[0].name` where no entry is meant. */
export function nameField({ code, field }: Pick<Misfit, 'code' | 'field'>): string {
  const start = code === undefined ? '' : JSON.stringify(code).slice(1, -1);
  const way = field.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('');
  return start === '' && code === undefined ? way.replace(/^\./, '') : start + way;
}

/** What is wrong, behind the place where it is. */
export function describeMisfit(misfit: Misfit): string {
  const place = nameField(misfit);
  return place === '' ? misfit.message : `${place}: ${misfit.message}`;
}
