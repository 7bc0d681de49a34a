import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { decodeBase45, encodeBase45 } from '../../src/encoding/base45.ts';
import {
  type Bytes,
  equalBytes,
  fromBase64,
  fromBase64Url,
  fromHex,
  readUtf8,
  toBase64,
  toBase64Url,
  toHex,
  utf8,
} from '../../src/encoding/bytes.ts';
import { CROCKFORD, toCrockford, typedSymbols } from '../../src/encoding/crockford.ts';
import { FountainSender } from '../../src/encoding/fountain-sender.ts';
import { encodeBriefing, parseBriefing } from '../../src/protocol/briefing.ts';
import { encodeCarriedLog, parseCarriedLog } from '../../src/protocol/carried-log.ts';
import {
  encodeCarriedReceipts,
  parseCarriedReceipts,
} from '../../src/protocol/carried-receipts.ts';
import {
  carriedText,
  frameText,
  readCarriedText,
  readFrameText,
} from '../../src/protocol/carried-text.ts';
import { encodeNotices, parseNotices } from '../../src/protocol/notices.ts';
import {
  encodePassings,
  encodePassingsAnswer,
  parsePassings,
  parsePassingsAnswer,
} from '../../src/protocol/passings.ts';
import {
  encodePush,
  encodePushAnswer,
  parsePush,
  parsePushAnswer,
} from '../../src/protocol/push.ts';
import { encodeRecord, parseRecord } from '../../src/protocol/record-codec.ts';
import { openWithDeltas } from '../../src/roster/open-with-deltas.ts';
import { RosterDamaged } from '../../src/roster/roster-damaged.ts';
import { openRosterDelta, rosterDelta } from '../../src/roster/roster-delta.ts';
import { buildRoster, openRoster } from '../../src/roster/roster-file.ts';
import { readCertificate } from '../../src/sealing/certificate.ts';
import { cardText, openUnderCard, readCardText } from '../../src/sealing/gate-card.ts';
import { joinFragment, readJoin } from '../../src/sealing/invitation.ts';
import { readKeyList } from '../../src/sealing/key-list.ts';
import { readPass } from '../../src/sealing/pass.ts';
import { passCode, readPassCode } from '../../src/sealing/pass-code.ts';
import { readReceipt } from '../../src/sealing/receipt.ts';
import {
  type SignatureHeaders,
  signRequest,
  verifyRequest,
} from '../../src/sealing/request-signature.ts';
import { openRecord, readSegmentHeader } from '../../src/sealing/segment.ts';
import { verifyTail } from '../../src/sealing/tail-signature.ts';
import { openVisitorCode, readVisitorCode } from '../../src/sealing/visitor-code.ts';
import { openPolicy, openRevocations } from '../../src/storage/street-documents.ts';
import { anyRecord, SEGMENT_ID, STARTED_AT } from '../protocol/any-record.ts';
import { sampleSource } from '../roster/sample-roster.ts';
import type { Chance } from './chance.ts';
import { jsonParsers, jsonSamples } from './json-messages.ts';
import { mutateBytes, mutateCbor, mutateJson, mutateText } from './mutations.ts';
import { hash, type Samples } from './samples.ts';

export interface Case {
  readonly input: unknown;
  /** What is wrong with the answer; null: nothing. Must not throw. */
  readonly check: () => string | null | Promise<string | null>;
}

export interface Target {
  readonly name: string;
  /** How many of all cases are its. */
  readonly weight: number;
  readonly make: (chance: Chance) => Case;
}

const BASE45 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_=';
type Two<T> = readonly [T, T];

const mutated = (chance: Chance, [a, b]: Two<Bytes>): Bytes =>
  chance.once(2) ? mutateCbor(chance, a, b) : mutateBytes(chance, a, b);

/** A code of that prefix: its characters changed, or the bytes that they spell. */
function mutatedCode(chance: Chance, prefix: string, [a, b]: Two<string>): string {
  if (chance.once(4)) return mutateText(chance, a, BASE45);
  const bytesOf = (text: string) => decodeBase45(text.slice(prefix.length)) ?? new Uint8Array();
  return prefix + encodeBase45(mutated(chance, [bytesOf(a), bytesOf(b)]));
}

/** Nobody may read out of a changed thing what was never signed or sealed. */
const isOneOf = (read: unknown, genuine: readonly unknown[]): string | null =>
  genuine.some((one) => isDeepStrictEqual(one, read)) ? null : 'accepted what nobody made';

function byBytes(
  name: string,
  weight: number,
  samples: Two<Bytes>,
  check: (bytes: Bytes) => string | null | Promise<string | null>,
): Target {
  return {
    name,
    weight,
    make(chance) {
      const input = mutated(chance, chance.once(2) ? samples : [samples[1], samples[0]]);
      return { input, check: () => check(input) };
    },
  };
}

const byText = (
  name: string,
  weight: number,
  make: (chance: Chance) => string,
  check: (text: string) => string | null | Promise<string | null>,
): Target => ({
  name,
  weight,
  make(chance) {
    const input = make(chance);
    return { input, check: () => check(input) };
  },
});

export async function makeTargets(samples: Samples): Promise<readonly Target[]> {
  return [
    ...(await signedCodes(samples)),
    ...(await signedBytes(samples)),
    ...(await requests(samples)),
    ...sealedBytes(samples),
    ...typedCodes(samples),
    ...encodings(),
    ...plainMessages(samples),
    ...carried(samples),
  ];
}

async function signedCodes({ passes, passKeys }: Samples): Promise<Target[]> {
  const genuine = await Promise.all(passes.map((text) => readPass(text, passKeys)));
  return [
    byText(
      'pass',
      20,
      (chance) => mutatedCode(chance, 'KP1:', passes),
      async (text) => {
        const reading = await readPass(text, passKeys);
        return reading.kind === 'pass' ? isOneOf(reading, genuine) : null;
      },
    ),
  ];
}

async function signedBytes(samples: Samples): Promise<Target[]> {
  const { keyFor, keys, publicKey, tail, signer } = samples;
  const signed = async <T>(
    name: string,
    weight: number,
    two: Two<Bytes>,
    read: (bytes: Bytes) => Promise<T>,
    accepts: (reading: T) => boolean,
  ): Promise<Target> => {
    const genuine = await Promise.all(two.map(read));
    if (!genuine.every(accepts)) throw new Error(`${name}: the samples are not accepted`);
    return byBytes(name, weight, two, async (bytes) => {
      const reading = await read(bytes);
      return accepts(reading) ? isOneOf(reading, genuine) : null;
    });
  };
  const isOk = ({ ok }: { ok: boolean }) => ok;
  const headers: Two<Bytes> = [samples.segments[0].headerBytes, samples.segments[1].headerBytes];
  return [
    await signed('segment header', 8, headers, (b) => readSegmentHeader(b, publicKey), isOk),
    await signed('certificate', 5, samples.certificates, (b) => readCertificate(b, keyFor), isOk),
    await signed('receipt', 5, samples.receipts, (b) => readReceipt(b, keyFor), isOk),
    await signed('key list', 4, samples.keyLists, (b) => readKeyList(b, publicKey, 0), isOk),
    await signed(
      'policy',
      4,
      samples.policies,
      (b) => openPolicy(b, keys),
      (one) => one !== null,
    ),
    await signed(
      'revocations',
      3,
      samples.revocations,
      async (b) => (await openRevocations(b, keys))?.version ?? null,
      (one) => one !== null,
    ),
    {
      name: 'policy of another version, genuine',
      weight: 1,
      make(chance) {
        const input = chance.oneOf(samples.oddPolicies);
        return {
          input,
          async check() {
            await openPolicy(input, keys);
            return null;
          },
        };
      },
    },
    byBytes('tail signature', 3, [tail, hash(1)], async (bytes) =>
      (await verifyTail(signer.publicKey, samples.segmentId, 212, hash(1), bytes)) &&
      !equalBytes(bytes, tail)
        ? 'accepted what nobody signed'
        : null,
    ),
  ];
}

async function requests({ signer }: Samples): Promise<Target[]> {
  const createdAt = Date.UTC(2022, 3, 3);
  const request = {
    method: 'POST',
    authority: 'street.example',
    path: '/api/push',
    query: '?app=1',
    body: utf8('{"a": 1}'),
  };
  const headers = await signRequest({ ...request, createdAt, keyId: 'k1' }, signer.privateKey);
  const good = { request, headers };
  return [
    {
      name: 'signed request',
      weight: 5,
      make(chance) {
        const changed = { ...good, headers: { ...headers }, request: { ...request } };
        const name = chance.oneOf(Object.keys(headers) as (keyof SignatureHeaders)[]);
        const part = chance.oneOf(['method', 'path', 'query', 'body', 'header'] as const);
        if (part === 'body') changed.request.body = mutateBytes(chance, request.body, hash(1));
        else if (part === 'header') {
          changed.headers[name] = mutateText(chance, headers[name], `${BASE64};"=:`);
        } else {
          const text = mutateText(chance, request[part], 'aZ/?%=&');
          changed.request[part] = part === 'query' && text !== '' ? `?${text}` : text;
        }
        return {
          input: changed,
          async check() {
            const asked = { ...changed.request, headers: changed.headers };
            const times = { now: createdAt, toleranceMs: 1 };
            const reading = await verifyRequest(asked, signer.publicKey, times);
            const isTheSame = isDeepStrictEqual(
              {
                ...changed,
                request: { ...changed.request, method: changed.request.method.toUpperCase() },
              },
              good,
            );
            return reading.ok && !isTheSame ? 'accepted what nobody signed' : null;
          },
        };
      },
    },
  ];
}

function sealedBytes(samples: Samples): Target[] {
  const { card, cardAad, recordKey, segmentId, sealing, visitorCodes } = samples;
  const opens = async (bytes: Bytes, two: Two<Bytes>, open: () => Promise<unknown>) => {
    const plain = await open();
    return plain !== null && !two.some((one) => equalBytes(one, bytes)) ? 'opened' : null;
  };
  return [
    byBytes('record, sealed', 3, samples.sealedRecords, (bytes) =>
      opens(bytes, samples.sealedRecords, () => openRecord(recordKey, segmentId, 1, bytes)),
    ),
    byBytes('file under the card', 3, samples.underCard, (bytes) =>
      opens(bytes, samples.underCard, () => openUnderCard(bytes, card.pullKey, cardAad)),
    ),
    byText(
      'visitor code',
      8,
      (chance) => mutatedCode(chance, 'KV1:', visitorCodes),
      (text) => {
        readVisitorCode(text);
        return null;
      },
    ),
    byText(
      'visitor code, opened',
      2,
      (chance) => mutatedCode(chance, 'KV1:', visitorCodes),
      async (text) => {
        const reading = readVisitorCode(text);
        if (reading.kind !== 'visitor-code') return null;
        const codes = visitorCodes.map((one) => decodeBase45(one.slice(4)) ?? new Uint8Array());
        const isGenuine = codes.some((one) => equalBytes(one, reading.code));
        const hidden = await openVisitorCode(reading.code, () => sealing);
        return hidden !== null && !isGenuine ? 'opened' : null;
      },
    ),
  ];
}

function typedCodes({ publicKey }: Samples): Target[] {
  const secret = new Uint8Array(16).fill(77);
  const join = joinFragment({ token: secret, rootHash: publicKey.slice(0, 32), mode: 'ask' });
  const link = `https://street.example/#${join}`;
  return [
    byText(
      'gate card',
      6,
      (chance) => mutateText(chance, cardText(secret), `${CROCKFORD} -ｋｃol`),
      (text) => {
        const reading = readCardText(text);
        if (reading.kind !== 'card') return null;
        const again = readCardText(cardText(reading.secret));
        return isDeepStrictEqual(again, reading) ? null : 'another card';
      },
    ),
    byText(
      'pass code',
      6,
      (chance) => mutateText(chance, passCode(chance.below(2 ** 20)), `${CROCKFORD} -７ol`),
      (text) => {
        const reading = readPassCode(text);
        if (reading.kind !== 'pass-code') return null;
        const symbols = typedSymbols(passCode(reading.passNumber));
        return symbols === typedSymbols(text) ? null : 'another number';
      },
    ),
    byText(
      'invitation',
      6,
      (chance) => mutateText(chance, chance.once(2) ? link : join, `${BASE64}#.`),
      (text) => {
        const reading = readJoin(text);
        return reading === null || text.endsWith(joinFragment(reading))
          ? null
          : 'another invitation';
      },
    ),
  ];
}

function encodings(): Target[] {
  const bytes = Uint8Array.from({ length: 64 }, (_, i) => i * 37);
  const roundTrip = (
    name: string,
    text: string,
    alphabet: string,
    decode: (text: string) => Bytes | null,
    encode: (bytes: Bytes) => string,
  ) =>
    byText(
      name,
      4,
      (chance) => mutateText(chance, text, alphabet),
      (input) => {
        const read = decode(input);
        return read === null || encode(read) === input ? null : 'a second spelling';
      },
    );
  return [
    roundTrip('base45', encodeBase45(bytes), BASE45, decodeBase45, encodeBase45),
    roundTrip('base64', toBase64(bytes), BASE64, fromBase64, toBase64),
    roundTrip('base64url', toBase64Url(bytes), BASE64, fromBase64Url, toBase64Url),
    roundTrip('hex', toHex(bytes), '0123456789abcdefA', fromHex, toHex),
    byText(
      'crockford',
      3,
      (chance) => mutateText(chance, toCrockford(bytes), `${CROCKFORD}ilo-ｏ`),
      (text) => (typedSymbols(typedSymbols(text)) === typedSymbols(text) ? null : 'not folded'),
    ),
    byBytes('utf-8', 2, [utf8('静😀é'), bytes], (input) => {
      const text = readUtf8(input);
      const marked = [0xef, 0xbb, 0xbf].every((byte, i) => input[i] === byte);
      return text === null || marked || equalBytes(utf8(text), input) ? null : 'another text';
    }),
  ];
}

function carried({ carriedLogs, carriedReceipts }: Samples): Target[] {
  const [log, otherLog] = carriedLogs;
  const sender = new FountainSender(log, 1, 90);
  const frames = Array.from({ length: 12 }, (_, number) => frameText(sender.frame(number * 3)));
  const text = carriedText('log', log, '密封的记录');
  const otherText = carriedText('receipts', otherLog, 'receipts');
  return [
    byBytes('carried log', 8, carriedLogs, (bytes) => {
      const read = parseCarriedLog(bytes);
      return read === null || equalBytes(encodeCarriedLog(read), bytes)
        ? null
        : 'a second spelling';
    }),
    byBytes('carried receipts', 3, carriedReceipts, (bytes) => {
      const read = parseCarriedReceipts(bytes);
      return read === null || equalBytes(encodeCarriedReceipts(read), bytes)
        ? null
        : 'a second spelling';
    }),
    byText(
      'carried text',
      3,
      (chance) => mutateText(chance, chance.once(2) ? text : otherText, `${BASE64}\n KLR1:`),
      (input) => {
        const read = readCarriedText(input);
        if (read === null) return null;
        const again = readCarriedText(carriedText(read.kind, read.bytes, ''));
        return isDeepStrictEqual(again, read) ? null : 'another text';
      },
    ),
    byText(
      'carried frame',
      6,
      (chance) => mutatedCode(chance, 'KF1:', [chance.oneOf(frames), chance.oneOf(frames)]),
      (input) => {
        const read = readFrameText(input);
        return read === null || frames.includes(input) ? null : 'accepted what nobody sent';
      },
    ),
  ];
}

function deltaTo(roster: Uint8Array, left: number): Bytes {
  const residents = sampleSource.residents.slice(left);
  const later = { ...sampleSource, residents, generation: sampleSource.generation + left };
  const delta = rosterDelta(roster, buildRoster(later));
  if (!delta) throw new Error('no delta');
  return delta;
}

const passingsAnswer = (number: number): Bytes =>
  encodePassingsAnswer({
    cardEpoch: number,
    isFresh: number > 1,
    more: number > 1,
    cursor: `ab.m1.c.${number}`,
    serverTime: STARTED_AT,
    page: number > 1 ? passingsPage(number) : null,
  });

const passingsPage = (count: number): Bytes =>
  encodePassings({
    passings: Array.from({ length: count }, (_, index) => ({
      id: { segmentId: SEGMENT_ID, number: index + 1 },
      rosterNumber: index % 2 ? index : null,
      householdId: index,
      direction: index % 2 ? ('in' as const) : ('out' as const),
      at: STARTED_AT + index * 1000,
      gateId: `g${index}`,
      purpose: index % 3 ? null : ('medical' as const),
    })),
    removed: [{ segmentId: SEGMENT_ID, number: count + 1 }],
  });

const noticesOf = (count: number): Bytes =>
  encodeNotices(
    Array.from({ length: count }, (_, index) => ({
      id: SEGMENT_ID,
      kind: index % 2 === 0 ? 'words' : 'policy',
      placeName: '青石街道',
      title: '明天起戴双层口罩',
      text: '请看一看。',
      madeAt: 1_648_620_000_000,
      madeBy: '综合指挥中心',
      expiresAt: index % 2 === 0 ? 1_648_700_000_000 : null,
      policy: index % 2 === 0 ? null : { version: 3, effectiveFrom: 1_648_620_000_000 },
      readBy: ['王秀英', ''],
    })),
  );

const briefingOf = (count: number): Bytes =>
  encodeBriefing({
    marks: Array.from({ length: count }, () => ({
      id: SEGMENT_ID,
      subject: { kind: 'plate', plate: '鄂J12345' } as const,
      colour: 'orange' as const,
      isolatedUntil: '2022-04-10',
      voidUntil: null,
      isDenied: true,
      documentIds: [1, 2],
      note: '居家观察',
    })),
    contacts: [
      {
        id: SEGMENT_ID,
        placeId: 'wutongli',
        placeName: '梧桐里小区',
        name: '陈医生',
        duty: '医生',
        phone: '120',
      },
    ],
    entrances: [{ building: '3', unit: '1', householdIds: [1, 5, 900] }],
  });

function plainMessages({ pushes, pushAnswers }: Samples): Target[] {
  const records = fc
    .sample(anyRecord, { seed: 5, numRuns: 200 })
    .map((record) => encodeRecord(record, STARTED_AT, SEGMENT_ID));
  const [roster, otherRoster] = [
    buildRoster(sampleSource),
    buildRoster({ ...sampleSource, residents: sampleSource.residents.slice(1) }),
  ];
  return [
    {
      name: 'record',
      weight: 10,
      make(chance) {
        const input = mutated(chance, [chance.oneOf(records), chance.oneOf(records)]);
        return {
          input,
          check() {
            const reading = parseRecord(input, STARTED_AT, SEGMENT_ID);
            if (!reading.ok) return null;
            const again = encodeRecord(reading.record, STARTED_AT, SEGMENT_ID);
            return equalBytes(again, input) ? null : 'a second spelling';
          },
        };
      },
    },
    byBytes('push', 8, pushes, (bytes) => {
      const reading = parsePush(bytes);
      return !reading.ok || equalBytes(encodePush(reading.push), bytes)
        ? null
        : 'a second spelling';
    }),
    byBytes('push answer', 4, pushAnswers, (bytes) => {
      const answer = parsePushAnswer(bytes);
      return answer === null || equalBytes(encodePushAnswer(answer), bytes)
        ? null
        : 'a second spelling';
    }),
    byBytes('roster file', 3, [roster, otherRoster], (bytes) => {
      try {
        openRoster(bytes);
      } catch (error) {
        if (!(error instanceof RosterDamaged)) throw error;
      }
      return null;
    }),
    byBytes('roster delta', 3, [deltaTo(roster, 1), deltaTo(roster, 2)], (bytes) => {
      try {
        openWithDeltas(roster, [openRosterDelta(bytes)]).find('周', 5);
      } catch (error) {
        if (!(error instanceof RosterDamaged)) throw error;
      }
      return null;
    }),
    byBytes('passings answer', 3, [passingsAnswer(1), passingsAnswer(2)], (bytes) => {
      const answer = parsePassingsAnswer(bytes);
      return answer === null || equalBytes(encodePassingsAnswer(answer), bytes)
        ? null
        : 'a second spelling';
    }),
    byBytes('passings', 3, [passingsPage(1), passingsPage(7)], (bytes) => {
      parsePassings(bytes);
      return null;
    }),
    byBytes('briefing', 2, [briefingOf(1), briefingOf(4)], (bytes) => {
      parseBriefing(bytes);
      return null;
    }),
    byBytes('notices', 2, [noticesOf(1), noticesOf(4)], (bytes) => {
      parseNotices(bytes);
      return null;
    }),
    {
      name: 'JSON messages',
      weight: 12,
      make(chance) {
        const input = mutateJson(chance, chance.oneOf(jsonSamples));
        const parse = chance.oneOf(jsonParsers);
        return {
          input: [parse.name, input],
          check() {
            parse.parse(input);
            return null;
          },
        };
      },
    },
  ];
}
