/** A thread that copies a site and answers with the files that it copied. */
import { parentPort, workerData } from 'node:worker_threads';
import { copyFiles } from './copy-site.ts';
import type { LastSite } from './last-site.ts';

const { last, to } = workerData as { readonly last: LastSite; readonly to: string };
parentPort?.postMessage(copyFiles(last, to));
