/** The code of a system error, `ENOENT`; `undefined` for others. */
export function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException | null)?.code;
}
