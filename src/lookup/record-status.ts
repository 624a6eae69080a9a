import { reasonPhrase } from '../core/http.ts';
import type { Found } from './read-record.ts';

/** Words that say that a number is a status: `HTTP/1.1" 404`, `GET /users 404`, `status=404`, `error 404`. */
const NAMED =
  /(?:\bHTTP\/\d(?:\.\d)?"?\s+|\b(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)\s+\S{1,2000}\s+|\bhttp[ _-]?(?:status|code)?["']?\s*[:=]?\s*|\bstatus(?:[ _-]?code)?["']?\s*[:=]?\s*["'([]?|\b(?:error|code)["']?[:=]?\s*)([45]\d\d)(?![\w.-]|,\d)/i;
/** `404 Not Found`: the number and the words that HTTP has for it. */
const PHRASED = /(?<![\w.,:/#$€£+-])([45]\d\d)(?= ([A-Z][\w-]{2,40}))/g;
const MOST_READ = 4000;

/** The HTTP status of an error that a text states; a number that nothing calls one is none. */
export function statusOf(text: string): Found | undefined {
  const start = text.slice(0, MOST_READ);
  if (!/[45]\d\d/.test(start)) return undefined;
  const phrased = [...start.matchAll(PHRASED)].find(([, status, word = '']) =>
    reasonPhrase(Number(status))?.startsWith(word),
  );
  const found = NAMED.exec(start) ?? phrased;
  const name = found?.[1];
  if (found === undefined || name === undefined) return undefined;
  const from = found.index + found[0].length - name.length;
  return { name, start: from, end: from + name.length };
}
