import type { RegisteredError } from '../define.ts';
import { isRanged, numberOfCode, ownerOfError } from '../ranges.ts';
import type { Problem, Rule } from './rule.ts';

/** More of them than this are told at once: whoever states first ranges has codes from before. */
const FEW = 5;

/** Where ranges are stated, somebody has each code that they speak of; a removed one keeps the code that it had. */
export const ownedCodes: Rule = {
  name: 'owned-codes',
  about: 'Where a site states ranges of numbers, each number is in one, and where it states prefixes, each name.',
  check: ({ errors }, site) => {
    if (site?.ranges === undefined) return [];
    const lost = errors.filter((error) => isRanged(nameIn(error), site) && isLost(error));
    return [
      ...tell(lost.filter((error) => numberOfCode(nameIn(error)) !== undefined)),
      ...tell(lost.filter((error) => numberOfCode(nameIn(error)) === undefined)),
    ];

    function isLost(error: RegisteredError): boolean {
      // Of another registry's codes that one decides.
      const isOwn = error.registry === undefined;
      const isHeld = isOwn && error.identifiedBy === undefined && error.removed === undefined;
      return isHeld && ownerOfError(error, site ?? {}) === undefined;
    }
  },
};

const nameIn = ({ code, parent }: RegisteredError): string => parent ?? code;

function tell(lost: readonly RegisteredError[]): readonly Problem[] {
  const [first] = lost;
  if (first === undefined) return [];
  const isNumber = numberOfCode(nameIn(first)) !== undefined;
  const range = isNumber ? "{ team: '…', from: N, to: N }" : "{ team: '…', prefix: '' }";
  if (lost.length <= FEW)
    return lost.map(({ code }) => ({
      code,
      field: [],
      message: `The code is in nobody's range; give the error one of a team, or state in \`ranges\` of the site who has it.`,
    }));
  const message = `${lost.length} codes such as this one are in nobody's range; state who has those of before, as in \`ranges: [${range}]\` of the site${isNumber ? '' : ', which takes all without another prefix'}.`;
  return [{ code: first.code, field: [], message }];
}
