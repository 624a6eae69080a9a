/** How far before a text is looked for what tells that it is the code of an error. */
const REACH = 200;

/** `code: '…'`, `"errorCode" => "…"`, `error.code = '…'`; a comparison asks for the code of somebody else. */
const KEY = /(?:^|[^\w$])(?:err(?:or)?[_-]?)?code["'`]?\s*(?::=?|=>|(?<![=!<>])=)\s*$/i;
const OWN_KEY = /(?:^|[^\w$])\w*err(?:or)?_?codes?["'`]?\s*(?::=?|=>|(?<![=!<>])=)\s*$/i;
/** `withErrorCode("…")`. */
const SETTER = /\b(?:with|set)_?(?:error|err)?_?code\(\s*$/i;
/** `new OrderError('…'`, `createError('…'`; what only asks for an error, or tells of one, is none. */
const MADE =
  /(?:\bnew\s+[\w$.:\\]*?|(?<![\w$]))(?!(?:is|has|on|log|expect|assert|handle)[A-Z])(?:[\w$]*(?:Error|Exception|Failure|Fault|Problem)(?:Response|Result|Code)?)\s*\(\s*$/;
/** Errors of a language itself, which take a message and no code. */
const PLAIN =
  /\b(?:Error|(?:Type|Range|Value|Key|Runtime|Standard|Argument)Error|(?:Runtime|IllegalState|IllegalArgument|InvalidOperation|Argument)?Exception)\s*\(\s*$/;
/** `throw new ApiError(404, '…'`, `raise '…'`. */
const THROWN = /\b(?:throw|raise|reject|panic)\b(?:[^;{}"'`]*[(,])?\s*$/;
/** `throw new ApiError(ErrorCode.`. */
const OF_LIST = /\b(?:throw|raise|reject|panic)\b[^;{}]*\b\w*(?:Err(?:or)?s?|Exceptions?|Codes?)(?:\.|::)$/;

/** Whether a text in quotes stands where the code of an error stands. Small letters given to a plain error are its message. */
export function tellsError(source: string, start: number): boolean {
  const before = source.slice(Math.max(0, start - REACH), start);
  if ([KEY, OWN_KEY, SETTER].some((place) => place.test(before))) return true;
  const isLoud = /^.[A-Z]/.test(source.slice(start, start + 2));
  return [MADE, THROWN].some((place) => place.test(before)) && (isLoud || !PLAIN.test(before));
}

/** Whether a name is that of a list of codes which something is thrown with. */
export function isThrownOfList(source: string, start: number): boolean {
  return OF_LIST.test(source.slice(Math.max(0, start - REACH), start));
}
