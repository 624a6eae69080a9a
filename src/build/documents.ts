import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { ErrorPage } from '../document/page.ts';
import type { ThreadAnswer, ThreadData } from './document-thread.ts';
import type { FileRecord } from './last-site.ts';
import { makeDocument, type DocumentJob, type DocumentSite } from './make-document.ts';
import { createOutput } from './output.ts';

/** Documents in the making. */
export interface Documents {
  /** The page of an error, once: it is not kept. `undefined` where it is not among them. Rejects with what is wrong. */
  pageOf(code: string): Promise<ErrorPage> | undefined;
  /** Waits for those that nobody asked for, and returns the files of all, which are written. */
  finish(): Promise<Iterable<readonly [string, FileRecord]>>;
  /** Ends the work. */
  close(): Promise<void>;
}

/** Fewer documents than this are made before threads are ready for them. */
const FEW = 150;
/** So many are in one message: enough for it not to count, few enough for all threads to end at once. */
const DOCUMENTS_AT_A_TIME = 20;
/** So many pages wait for their turn at most; they are some 15 KB each. */
const MOST_WAITING = 4000;

/** Makes documents, many of them in threads, in the order of the jobs and ahead of those who ask for them. */
export function makeDocuments(jobs: readonly DocumentJob[], site: DocumentSite, dir: string): Documents {
  return jobs.length < FEW ? makeHere(jobs, site, dir) : makeInThreads(jobs, { site, dir });
}

function makeHere(jobs: readonly DocumentJob[], site: DocumentSite, dir: string): Documents {
  const output = createOutput(dir);
  const left = new Map(jobs.map((job) => [job.error.code, job]));
  return {
    pageOf: (code) => {
      const job = left.get(code);
      left.delete(code);
      return job && Promise.try(() => makeDocument(job, site, output));
    },
    finish: () =>
      Promise.try(() => {
        for (const job of left.values()) makeDocument(job, site, output);
        return output.files;
      }),
    close: () => Promise.resolve(),
  };
}

interface Batch {
  readonly jobs: readonly DocumentJob[];
  readonly pages: PromiseWithResolvers<readonly ErrorPage[]>;
}

function makeInThreads(jobs: readonly DocumentJob[], data: ThreadData): Documents {
  const batches = cutIntoBatches(jobs);
  const untaken = new Map(
    batches.flatMap((batch) => batch.jobs.map(({ error }, index) => [error.code, { batch, index }] as const)),
  );
  const unmade = new Set(batches);
  const unfinished = new Set(batches);
  const wanted: Batch[] = [];
  const files: (readonly [string, FileRecord])[] = [];
  let waiting = 0;
  let mostWaiting = MOST_WAITING;

  const next = (): Batch | undefined =>
    wanted.shift() ?? (waiting < mostWaiting ? unmade.values().next().value : undefined);
  const idle = new Set<Worker>();
  const dispatch = (): void => {
    for (const worker of idle) {
      const batch = next();
      if (batch === undefined) return;
      unmade.delete(batch);
      idle.delete(worker);
      waiting += batch.jobs.length;
      worker.once('message', (answer: ThreadAnswer) => {
        receive(batch, answer);
        idle.add(worker);
        dispatch();
      });
      worker.postMessage(batch.jobs);
    }
  };
  const receive = (batch: Batch, answer: ThreadAnswer): void => {
    if ('failure' in answer) {
      batch.pages.reject(answer.failure);
      return;
    }
    files.push(...answer.files);
    batch.pages.resolve(answer.pages);
    unfinished.delete(batch);
  };
  const fail = (error: unknown): void => {
    for (const { pages } of unfinished) pages.reject(error);
  };
  const workers = Array.from({ length: Math.min(availableParallelism(), batches.length) }, () => {
    const worker = new Worker(new URL('document-thread.ts', import.meta.url), { workerData: data });
    worker.on('error', fail);
    idle.add(worker);
    return worker;
  });
  dispatch();
  return {
    pageOf: (code) => {
      const found = untaken.get(code);
      if (found === undefined) return undefined;
      untaken.delete(code);
      if (unmade.delete(found.batch)) wanted.push(found.batch);
      dispatch();
      return found.batch.pages.promise.then((pages) => {
        waiting--;
        dispatch();
        return pages[found.index] as ErrorPage;
      });
    },
    finish: async () => {
      mostWaiting = Infinity;
      dispatch();
      await Promise.all([...unfinished].map(({ pages }) => pages.promise));
      return files;
    },
    close: async () => {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}

function cutIntoBatches(jobs: readonly DocumentJob[]): readonly Batch[] {
  const count = Math.ceil(jobs.length / DOCUMENTS_AT_A_TIME);
  return Array.from({ length: count }, (_, index) => {
    const pages = Promise.withResolvers<readonly ErrorPage[]>();
    pages.promise.catch(() => undefined); // whoever asks for a page is told
    return { jobs: jobs.slice(index * DOCUMENTS_AT_A_TIME, (index + 1) * DOCUMENTS_AT_A_TIME), pages };
  });
}
