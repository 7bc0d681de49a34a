import { CheckedPhone } from './checked-phone.ts';
import { FAULT_CHECKS } from './fault-checks.ts';
import { LOG_CHECKS } from './log-checks.ts';

/** What the runner tells the page about the street that it serves. */
export interface CheckFacts {
  readonly invitation: string;
  readonly gateCard: string;
  readonly passText: string;
}

export interface CheckResult {
  readonly name: string;
  /** Null: it holds. */
  readonly failure: string | null;
}

/** Longer than any check takes, faults that are waited for included. */
const CHECK_MS = 60_000;

/** Every check goes on from where the one before it left the phone. */
export async function runChecks(facts: CheckFacts): Promise<CheckResult[]> {
  const phone = new CheckedPhone(facts);
  const results: CheckResult[] = [];
  for (const [name, check] of Object.entries({ ...LOG_CHECKS, ...FAULT_CHECKS })) {
    results.push({ name, failure: await failureOf(() => check(phone)) });
  }
  return results;
}

async function failureOf(check: () => Promise<void>): Promise<string | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('it never came to an end')), CHECK_MS);
  });
  try {
    await Promise.race([check(), late]);
    return null;
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  } finally {
    clearTimeout(timer);
  }
}
