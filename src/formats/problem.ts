/** A file that can't be read in the form that it has; the message says where and what to do about it. */
export class FormatProblem extends Error {
  override readonly name = 'FormatProblem';
}

/** How deep objects and lists may lie in each other; what is read is walked by functions that call themselves. */
export const DEEPEST = 500;
