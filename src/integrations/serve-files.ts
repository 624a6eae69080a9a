import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AstroIntegration } from 'astro';
import { contentPermalinks } from '../content/ledger.ts';
import type { Content } from '../content/load.ts';
import { listTeamFiles, type TeamFiles } from '../content/team-files.ts';
import { writeDevPolicy } from '../core/policy.ts';
import { decodePath, pathBelow } from '../core/site-path.ts';
import { baseOf, withBase } from '../core/url.ts';
import { machineFiles } from '../machine/files.ts';
import { drawPicture, PICTURE_PATH } from '../picture/picture.ts';
import { contentType, fileType } from '../server/headers.ts';
import type { ContentSource } from './source.ts';
import type { VitePlugin } from './vite-plugin.ts';

/** What is served beside our pages. */
export interface ServedFiles {
  /** The files that pages refer to, by their paths below the base. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Whether all of the site is ours: its base, and what its pages may load. */
  readonly isWhole: boolean;
}

/** Serves in dev what a build writes beside the pages: the files for programs, and the way from old addresses. */
export function serveFiles(source: ContentSource, served: ServedFiles): AstroIntegration {
  const base = baseOf(source.latest().site.url);
  return {
    name: 'error-reference/serve-files',
    hooks: {
      'astro:config:setup': ({ command, updateConfig }) => {
        if (command !== 'dev') return;
        updateConfig({ vite: { plugins: [servePlugin(source, base, served)] } });
        if (served.isWhole && isEncoded(base)) updateConfig({ base: '/' });
      },
    },
  };
}

/** Whether addresses hold a base in another form than its letters: the dev server of Astro finds no such base. */
const isEncoded = (base: string): boolean => decodePath(base) !== base;

function servePlugin(source: ContentSource, base: string, { files, isWhole }: ServedFiles): VitePlugin {
  return {
    name: 'error-reference:serve-files',
    configureServer: (server) => () => {
      // Before all others, for they take the base away and refuse an address without a slash at its end.
      server.middlewares.stack.unshift({
        route: '',
        handle: (request: IncomingMessage, response: ServerResponse, next: (error?: unknown) => void) => {
          const [path = ''] = (request.url ?? '').split('?');
          const local = pathBelow(base, path);
          if (!local) {
            next();
            return;
          }
          const goOn = (): void => {
            if (isWhole && isEncoded(base)) request.url = request.url?.slice(path.length - local.length);
            next();
          };
          if (isWhole) response.setHeader('Content-Security-Policy', writeDevPolicy(source.latest().site.policy));
          answer(source, { base, files }, local, response).then((done) => done || goOn(), next);
        },
      });
    },
  };
}

/** Answers with a file or a redirect; `false` where there is neither. What is wrong with the content is the pages' to say. */
async function answer(
  source: ContentSource,
  { base, files }: { readonly base: string; readonly files: ServedFiles['files'] },
  path: string,
  response: ServerResponse,
): Promise<boolean> {
  const own = await findFile(source, decodePath(path), files);
  if (own !== undefined) {
    response.setHeader('Content-Type', fileType(path));
    response.end(own);
    return true;
  }
  if (!FOR_PROGRAMS.test(path)) {
    const { redirects } = await contentPermalinks(source.latest());
    const target = redirects.get(path) ?? redirects.get(`${path}/`);
    // Browsers remember a permanent one, also when the folder no longer says so.
    if (target !== undefined) response.writeHead(302, { Location: withBase(base, target) }).end();
    return target !== undefined;
  }
  for (const [name, text] of machineFiles(source.current())) {
    if (name !== path) continue;
    response.setHeader('Content-Type', contentType(path) ?? 'text/plain');
    response.end(text);
    return true;
  }
  return false;
}

/** A file that stands on the site as it is, or the picture that is made of the site; those of the team go first. */
async function findFile(
  source: ContentSource,
  path: string,
  files: ServedFiles['files'],
): Promise<Uint8Array | undefined> {
  if (path.endsWith('/')) return undefined;
  const content = source.latest();
  const { files: own } = await (teamFiles.get(content) ?? rememberFiles(content));
  const file = own.get(path);
  if (file !== undefined) return readFile(file).catch(() => undefined);
  return path === PICTURE_PATH ? ((await drawPicture(content)) ?? files.get(path)) : files.get(path);
}

// The content is another one after each edit.
const teamFiles = new WeakMap<Content, Promise<TeamFiles>>();

function rememberFiles(content: Content): Promise<TeamFiles> {
  const listing = listTeamFiles(content);
  teamFiles.set(content, listing);
  return listing;
}

const FOR_PROGRAMS =
  /^\/(?:errors|llms|openapi|skill|\.well-known\/errors)\b.*\.(?:md|json|txt|ts)$|^\/clients\/[^/]+$/;
