/** A thread that makes documents. */
import { parentPort, workerData } from 'node:worker_threads';
import type { ErrorPage } from '../document/page.ts';
import type { FileRecord } from './last-site.ts';
import { makeDocument, type DocumentJob, type DocumentSite } from './make-document.ts';
import { createOutput } from './output.ts';

/** What a thread starts with. */
export interface ThreadData {
  readonly site: DocumentSite;
  /** The folder of the site in the making. */
  readonly dir: string;
}

/** What became of the jobs of a message: their pages in the same order, or why one of them has none. */
export type ThreadAnswer =
  | { readonly pages: readonly ErrorPage[]; readonly files: readonly (readonly [string, FileRecord])[] }
  | { readonly failure: Error };

const { site, dir } = workerData as ThreadData;

function answer(jobs: readonly DocumentJob[]): ThreadAnswer {
  const output = createOutput(dir);
  try {
    const pages = jobs.map((job) => makeDocument(job, site, output));
    return { pages, files: [...output.files] };
  } catch (error) {
    return { failure: error instanceof Error ? error : new Error(String(error)) };
  }
}

parentPort?.on('message', (jobs: readonly DocumentJob[]) => parentPort?.postMessage(answer(jobs)));
