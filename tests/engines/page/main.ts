import { runChecks } from './run-checks.ts';

declare global {
  interface Window {
    /** Called by the runner from outside. */
    runChecks: typeof runChecks;
  }
}

window.runChecks = runChecks;
