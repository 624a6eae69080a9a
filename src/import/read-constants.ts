import {
  isNoError,
  UnreadableSource,
  type CodesFrom,
  type Constant,
  type SourceLanguage,
} from '../sources/constant.ts';
import { isSuccess } from '../openapi/words.ts';
import { toSourceError, type Mapping } from './mapping.ts';
import type { Reader } from './reader.ts';
import { refuseTooMany, SourceProblem, type Skipped, type Source, type SourceError } from './source.ts';

/** The reader of a file of code whose constants are errors. */
export const constantsReader = (kind: string, language: SourceLanguage): Reader => ({
  name: language.name,
  kind,
  endings: language.endings,
  takesCodes: true,
  read: async (text, { mapping, codes = language.codes }) => {
    const constants = chooseErrors(await readConstants(text, language));
    if (constants.length === 0)
      throw new SourceProblem(`It holds no constant that ${language.name} lists as an error; name another file.`);
    refuseTooMany(constants.length);
    const { markup } = language;
    return { source: { ...toSource(constants, codes, mapping), ...(markup === undefined ? {} : { markup }) } };
  },
});

async function readConstants(text: string, { load }: SourceLanguage): Promise<readonly Constant[]> {
  const read = await load();
  try {
    return await read(text);
  } catch (error) {
    throw error instanceof UnreadableSource ? new SourceProblem(error.message) : error;
  }
}

/** What belongs to a list, or says more of itself than a value; other constants count only in files without those. */
function chooseErrors(constants: readonly Constant[]): readonly Constant[] {
  const listed = constants.filter(({ group, fields }) => group !== undefined || fields !== undefined);
  return listed.length > 0 ? listed : constants;
}

function toSource(constants: readonly Constant[], codes: CodesFrom, mapping: Mapping): Source {
  const errors = constants.filter((each) => !isNoError(each)).map((each) => toError(each, codes, mapping));
  return { errors: errors.filter(({ code }) => typeof code !== 'string' || !isSuccess(code)) };
}

function toError(each: Constant, codes: CodesFrom, mapping: Mapping): SourceError {
  const { name, value, comment, group, line } = each;
  const fields = Object.entries(each.fields ?? {}).filter(([, stated]) => stated !== value);
  const stated = toSourceError(Object.fromEntries(fields), { place: `line ${line}`, key: undefined, mapping });
  // What a constant is worth is its code, whatever is called so beside it.
  const worth = value ?? (isScalar(stated.code) ? stated.code : undefined);
  const code = codes === 'name' ? name : (worth ?? name);
  const other = code === name ? worth : name;
  const isStatus = stated.status === undefined || isErrorStatus(stated.status);
  return {
    ...stated,
    code,
    category: stated.category ?? group,
    summary: stated.description === undefined ? undefined : comment,
    description: stated.description ?? comment,
    message: typeof stated.message === 'string' ? toTemplate(stated.message) : stated.message,
    status: isStatus ? stated.status : undefined,
    // Numbers of a list are told by their places alone, so they name nothing beside the code.
    aliases: typeof other === 'string' && other.toLowerCase() !== String(code).toLowerCase() ? [other] : undefined,
    leftOut: isStatus ? [] : [notStated(stated.status)],
  };
}

const isScalar = (value: unknown): value is string | number => typeof value === 'string' || typeof value === 'number';

const isErrorStatus = (status: unknown): boolean => /^[45]\d\d$/.test(String(status));

const notStated = (status: unknown): Omit<Skipped, 'place'> => ({
  field: 'status',
  reason: `${JSON.stringify(status)} is no status of an HTTP error`,
});

/** The places that `printf` and its like fill are placeholders of a message. */
function toTemplate(message: string): string {
  let place = 0;
  return message.replaceAll(/%(?:%|(?:\d+\$)?[-+#]?\d*(?:\.\d+)?[sdvqwxfiu](?![a-z]))/g, (found) =>
    found === '%%' ? '%' : `{${place++}}`,
  );
}
