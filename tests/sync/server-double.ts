import { type ToldDay, USUAL_STANDARDS } from '../../src/domain/gate-day.ts';
import type { Briefing } from '../../src/domain/mark.ts';
import type { StreetNotice } from '../../src/domain/notice.ts';
import { type Bytes, equalBytes, toBase64Url, toHex } from '../../src/encoding/bytes.ts';
import { encodeBriefing } from '../../src/protocol/briefing.ts';
import { encodeGateDay } from '../../src/protocol/gate-day.ts';
import { encodeHandbook, type ToldHandbook } from '../../src/protocol/handbook.ts';
import { encodeNotices } from '../../src/protocol/notices.ts';
import { encodePassingsAnswer } from '../../src/protocol/passings.ts';
import { encodePushAnswer, type PushRequest, parsePush } from '../../src/protocol/push.ts';
import { briefingAad } from '../../src/sealing/briefing-aad.ts';
import { firstHead, nextHead } from '../../src/sealing/chain.ts';
import { deriveCardKeys, readCardText, sealUnderCard } from '../../src/sealing/gate-card.ts';
import { gateDayAad } from '../../src/sealing/gate-day-aad.ts';
import { handbookAad } from '../../src/sealing/handbook-aad.ts';
import { importVerifyKey } from '../../src/sealing/keys.ts';
import { noticesAad } from '../../src/sealing/notices-aad.ts';
import { type Receipt, signReceipt } from '../../src/sealing/receipt.ts';
import { verifyRequest } from '../../src/sealing/request-signature.ts';
import { readSegmentHeader } from '../../src/sealing/segment.ts';
import { sha256 } from '../../src/sealing/sha256.ts';
import { verifyTail } from '../../src/sealing/tail-signature.ts';
import type { DeviceIdentity } from '../../src/storage/device-identity.ts';
import { GATE, START, type TestStreet } from '../phone/test-street.ts';

interface Held {
  readonly records: Bytes[];
  readonly heads: Bytes[];
}

export interface Fault {
  /** Nothing comes back, before or after the server has taken it. */
  readonly kind: 'cut-before' | 'cut-after' | 'too-large' | 'server-failed' | 'receipt';
  /** For `receipt`: what the signed receipt says instead. */
  readonly change?: (receipt: Receipt) => Receipt;
  readonly keyOf?: TestStreet;
  /** For `too-large`: only batches above this. */
  readonly above?: number;
}

/** Of a gate that nobody has told anything about. */
export const QUIET_DAY: ToldDay = {
  deadlineMinute: 20 * 60,
  remindMinutes: 60,
  reports: [],
  rota: [],
  handover: null,
  standards: USUAL_STANDARDS,
  standardsAnsweredAt: null,
  handbookVersion: 0,
};

/** A network with a server at its end that checks what a real one would; answers the phone's fetch. */
export class ServerDouble {
  readonly held = new Map<string, Held>();
  readonly pushes: PushRequest[] = [];
  readonly requests: string[] = [];
  /** The phone still has its gate. */
  hasGate = true;
  /** As a pull said it last. */
  appVersion: string | null = null;
  incarnation = 'one';
  /** Who signs the requests, when it is not the phone whose log they bring. */
  carrier: DeviceIdentity | null = null;
  /** Faults of the next pushes, in order; null lets one through. */
  readonly faults: (Fault | null)[] = [];
  standingFault: Fault | null = null;
  problem: { status: number; error: string } | null = null;
  isKeyListCut = false;
  policy: Bytes = new Uint8Array();
  /** Made for later; null: none is. */
  nextPolicy: Bytes | null = null;
  /** What the gate is told of marks and contacts. */
  briefing: Briefing = { marks: [], contacts: [], entrances: [] };
  notices: readonly StreetNotice[] = [];
  day: ToldDay = QUIET_DAY;
  handbook: ToldHandbook = { version: 0, text: '' };
  revocations: Bytes = new Uint8Array();
  cardEpoch = 1;
  cardTag = '';
  gone: string[] = [];
  names = { streetName: '青石街道', placeName: '梧桐里小区' };
  compoundId = 'wutongli';
  rosterBytes = 1000;
  clock = (): number => START;
  /** Answers about rosters and passings, by how their addresses end; else a whole roster, and nothing that changed. */
  readonly sealedAnswers = new Map<string, () => Promise<Response> | Response>();
  /** What a pull was asked with last, and the names that it answers with. */
  asked: Record<string, string> = {};
  versions:
    | (Record<'keyList' | 'policy' | 'revocations' | 'gates', string> & { nextPolicy?: string })
    | undefined;
  readonly #street: TestStreet;
  readonly #identity: DeviceIdentity;

  constructor(street: TestStreet, identity: DeviceIdentity) {
    this.#street = street;
    this.#identity = identity;
  }

  get received(): number {
    return [...this.held.values()].reduce((sum, { records }) => sum + records.length, 0);
  }

  readonly fetch: typeof fetch = async (input, init) => {
    const url = new URL(String(input));
    const method = init?.method ?? 'GET';
    const body = init?.body instanceof Uint8Array ? new Uint8Array(init.body) : null;
    this.requests.push(`${method} ${url.pathname}`);
    this.appVersion = url.searchParams.get('app') ?? this.appVersion;
    const key = await importVerifyKey((this.carrier ?? this.#identity).publicKey);
    if (!key) throw new Error('no key');
    const verified = await verifyRequest(
      {
        method,
        authority: url.host,
        path: url.pathname,
        query: url.search,
        body,
        headers: init?.headers as Record<string, string>,
      },
      key,
      { now: this.clock(), toleranceMs: url.pathname === '/api/push' ? null : 300_000 },
    );
    if (!verified.ok) return this.#refuse(401, `signature-${verified.why}`);
    if (this.problem) return this.#refuse(this.problem.status, this.problem.error);
    if (url.pathname === '/api/push' && body) return this.#push(body);
    if (url.pathname === '/api/key-list') {
      if (this.isKeyListCut) throw new TypeError('network');
      return Response.json({ keyList: toBase64Url(await this.#street.keyList()) });
    }
    if (url.pathname === '/api/pull') {
      this.asked = Object.fromEntries(url.searchParams);
      return this.#pull();
    }
    for (const [end, answer] of this.sealedAnswers) {
      if (`${url.pathname}${url.search}`.endsWith(end)) return answer();
    }
    if (url.pathname.endsWith('/passings')) {
      return new Response(
        encodePassingsAnswer({
          cardEpoch: this.cardEpoch,
          isFresh: !url.searchParams.has('since'),
          more: false,
          cursor: 'one',
          serverTime: this.clock(),
          page: null,
        }),
      );
    }
    if (url.pathname.endsWith('/briefing')) {
      return this.#tell(encodeBriefing(this.briefing), briefingAad(GATE), init?.headers);
    }
    if (url.pathname.endsWith('/notices')) {
      return this.#tell(encodeNotices(this.notices), noticesAad(GATE), init?.headers);
    }
    if (url.pathname.endsWith('/day')) {
      return this.#tell(encodeGateDay(this.day), gateDayAad(GATE), init?.headers);
    }
    if (url.pathname.endsWith('/handbook')) {
      return this.#tell(encodeHandbook(this.handbook), handbookAad(GATE), init?.headers);
    }
    return new Response(await this.#street.sealedRoster(GATE), {
      headers: { etag: `"${this.#street.rosterGeneration}"` },
    });
  };

  /** As from a backup: only the first `kept` records of every segment are left. */
  restore(kept: number): void {
    this.incarnation = `${this.incarnation}+`;
    for (const { records, heads } of this.held.values()) {
      records.splice(kept);
      heads.splice(kept + 1);
    }
  }

  async #push(body: Bytes): Promise<Response> {
    const fault = this.faults.shift() ?? this.standingFault;
    if (fault?.kind === 'cut-before') throw new TypeError('network');
    if (fault?.kind === 'server-failed')
      return new Response('<h1>Bad Gateway</h1>', { status: 502 });
    const reading = parsePush(body);
    if (!reading.ok) return this.#refuse(400, 'body-malformed');
    const { push } = reading;
    if (fault?.kind === 'too-large' && push.records.length > (fault.above ?? 0)) {
      return this.#refuse(413, 'body-too-large');
    }
    this.pushes.push(push);
    const answer = await this.#take(push, fault);
    if (fault?.kind === 'cut-after') throw new TypeError('network');
    return new Response(answer);
  }

  async #take(push: PushRequest, fault: Fault | null): Promise<Bytes> {
    const moment = { serverTime: this.clock(), incarnation: this.incarnation };
    const { segmentId, from } = push;
    const header = await readSegmentHeader(push.header, this.#identity.publicKey);
    const deviceKey = await importVerifyKey(this.#identity.publicKey);
    const last = from + push.records.length - 1;
    if (!header.ok || header.segmentId !== segmentId || !deviceKey) throw new Error('bad header');
    if (!(await verifyTail(deviceKey, segmentId, last, push.head, push.tail))) {
      throw new Error('bad tail');
    }
    const held = this.held.get(segmentId) ?? { records: [], heads: [await firstHead(segmentId)] };
    this.held.set(segmentId, held);
    const have = held.records.length;
    if (from > have + 1) return encodePushAnswer({ kind: 'gap', have, ...moment });
    for (const [index, sealed] of push.records.entries()) {
      const known = held.records[from + index - 1];
      if (known && !equalBytes(known, sealed)) {
        return encodePushAnswer({ kind: 'fork', have, ...moment });
      }
      if (known) continue;
      held.records.push(sealed);
      held.heads.push(await nextHead(held.heads.at(-1) ?? new Uint8Array(), sealed));
    }
    const receipt: Receipt = {
      deviceId: this.#identity.deviceId,
      segmentId,
      number: held.records.length,
      head: held.heads.at(-1) ?? new Uint8Array(),
      receivedAt: this.clock(),
      unreadable: [],
      quarantined: false,
    };
    const signer = fault?.keyOf ?? this.#street;
    const signed = await signReceipt(
      fault?.change?.(receipt) ?? receipt,
      signer.keys.receipt.privateKey,
      signer.receiptKeyId,
    );
    return encodePushAnswer({ kind: 'receipt', receipt: signed, ...moment });
  }

  async #pull(): Promise<Response> {
    return Response.json({
      serverTime: this.clock(),
      incarnation: this.incarnation,
      versions: this.versions,
      ...this.names,
      keyList: toBase64Url(await this.#street.keyList()),
      policy: toBase64Url(this.policy),
      ...(this.nextPolicy && { nextPolicy: toBase64Url(this.nextPolicy) }),
      revocations: toBase64Url(this.revocations),
      ...(this.versions && this.asked.gates === this.versions.gates
        ? {}
        : { gates: this.hasGate ? [this.#gate()] : [], gone: this.gone }),
      acknowledged: [...this.held].map(([segmentId, { records }]) => ({
        segmentId,
        number: records.length,
      })),
    });
  }

  #gate() {
    return {
      id: GATE,
      name: '南门',
      compoundId: this.compoundId,
      compoundName: '梧桐里小区',
      cardEpoch: this.cardEpoch,
      cardTag: this.cardTag,
      rosterGeneration: this.#street.rosterGeneration,
      rosterBytes: this.rosterBytes,
    };
  }

  async #tell(plain: Bytes, aad: Bytes, headers: HeadersInit | undefined): Promise<Response> {
    const etag = `"${this.cardEpoch}.${toHex(await sha256(plain)).slice(0, 16)}"`;
    if (new Headers(headers).get('if-none-match') === etag) {
      return new Response(null, { status: 304 });
    }
    const card = readCardText(this.#street.cardOf(GATE));
    if (card.kind !== 'card') throw new Error(card.kind);
    const { pullKey } = await deriveCardKeys(card.secret);
    const sealed = await sealUnderCard(plain, pullKey, aad);
    return new Response(sealed, { headers: { etag } });
  }

  #refuse(status: number, error: string): Response {
    return Response.json({ error, serverTime: this.clock() }, { status });
  }
}
