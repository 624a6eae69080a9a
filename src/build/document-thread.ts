/** A thread that makes documents. It writes none: threads that make files in one folder wait for each other. */
import { parentPort, workerData } from 'node:worker_threads';
import { makeDocuments, type DocumentJob, type DocumentSite, type MadeDocument } from './make-document.ts';

/** What became of the jobs of a message: their documents in the same order, or why one of them has none. */
export type ThreadAnswer = { readonly documents: readonly MadeDocument[] } | { readonly failure: Error };

const site = workerData as DocumentSite;

function answer(jobs: readonly DocumentJob[]): ThreadAnswer {
  try {
    return { documents: makeDocuments(jobs, site) };
  } catch (error) {
    return { failure: error instanceof Error ? error : new Error(String(error)) };
  }
}

parentPort?.on('message', (jobs: readonly DocumentJob[]) => parentPort?.postMessage(answer(jobs)));
