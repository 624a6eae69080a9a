/** A command of the project to be called next, for the content folder that this call was given. */
export function hint(command: string): string {
  const content = process.env['CONTENT'];
  return `\`${content === undefined ? '' : `CONTENT=${quote(content)} `}npm run ${command}\``;
}

/** A word as a shell takes it. */
function quote(word: string): string {
  return /^[\w./~:@%+=-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
