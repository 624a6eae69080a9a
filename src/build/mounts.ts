import { readFileSync } from 'node:fs';

/** The folders on which something is mounted; none where the system doesn't tell. */
export function listMounts(): readonly string[] {
  try {
    return parseMounts(readFileSync('/proc/self/mountinfo', 'utf8'));
  } catch {
    return [];
  }
}

/** The folders in the text that Linux has of its mounts, in which a space, say, is `\040`. */
export function parseMounts(text: string): readonly string[] {
  const names = text.split('\n').map((line) => line.split(' ')[4] ?? '');
  return names
    .filter(Boolean)
    .map((name) => name.replaceAll(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(parseInt(octal, 8))));
}
