import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { ErrorPage } from '../document/page.ts';
import type { ThreadAnswer } from './document-thread.ts';
import { makeDocuments, type DocumentJob, type DocumentSite, type MadeDocument } from './make-document.ts';
import type { Output } from './output.ts';
import { ownModule } from '../content/own-files.ts';

/** Documents in the making. */
export interface Documents {
  /** The page of an error, once: it is not kept. `undefined` where it is not among them. Rejects with what is wrong. */
  pageOf(code: string): Promise<ErrorPage> | undefined;
  /** Waits until the files of all are written, also of those whose page nobody asked for. */
  finish(): Promise<void>;
  /** Ends the work. */
  close(): Promise<void>;
}

/** Fewer documents than this are made before threads are ready for them. */
const FEW = 150;
/** So many are in one message: enough for it not to count, few enough for all threads to end at once. */
const DOCUMENTS_AT_A_TIME = 20;
/** So many pages wait for their turn at most; they are some 15 KB each. */
const MOST_WAITING = 2000;
/** A thread that may take all memory lets it grow before it looks for what is no longer used. */
const LIMITS = { maxOldGenerationSizeMb: 384, maxYoungGenerationSizeMb: 32 };

/** Makes documents, many of them in threads, in the order of the jobs and ahead of those who ask for their pages. */
export function startDocuments(jobs: readonly DocumentJob[], site: DocumentSite, output: Output): Documents {
  const write = ({ source }: DocumentJob, { page, files }: MadeDocument): ErrorPage => {
    for (const [path, text] of files) output.write(path, text, source);
    return page;
  };
  return jobs.length < FEW ? makeHere(jobs, site, write) : makeInThreads(jobs, site, write);
}

/** Takes the page of a document whose files it writes. */
type Write = (job: DocumentJob, made: MadeDocument) => ErrorPage;

function writeAll(
  jobs: readonly DocumentJob[],
  documents: readonly MadeDocument[],
  write: Write,
): readonly ErrorPage[] {
  return documents.map((made, index) => write(jobs[index] as DocumentJob, made));
}

/** What work returns, or throws, as a promise. */
const later = async <Value>(work: () => Value): Promise<Value> => Promise.resolve(work());

function makeHere(jobs: readonly DocumentJob[], site: DocumentSite, write: Write): Documents {
  const left = new Map(jobs.map((job) => [job.error.code, job]));
  const make = (some: readonly DocumentJob[]): readonly ErrorPage[] => writeAll(some, makeDocuments(some, site), write);
  return {
    pageOf: (code) => {
      const job = left.get(code);
      left.delete(code);
      return job && later(() => make([job])[0] as ErrorPage);
    },
    finish: () =>
      later(() => {
        make([...left.values()]);
      }),
    close: () => Promise.resolve(),
  };
}

interface Batch {
  readonly jobs: readonly DocumentJob[];
  readonly pages: PromiseWithResolvers<readonly ErrorPage[]>;
}

function makeInThreads(jobs: readonly DocumentJob[], site: DocumentSite, write: Write): Documents {
  const batches = cutIntoBatches(jobs);
  const untaken = new Map(
    batches.flatMap((batch) => batch.jobs.map(({ error }, index) => [error.code, { batch, index }] as const)),
  );
  const unmade = new Set(batches);
  const unfinished = new Set(batches);
  const wanted: Batch[] = [];
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
      // Only a thread that works keeps the process alive: a build that waits for what does not come is noticed.
      worker.ref();
      worker.once('message', (answer: ThreadAnswer) => {
        worker.unref();
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
    try {
      batch.pages.resolve(writeAll(batch.jobs, answer.documents, write));
      unfinished.delete(batch);
    } catch (error) {
      batch.pages.reject(error); // a full disk, say
    }
  };
  const fail = (error: unknown): void => {
    for (const { pages } of unfinished) pages.reject(error);
  };
  const workers = Array.from({ length: Math.min(availableParallelism(), batches.length) }, () => {
    const worker = new Worker(ownModule('build/document-thread'), {
      workerData: site,
      resourceLimits: LIMITS,
    });
    worker.on('error', fail).unref();
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
