import { STATUS_CODES } from 'node:http';

const plain = (name: string): string => name.toLowerCase().replaceAll(/[^a-z]/g, '');

const BY_NAME = new Map(
  Object.entries(STATUS_CODES).map(([status, phrase]) => [plain(phrase ?? ''), Number(status)] as const),
);

/** The number of a status that a constant of the language's library names: `HttpStatus.NOT_FOUND`, `http.StatusNotFound`. */
export function statusNamed(expression: string): number | undefined {
  const [, name] =
    /^(?:[\w.]*\b(?:HttpStatus|HttpStatusCode|HTTPStatus|HttpURLConnection|HttpServletResponse|StatusCodes|Response\.Status|Status|status|http|requests\.codes))\.(\w+)$/.exec(
      expression.trim(),
    ) ?? [];
  if (name === undefined) return undefined;
  const [, digits] = /^(?:HTTP|Status)_?(\d{3})/i.exec(name) ?? [];
  if (digits !== undefined) return Number(digits);
  return BY_NAME.get(plain(name)) ?? BY_NAME.get(plain(name.replace(/^(?:Status|SC_|HTTP_|Status)/, '')));
}
