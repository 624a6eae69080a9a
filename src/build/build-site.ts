import { randomUUID } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build as buildPages, type AstroIntegration } from 'astro';
import { listShownGuides, type Content } from '../content/load.ts';
import { cacheFolder, makeWorkFolder } from '../content/own-files.ts';
import { listTeamFiles } from '../content/team-files.ts';
import { Mistake } from '../core/mistake.ts';
import { decodePath } from '../core/site-path.ts';
import { wordsOf } from '../core/say.ts';
import { digest, digestOf } from '../document/digest.ts';
import { listDimensions } from '../document/dimensions.ts';
import { teamPages } from '../document/team-pages.ts';
import { endpointsOf } from '../core/define.ts';
import { writeSite, type WritableSite } from './write-site.ts';
import { madePaths } from '../machine/file-paths.ts';
import { copySite } from './copy-site.ts';
import { makeChanged } from './document-jobs.ts';
import type { Documents } from './documents.ts';
import { engineKey } from './engine.ts';
import { canStandBeside, readLastSite, rememberSite, type FileRecords, type LastSite } from './last-site.ts';
import { offerPages } from './made-ahead.ts';
import { listForeign, writeMark } from './mark.ts';
import { createOutput } from './output.ts';
import { composeRegistryFiles } from './registry-files.ts';
import { prepareSearch, readGuides, type SearchFiles } from './search-files.ts';
import { writeSiteFiles } from './site-files.ts';
import { codeOf } from './system-error.ts';
import { closeWorkplace, noteForeign, openWorkplace, swap, type Workplace } from './workplace.ts';

/** What a site is built from, and where. */
export interface BuildOptions {
  /** The folder that the site replaces, which the caller has locked. */
  readonly target: string;
  readonly content: Content;
  /** Makes Astro's pages those of a content folder. */
  readonly integrate: (dir: string) => AstroIntegration;
  /** Is told how far a long build has come. */
  readonly say: (line: string) => void;
}

/**
 * Builds a site beside its target and lets it take the target's place when it is whole. What would be the same as in the
 * last site is taken over from it. Returns the bytes of each file by its path.
 */
export async function buildSite({
  target,
  content,
  integrate,
  say,
}: BuildOptions): Promise<ReadonlyMap<string, number>> {
  const cache = cacheFolder();
  const scratch = join(cache, digest(target));
  const cwd = process.cwd();
  // What a killed build left there would pass for what this one makes.
  rmSync(scratch, { recursive: true, force: true });
  const place = openWorkplace(target);
  const found = readLastSite(cache, target);
  const preparing = prepare({ content, found, scratch, place, engine: engineKey() });
  preparing.catch(() => undefined); // Astro is told, once it asks
  try {
    // Astro keeps what it works with below the working directory, and needs it to be below the project.
    const settings = makeWorkFolder(scratch);
    process.chdir(scratch);
    await buildPages({
      ...settings,
      logLevel: 'silent',
      outDir: join(scratch, 'pages'),
      integrations: [integrate(content.dir), writeSite({ preparing, say })],
    });
    const { output, siteKey } = await preparing;
    return finish(place, { cache, siteKey, output, own: found?.files });
  } catch (error) {
    throw isFull(error)
      ? new Mistake(
          `The disk of ${target} or of this project is full (${codeOf(error)}); make room, or name another folder with --out.`,
        )
      : error;
  } finally {
    process.chdir(cwd);
    const prepared = await preparing.catch(() => undefined);
    await Promise.all([prepared?.documents.close(), prepared?.search.close()]);
    closeWorkplace(place);
    rmSync(scratch, { recursive: true, force: true });
  }
}

function isFull(error: unknown): boolean {
  return ['ENOSPC', 'EDQUOT'].includes(codeOf(error) ?? '');
}

interface Preparation {
  readonly content: Content;
  /** What is known of the site that is there. */
  readonly found: LastSite | undefined;
  readonly scratch: string;
  readonly place: Workplace;
  readonly engine: string;
}

interface PreparedSite extends WritableSite {
  readonly documents: Documents;
  readonly search: SearchFiles;
}

/** Takes over the last site, and begins what needs no pages, while Astro bundles its own. */
async function prepare({ content, found, scratch, place, engine }: Preparation): Promise<PreparedSite> {
  const siteKey = await keyOfSite(content, engine);
  const last = found?.siteKey === siteKey && (await isReusable(content, found)) ? found : undefined;
  const search = prepareSearch({ content, engine, last, scratch });
  try {
    return await prepareFiles({ content, place, siteKey, last, search });
  } catch (error) {
    await search.close();
    throw error;
  }
}

interface FilePreparation extends Pick<Preparation, 'content' | 'place'>, Pick<PreparedSite, 'siteKey' | 'search'> {
  readonly last: LastSite | undefined;
}

async function prepareFiles({ content, place, siteKey, last, search }: FilePreparation): Promise<PreparedSite> {
  const composing = composeRegistryFiles(content);
  composing.catch(() => undefined); // whoever writes them is told
  const output = createOutput(place.next, last && (await copySite(last, place.next)));
  const documents = makeChanged(content, output, siteKey);
  offerPages(documents);
  return {
    siteKey,
    output,
    documents,
    search,
    writeRest: async () => {
      for (const [path, text] of await composing) output.write(path, text);
      await documents.finish();
      const guides = readGuides(output, place.next);
      await Promise.all([search.finish(output, guides), writeSiteFiles(content, output, place.next)]);
    },
  };
}

/** Whether the files of the last site may stand beside those of this one while it is made. */
async function isReusable(content: Content, last: LastSite): Promise<boolean> {
  const made = madePaths({ ...content, ...(await listShownGuides(content)) });
  const { files: own } = await listTeamFiles(content);
  const files = [...made].map((path) => decodePath(path.endsWith('/') ? `${path}index.html` : path));
  return canStandBeside(last, [...files, ...own.keys()]);
}

interface Finishing extends Pick<PreparedSite, 'siteKey' | 'output'> {
  readonly cache: string;
  /** The files of the last site, where they are known. */
  readonly own: FileRecords | undefined;
}

/** Lets the site take its target's place, and remembers its files. */
function finish(place: Workplace, { cache, siteKey, output, own }: Finishing): ReadonlyMap<string, number> {
  const { target, next } = place;
  output.removeRest();
  const foreign = listForeign(target, own);
  const taken = foreign.find((name) => existsSync(join(next, name)));
  if (taken !== undefined)
    throw new Mistake(
      `${join(target, taken)} was made by no build, and the site has a file of that name; move it away.`,
    );
  noteForeign(place, foreign);
  const build = randomUUID();
  writeMark(next, build);
  swap(place);
  rememberSite(cache, build, { dir: target, siteKey, files: output.files });
  return new Map(output.files.entries().map(([path, [, size]]) => [path, size]));
}

/** A digest of what is the same on every page. */
async function keyOfSite(content: Content, engine: string): Promise<string> {
  const { registry, site, history } = content;
  const { guides, teamGuides } = await listShownGuides(content);
  const dimensions = listDimensions(registry, site, wordsOf(site)).map(({ path }) => path);
  const hasEndpoints = registry.errors.some((error) => endpointsOf(error).length > 0);
  const pages = teamPages(registry, site, history);
  return digestOf(engine, site, guides.length > teamGuides.length, teamGuides, dimensions, hasEndpoints, pages);
}
