import { parentPort } from 'node:worker_threads';
import { type RotaFileJob, readRotaFile } from './read-rota-file.ts';

// A rejection ends the thread, and its owner is told.
parentPort?.once('message', (job: RotaFileJob) => {
  void readRotaFile(job).then((read) => parentPort?.postMessage(read));
});
