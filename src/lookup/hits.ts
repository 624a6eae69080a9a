/** The pages that findings lead to, as suggestions. */
import { hasCode, nameOf, statusesOf } from '../core/define.ts';
import { statusLine } from '../core/http.ts';
import { errorPath, namePath, statusPath } from '../core/url.ts';
import type { Hit } from './answer.ts';
import type { IndexedError } from './lookup-index.ts';
import type { Reason } from './reason.ts';

type Reasons = Hit['reasons'];

/** The page of an error. */
export function errorHit(error: IndexedError, reasons: Reasons): Hit {
  const { code } = error;
  const name = nameOf(error);
  const [status] = statusesOf(error);
  return {
    path: errorPath(code),
    code,
    ...(hasCode(error) ? {} : { name }),
    title: error.title ?? name,
    reasons,
    ...(status === undefined ? {} : { status }),
  };
}

/** The page that lists the errors of one name. */
export function familyHit(name: string, count: number, found: Reason['found']): Hit {
  return {
    path: namePath(name),
    name,
    count,
    reasons: [{ kind: 'family', ...(found === undefined ? {} : { found }) }],
  };
}

/** The page of a status that `count` errors have; where none has it, it goes by what HTTP calls it. */
export function statusHit(status: number, count: number, found: string): Hit {
  return {
    path: statusPath(status),
    status,
    count,
    ...(count === 0 ? { title: statusLine(status) } : {}),
    reasons: [{ kind: 'status', text: String(status), found }],
  };
}
