import { HeardPassings, type Passings } from '../domain/passings.ts';
import { parsePassings } from '../protocol/passings.ts';
import { openUnderCard } from '../sealing/gate-card.ts';
import { passingsAad } from '../sealing/passings-aad.ts';
import type { PassingPageRow } from '../storage/database.ts';
import { letGoOfSeries, readFeed, readPages } from '../storage/passing-pages.ts';
import type { Card } from './card.ts';

export interface HeardFromGates {
  readonly passings: Passings;
  /** Until when everything is known, by the server's clock; null: not everything is. */
  readonly heardAt: number | null;
}

/** Opens what a gate was told, each page once; of a series that began anew all. */
export class PassingsReader {
  readonly #gateId: string;
  readonly #card: Card;
  #series = 0;
  #pages = 0;
  #heard = new HeardPassings();

  constructor(gateId: string, card: Card) {
    this.#gateId = gateId;
    this.#card = card;
  }

  /** Null: nothing was pulled, or it is sealed under another card. One page after the other: a scan need not wait for all of them. */
  async read(): Promise<HeardFromGates | null> {
    const feed = await readFeed(this.#gateId);
    const series = feed?.told ?? feed?.coming;
    if (!feed || !series || series.cardEpoch !== this.#card.epoch) return null;
    const isSame = series.series === this.#series;
    const heard = isSame ? this.#heard : new HeardPassings();
    let pages = isSame ? this.#pages : 0;
    let isWhole = true;
    for (const page of await readPages(this.#gateId, series.series, pages)) {
      const changes = await this.#open(page);
      if (!changes) {
        isWhole = false;
        break;
      }
      heard.apply(changes);
      pages += 1;
    }
    if (isWhole && pages < series.pages) isWhole = false;
    this.#heard = heard;
    this.#series = isWhole ? series.series : 0;
    this.#pages = pages;
    if (!isWhole) await letGoOfSeries(this.#gateId, series.series);
    return { passings: heard, heardAt: isWhole ? (feed.told?.heardAt ?? null) : null };
  }

  async #open({ cursor, sealed }: PassingPageRow) {
    const plain = await openUnderCard(
      sealed,
      this.#card.pullKey,
      passingsAad(this.#gateId, cursor),
    );
    return plain && parsePassings(plain);
  }
}
