import { randomBytes } from 'node:crypto';
import { join, relative } from 'node:path';
import { command } from '../content/command.ts';
import { RESERVATIONS, saveReservations } from '../content/reservations.ts';
import { describeClaim } from '../core/claims.ts';
import { Mistake } from '../core/mistake.ts';
import { addReservation, describeUnwritable, readReservations } from '../core/reservations.ts';
import { checkRegistry } from '../core/rules/index.ts';
import { quoteForShell } from '../core/shell.ts';
import { allocate } from './allocate.ts';
import { readArguments, type Invocation, type VerbOptions } from './invocation.ts';
import { openContent } from './report.ts';

export const options = {
  team: { type: 'string', value: 'NAME', about: 'the team that reserves it; needed' },
  for: { type: 'string', value: 'TEXT', about: 'what it is for, in a line; needed' },
} as const satisfies VerbOptions;

const SENTENCE =
  'Write `reserve CODE --team NAME --for "what"`; the code may be left out where the team has a range of numbers.';

/** `reserve CODE`: keeps a code for an error to come, or the next free number of a team. */
export async function run({ args, dir }: Invocation): Promise<void> {
  const { values, positionals } = readArguments(args, options, SENTENCE);
  const { team, for: purpose } = values;
  const [wanted, ...more] = positionals;
  if (team === undefined || purpose === undefined || more.length > 0) throw new Mistake(SENTENCE);
  const what = purpose.trim();
  if (what === '' || /\p{Cc}/u.test(what))
    throw new Mistake('What the code is for has to be one line of text; write it behind --for.');
  if (!/^\S+$/.test(team)) throw new Mistake(`${JSON.stringify(team)} can't be a team; write a name without spaces.`);
  const content = await openContent(dir);
  const { code, claim, reserved } = await allocate({ code: wanted, team }, content);
  if (claim !== undefined) throw new Mistake(`${code} ${describeClaim(claim)}; name another code.`);
  const [category] = content.registry.categories;
  const draft = { code, category: category?.name ?? '' };
  const own = checkRegistry({ ...content.registry, errors: [...content.registry.errors, draft] }).find(
    (problem) => problem.code === code,
  );
  const unfit = own?.message ?? describeUnwritable(code);
  if (unfit !== undefined) throw new Mistake(`${JSON.stringify(code)} can't be reserved: ${unfit.replace(/\.$/, '')}.`);
  const date = new Date().toISOString().slice(0, 10);
  const text = addReservation(reserved, { code, team, date, mark: randomBytes(4).toString('hex'), what });
  await saveReservations(dir, text);
  const line = readReservations(text).reservations.find((each) => each.code === code)?.line ?? 1;
  const place = `${relative(process.cwd(), join(dir, RESERVATIONS))}:${line}`;
  console.log(
    [
      `Reserved ${code} for ${team} in ${place}; commit that line, and others see it.`,
      // A code that starts with a dash would be taken for an option.
      `\`${command(`new --team ${team}`)}${code.startsWith('-') ? ' --' : ''} ${quoteForShell(code)}\` takes it up.`,
    ].join('\n'),
  );
}
