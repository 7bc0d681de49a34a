import { join } from 'node:path';
import { Road } from '../journeys/road.ts';
import type { Engine } from './browser.ts';
import { startEngineStreet } from './engine-street.ts';
import type { CheckFacts, CheckResult } from './page/run-checks.ts';

/** The product's parts, in this engine, against the product's server. */
export async function runPageChecks(
  engine: Engine,
  page: string,
  folder: string,
): Promise<CheckResult[]> {
  const street = await startEngineStreet(join(folder, 'page-street'));
  const road = await Road.start(street.facts.url);
  road.serve(page);
  const browser = await engine.start(join(folder, 'page-profile'));
  try {
    await browser.goto(road.url);
    const { phoneInvitation, gateCard, cast } = street.facts;
    const facts: CheckFacts = {
      invitation: phoneInvitation,
      gateCard,
      passText: cast.known.passText,
    };
    return await browser.run<CheckResult[]>(`window.runChecks(${JSON.stringify(facts)})`);
  } finally {
    await browser.close();
    await road.down();
    await street.stop();
  }
}
