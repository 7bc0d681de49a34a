import { DEFAULT_POLICY } from '../../src/domain/policy.ts';
import type { Bytes } from '../../src/encoding/bytes.ts';
import { CborError } from '../../src/encoding/cbor.ts';
import { encodeCarriedLog } from '../../src/protocol/carried-log.ts';
import { encodeCarriedReceipts } from '../../src/protocol/carried-receipts.ts';
import { encodePush, encodePushAnswer } from '../../src/protocol/push.ts';
import { signCertificate } from '../../src/sealing/certificate.ts';
import { deriveCardKeys, sealUnderCard } from '../../src/sealing/gate-card.ts';
import { type KeyList, signKeyList } from '../../src/sealing/key-list.ts';
import {
  type CryptoKey,
  deviceIdOf,
  exportRawPublicKey,
  generateAgreementKeyPair,
  generateSigningKeyPair,
} from '../../src/sealing/keys.ts';
import { signPass } from '../../src/sealing/pass.ts';
import { signReceipt } from '../../src/sealing/receipt.ts';
import { sealVisitorCode } from '../../src/sealing/seal-visitor-code.ts';
import { beginSegment, sealRecord } from '../../src/sealing/segment.ts';
import { signDocument } from '../../src/sealing/signed-document.ts';
import { signTail } from '../../src/sealing/tail-signature.ts';
import { USUAL_FORM } from '../sealing/any-visitor-form.ts';
import { createChance } from './chance.ts';
import { mutateJson } from './mutations.ts';

const NOW = Date.UTC(2022, 3, 3, 8, 7);
const SEGMENT_ID = '0123456789abcdef0123456789abcdef';

/** Two of everything, so that a part of one can stand in the other. The keys are new each time. */
export async function makeSamples() {
  const signer = await generateSigningKeyPair(false);
  const sealing = await generateAgreementKeyPair(false);
  const publicKey = await exportRawPublicKey(signer.publicKey);
  const sealingKey = { keyId: '2022-04', publicKey: await exportRawPublicKey(sealing.publicKey) };
  const deviceId = await deviceIdOf(publicKey);
  const twice = async <T>(make: (which: number) => Promise<T>): Promise<readonly [T, T]> => [
    await make(0),
    await make(1),
  ];
  const keyList = (which: number): KeyList => ({
    version: 4 + which,
    issuedAt: NOW,
    keys: [
      { use: 'pass', keyId: '7', publicKey, notBefore: 0, notAfter: 2 * NOW },
      { use: 'policy', keyId: 'p1', publicKey, notBefore: 0, notAfter: 2 * NOW },
      { use: 'sealing', keyId: sealingKey.keyId, publicKey, notBefore: 0, notAfter: 2 * NOW },
    ],
  });
  const segments = await twice((order) =>
    beginSegment(
      {
        deviceId,
        gateId: 'north',
        shiftId: order === 0 ? null : SEGMENT_ID,
        order,
        startedAt: NOW,
        rosterGeneration: 3,
        policyVersion: 2,
        cardEpoch: order === 0 ? null : 4,
        previous: order === 0 ? null : { segmentId: SEGMENT_ID, number: 212, head: hash(5) },
        sealingKeyId: sealingKey.keyId,
      },
      { sealingPublicRaw: sealingKey.publicKey, deviceKey: signer.privateKey },
    ),
  );
  const certificates = await twice((which) =>
    signCertificate(
      { deviceId, publicKey, role: 'gate', placeId: `g-${which}`, issuedAt: NOW },
      signer.privateKey,
      'k1',
    ),
  );
  const card = await deriveCardKeys(new Uint8Array(16).fill(9));
  const cardAad = new Uint8Array([1, 2, 3]);
  const recordKey = segments[0].segmentKey;
  return {
    signer,
    sealing,
    publicKey,
    segments,
    certificates,
    card,
    cardAad,
    recordKey,
    segmentId: SEGMENT_ID,
    keys: keyList(0),
    passKeys: new Map([[7, signer.publicKey]]),
    keyFor: (keyId: string) => (keyId === 'k1' ? signer.publicKey : null),
    passes: await twice((which) =>
      signPass(
        {
          passNumber: 70_001 + which,
          kind: which === 0 ? 'resident' : 'household',
          validFrom: NOW,
          validUntil: NOW + 86_400_000,
        },
        signer.privateKey,
        7,
      ),
    ),
    visitorCodes: await twice((which) =>
      sealVisitorCode({ ...USUAL_FORM, people: 1 + which }, sealingKey, NOW),
    ),
    keyLists: await twice((which) => signKeyList(keyList(which), signer.privateKey)),
    receipts: await twice((number) =>
      signReceipt(
        {
          deviceId,
          segmentId: SEGMENT_ID,
          number: 212 + number,
          head: hash(number),
          receivedAt: NOW,
          unreadable: [3, 9],
          quarantined: false,
        },
        signer.privateKey,
        'k1',
      ),
    ),
    policies: await twice((version) =>
      signDocument('policy', { ...DEFAULT_POLICY, version }, signer.privateKey, 'p1'),
    ),
    revocations: await twice((version) =>
      signDocument(
        'revocations',
        { version, list: 0, bitmap: new Uint8Array(64).fill(version) },
        signer.privateKey,
        'p1',
      ),
    ),
    oddPolicies: await signOddPolicies(signer.privateKey),
    tail: await signTail(signer.privateKey, SEGMENT_ID, 212, hash(1)),
    sealedRecords: await twice((which) =>
      sealRecord(recordKey, SEGMENT_ID, 1 + which, new Uint8Array(20).fill(which)),
    ),
    underCard: await twice((which) => sealUnderCard(hash(which), card.pullKey, cardAad)),
    pushes: [
      pushOf(certificates[0], segments[0].headerBytes, 3),
      pushOf(certificates[1], segments[1].headerBytes, 0),
    ] as const,
    carriedLogs: [
      carriedLogOf(certificates[0], segments[0].headerBytes, 1),
      carriedLogOf(certificates[1], segments[1].headerBytes, 3),
    ] as const,
    carriedReceipts: [
      encodeCarriedReceipts([hash(1)]),
      encodeCarriedReceipts([hash(2), hash(3)]),
    ] as const,
    pushAnswers: [
      encodePushAnswer({ kind: 'gap', have: 7, serverTime: NOW, incarnation: 'i1' }),
      encodePushAnswer({ kind: 'receipt', receipt: hash(3), serverTime: NOW, incarnation: 'i2' }),
    ] as const,
  };
}

const carriedLogOf = (certificate: Bytes, header: Bytes, records: number): Bytes =>
  encodeCarriedLog({
    madeAt: NOW,
    certificate,
    segments: [0, 1].map((order) => ({
      header,
      segmentId: SEGMENT_ID,
      from: 1 + order * 212,
      before: hash(order),
      batches: [
        {
          records: Array.from({ length: records }, (_, at) => new Uint8Array(28 + at).fill(at)),
          head: hash(records),
          tail: new Uint8Array(64).fill(order),
        },
      ],
    })),
  });

/** Genuine, but of shapes that no version of the app writes. */
async function signOddPolicies(key: CryptoKey): Promise<readonly Bytes[]> {
  const chance = createChance(3);
  const signed: Bytes[] = [];
  while (signed.length < 200) {
    const content = mutateJson(chance, DEFAULT_POLICY);
    try {
      signed.push(await signDocument('policy', content, key, 'p1'));
    } catch (error) {
      // Half of a number has no place in a document.
      if (!(error instanceof CborError)) throw error;
    }
  }
  return signed;
}

export type Samples = Awaited<ReturnType<typeof makeSamples>>;

export const hash = (fill: number): Bytes => new Uint8Array(32).fill(fill);

const pushOf = (certificate: Bytes, header: Bytes, records: number): Bytes =>
  encodePush({
    certificate,
    header,
    segmentId: SEGMENT_ID,
    from: 1,
    records: Array.from({ length: records }, (_, i) => new Uint8Array(30).fill(i)),
    head: hash(2),
    tail: new Uint8Array(64),
    sentAt: NOW,
  });
