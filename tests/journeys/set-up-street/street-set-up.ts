import { join } from 'node:path';
import { Desk } from '../desk.ts';
import type { Phone } from '../phone.ts';
import { RowsDone } from '../rows-done.ts';
import { deskWord } from '../words.ts';
import type { PersonKey } from './people.ts';
import type { StreetProcess } from './street-process.ts';

type WordId = Parameters<typeof deskWord>[0];
type Values = Parameters<typeof deskWord>[1];
type Section = 'ledger' | 'paper' | 'roster' | 'phones' | 'passes' | 'places';

export const STREET = '青石街道';
export const COMMUNITY = '梧桐社区';
export const COMPOUND = '梧桐里';
export const NORTH = '北门';
export const SOUTH = '南门';

/** A street from an empty folder on: its machine, its desk, its phones, and the test's own register. */
export class StreetSetUp {
  readonly folder: string;
  readonly server: StreetProcess;
  readonly done = new RowsDone();
  desk!: Desk;
  north!: GatePhone;
  south!: GatePhone;
  /** By the person's place in the test's own list. */
  residents!: Readonly<Record<PersonKey, IssuedResident>>;
  #lastAt = 0;

  constructor(folder: string, server: StreetProcess) {
    this.folder = folder;
    this.server = server;
  }

  /** A whole second for what comes next, one of its own: no two rows of the register tie. */
  nextSecond(): number {
    this.#lastAt = Math.max(Math.floor(Date.now() / 1000) * 1000, this.#lastAt + 1000);
    return this.#lastAt;
  }

  async openDesk(invitation: string): Promise<void> {
    this.desk = await Desk.join(join(this.folder, 'desk'), invitation, null);
    await this.desk.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  }

  async goTo(section: Section): Promise<void> {
    const { page } = this.desk;
    const name = deskWord(`desk.section-${section}`);
    await page.getByRole('navigation').getByRole('link', { name, exact: true }).click();
    const title = deskWord(`${section}.title`);
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
  }

  /** Presses the desk's button of this name. */
  async press(id: WordId, values?: Values): Promise<void> {
    const name = deskWord(id, values);
    await this.desk.page.getByRole('button', { name, exact: true }).click();
  }

  async sees(id: WordId, values?: Values): Promise<void> {
    await this.desk.page.getByText(deskWord(id, values), { exact: true }).first().waitFor();
  }
}

/** What the street's own ledgers say of a resident, beyond the test's list. */
export interface IssuedResident {
  readonly rosterNumber: string;
  readonly passCode: string;
}

/** A phone at its gate, with the card that hangs there. */
export interface GatePhone {
  readonly phone: Phone;
  readonly gate: string;
  readonly onDuty: string;
  /** Everything its log must hold. */
  records: number;
}
