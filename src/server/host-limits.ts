/** What of a built site hosts count: the text of its `_redirects`, and the bytes of each file by its path below the root. */
export interface BuiltSite {
  readonly rules: string;
  readonly files: ReadonlyMap<string, number>;
}

/** The limits as the hosts document them, and what is to be done where a site passes one. */
const LIMITS = {
  cloudflareRules: 2000,
  cloudflareLine: 1000,
  cloudflareFiles: 20_000,
  cloudflareBytes: 25 * 1024 ** 2,
  netlifyRules: 10_000,
  netlifyFolder: 54_000,
  githubBytes: 10 ** 9,
};

/** What of a built site doesn't fit some host, one line each: what is there, what the host takes, and what to do. */
export function findHostLimits({ rules, files }: BuiltSite): readonly string[] {
  const lines = rules.split('\n').filter(Boolean);
  const long = lines.filter(({ length }) => length > LIMITS.cloudflareLine);
  const large = [...files].filter(([, bytes]) => bytes > LIMITS.cloudflareBytes);
  const folders = Map.groupBy(files.keys(), (path) => path.slice(0, path.lastIndexOf('/') + 1));
  const full = [...folders].filter(([, { length }]) => length > LIMITS.netlifyFolder);
  const total = files.values().reduce((sum, bytes) => sum + bytes, 0);
  return [
    lines.length > LIMITS.cloudflareRules &&
      `_redirects has ${count(lines.length)} rules, of which Cloudflare reads the first ${count(LIMITS.cloudflareRules)}; \
the other old addresses lead on by pages there, or as Bulk Redirects of your zone.`,
    lines.length >= LIMITS.netlifyRules &&
      `_redirects has ${count(lines.length)} rules, and Netlify advises fewer than ${count(LIMITS.netlifyRules)}; should it \
refuse the deploy, cut lines from the end: those old addresses lead on by pages.`,
    long.length > 0 &&
      `_redirects has rules longer than ${count(LIMITS.cloudflareLine)} characters, which Cloudflare passes over: \
${long.length}, the first from ${long[0]?.split(' ')[0]}; shorten the path to which they lead.`,
    files.size > LIMITS.cloudflareFiles &&
      `The site has ${count(files.size)} files, and Cloudflare takes ${count(LIMITS.cloudflareFiles)}, or 100,000 on a paid \
plan; choose that or another host.`,
    ...large.map(
      ([path, bytes]) => `${path} has ${mebibytes(bytes)}, and Cloudflare takes 25 MiB a file; remove it there.`,
    ),
    ...full.map(
      ([path, { length }]) =>
        `${path} has ${count(length)} files, and Netlify takes ${count(LIMITS.netlifyFolder)} a folder; choose another host.`,
    ),
    total > LIMITS.githubBytes && `The site has ${mebibytes(total)}, and GitHub Pages takes 1 GB; choose another host.`,
  ].filter((line) => line !== false);
}

const count = (value: number): string => value.toLocaleString('en');
const mebibytes = (bytes: number): string => `${count(Math.ceil(bytes / 1024 ** 2))} MiB`;
