/** A thread that composes the files about all errors. */
import { parentPort, workerData } from 'node:worker_threads';
import { registryFiles, type MachineContent } from '../machine/files.ts';

parentPort?.postMessage([...registryFiles(workerData as Omit<MachineContent, 'prose'>)]);
