import fc from 'fast-check';
import qrcode from 'qrcode-generator';
import { describe, expect, it } from 'vitest';
import { decodeBase45, encodeBase45 } from '../../src/encoding/base45.ts';
import { encodeCbor } from '../../src/encoding/cbor.ts';
import { writeCbor } from '../../src/encoding/cbor-writer.ts';
import { exportRawPublicKey, generateAgreementKeyPair } from '../../src/sealing/keys.ts';
import { sealVisitorCode } from '../../src/sealing/seal-visitor-code.ts';
import {
  MAX_VISITOR_CODE_BYTES,
  openVisitorCode,
  readVisitorCode,
} from '../../src/sealing/visitor-code.ts';
import { VISITOR_FORM_LIMITS, type VisitorForm } from '../../src/sealing/visitor-form.ts';
import { flipBit } from './any-bytes.ts';
import { anyVisitorForm, USUAL_FORM } from './any-visitor-form.ts';

const NOW = Date.UTC(2022, 3, 3, 8, 7, 31);
const pair = await generateAgreementKeyPair(true);
const key = { keyId: '2022-04', publicKey: await exportRawPublicKey(pair.publicKey) };
const keyPairFor = (keyId: string) => (keyId === key.keyId ? pair : null);

const FULLEST: VisitorForm = {
  ...(Object.fromEntries(
    Object.entries(VISITOR_FORM_LIMITS).map(([field, length]) => [field, '静'.repeat(length)]),
  ) as Record<keyof typeof VISITOR_FORM_LIMITS, string>),
  people: 99,
};

async function readBack(form: VisitorForm) {
  const text = await sealVisitorCode(form, key, NOW);
  const reading = readVisitorCode(text);
  if (reading.kind !== 'visitor-code') throw new Error(reading.kind);
  return { text, ...reading, hidden: await openVisitorCode(reading.code, keyPairFor) };
}

function qrVersion(text: string): number {
  const code = qrcode(0, 'M');
  code.addData(text, 'Alphanumeric');
  code.make();
  return (code.getModuleCount() - 17) / 4;
}

describe('a visitor code', () => {
  it('brings every form to the gate in part and to the server whole', async () => {
    await fc.assert(
      fc.asyncProperty(anyVisitorForm(), async (form) => {
        const { clear, hidden, madeAt, code } = await readBack(form);
        expect({ ...clear, ...hidden }).toEqual(form);
        expect(madeAt).toBe(Math.floor(NOW / 60_000) * 60_000);
        expect(code.length).toBeLessThanOrEqual(MAX_VISITOR_CODE_BYTES);
      }),
      { numRuns: 60 },
    );
  });

  it('shows the gate nothing of ID number, phone, address and remark', async () => {
    const { clear, code } = await readBack({ ...USUAL_FORM, remark: 'remark seen' });
    expect(Object.keys(clear)).toEqual(['name', 'purpose', 'householdVisited', 'plate', 'people']);
    const bytes = Buffer.from(code);
    expect(bytes.includes(USUAL_FORM.name)).toBe(true);
    for (const hidden of [USUAL_FORM.idNumber, USUAL_FORM.phone, '紫荆山', 'remark seen']) {
      expect(bytes.includes(hidden)).toBe(false);
    }
  });

  it('has one length for all usual answers, and another code each time', async () => {
    const full = await readBack(USUAL_FORM);
    const empty = await readBack({ ...USUAL_FORM, idNumber: '', phone: '', address: '' });
    expect(full.code.length).toBe(empty.code.length);
    expect((await readBack(USUAL_FORM)).text).not.toBe(full.text);
  });

  it('fits version 12 at level M with usual answers, and one code with the fullest', async () => {
    const { text } = await readBack(USUAL_FORM);
    expect(qrVersion(text)).toBeLessThanOrEqual(12);
    const fullest = await readBack(FULLEST);
    expect({ ...fullest.clear, ...fullest.hidden }).toEqual(FULLEST);
    expect(qrVersion(fullest.text)).toBeLessThanOrEqual(31);
  });

  it('is refused or not opened after a change of any byte', async () => {
    const { code } = await readBack(USUAL_FORM);
    let read = 0;
    for (let byte = 0; byte < code.length; byte += 1) {
      const changed = flipBit(code, byte * 8 + (byte % 8));
      if (readVisitorCode(`KV1:${encodeBase45(changed)}`).kind === 'visitor-code') read += 1;
      expect(await openVisitorCode(changed, keyPairFor)).toBeNull();
    }
    // The gate sees most of them as codes: only the server can tell.
    expect(read).toBeGreaterThan(code.length / 2);
  });

  it('does not open with the key of another month, or under another name of the key', async () => {
    const { code } = await readBack(USUAL_FORM);
    const other = await generateAgreementKeyPair(false);
    expect(await openVisitorCode(code, () => other)).toBeNull();
    expect(await openVisitorCode(code, () => null)).toBeNull();
    const march = Buffer.from(code);
    march.write('2022-03', march.indexOf('2022-04'));
    expect(await openVisitorCode(new Uint8Array(march), () => pair)).toBeNull();
  });
});

describe('text that is no visitor code', () => {
  it('is told apart by its first signs', () => {
    for (const text of ['', 'KV2:', 'KP1:ABC', 'https://example.org', 'kv1:', ' KV1:', 'WM:张三']) {
      expect(readVisitorCode(text)).toEqual({ kind: 'not-a-visitor-code' });
    }
  });

  it('never throws, whatever follows them', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 3000 }), (text) => {
        expect(readVisitorCode(`KV1:${text}`).kind).toBe('malformed');
      }),
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 1400 }), (bytes) => {
        expect(readVisitorCode(`KV1:${encodeBase45(bytes)}`).kind).toBe('malformed');
      }),
    );
  });

  it('is refused when anything in it is longer, other or more than a form has', async () => {
    const good = ['2022-04', 27_000_000, ['周敬明', '送货', '3-1-502', '', 1]] as const;
    const [enc, sealed] = [new Uint8Array(65).fill(4), new Uint8Array(144)];
    const kindOf = (...items: readonly unknown[]) =>
      readVisitorCode(`KV1:${encodeBase45(encodeCbor(items))}`).kind;
    expect(kindOf(...good, enc, sealed)).toBe('visitor-code');
    const [keyId, madeAt, clear] = good;
    const wrong: readonly (readonly unknown[])[] = [
      [...good, enc],
      [...good, enc, sealed, 1],
      ['', madeAt, clear, enc, sealed],
      ['2'.repeat(17), madeAt, clear, enc, sealed],
      [keyId, -1, clear, enc, sealed],
      [keyId, 2 ** 32, clear, enc, sealed],
      [keyId, madeAt, ['周敬明', '', '', ''], enc, sealed],
      [keyId, madeAt, ['周'.repeat(41), '', '', '', 1], enc, sealed],
      [keyId, madeAt, ['周敬明', '', '', '', 0], enc, sealed],
      [keyId, madeAt, ['周敬明', '', '', '', 100], enc, sealed],
      [keyId, madeAt, ['周敬明', '', '', null, 1], enc, sealed],
      [keyId, madeAt, ['周\n敬明', '', '', '', 1], enc, sealed],
      [keyId, madeAt, ['\u202e明敬周', '', '', '', 1], enc, sealed],
      [...good, enc.subarray(1), sealed],
      [...good, enc, sealed.subarray(1)],
      [...good, enc, new Uint8Array(16)],
    ];
    for (const items of wrong) expect(kindOf(...items)).toBe('malformed');
    const { text } = await readBack(USUAL_FORM);
    expect(readVisitorCode(text.toLowerCase().replace('kv1', 'KV1')).kind).toBe('malformed');
    for (const other of [
      `${text}0`,
      text.slice(0, -1),
      `${text}00`,
      `${text.slice(0, 4)}000${text.slice(4)}`,
    ]) {
      expect(readVisitorCode(other).kind).toBe('malformed');
    }
  });

  it('is refused with a second encoding of the same values', async () => {
    const { text } = await readBack(USUAL_FORM);
    const code = decodeBase45(text.slice(4)) ?? new Uint8Array();
    // The array's head in two bytes where one is enough.
    const longer = Uint8Array.of(0x98, 5, ...code.subarray(1));
    expect(readVisitorCode(`KV1:${encodeBase45(longer)}`).kind).toBe('malformed');
  });
});

describe('the small CBOR writer', () => {
  const leaf = fc.oneof(
    fc.integer({ min: 0, max: 0xffff_ffff }),
    fc.string({ unit: 'binary', maxLength: 400 }),
    fc.string({ unit: fc.constantFrom('\ud800', '\udfff', '静', 'a'), maxLength: 9 }),
    fc.uint8Array({ maxLength: 400 }),
  );
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      leaf,
      fc.array(tie('value'), { maxLength: 30, size: 'small' }),
    ),
  }));

  it('writes what the large one writes', () => {
    fc.assert(
      fc.property(value, (any) => {
        expect(writeCbor(any as Parameters<typeof writeCbor>[0])).toEqual(encodeCbor(any));
      }),
      { numRuns: 50 },
    );
    for (const edge of [23, 24, 255, 256, 65_535, 65_536, 0xffff_ffff]) {
      expect(writeCbor(edge)).toEqual(encodeCbor(edge));
    }
    for (const length of [23, 24, 255, 256, 65_535, 65_536]) {
      expect(writeCbor('a'.repeat(length))).toEqual(encodeCbor('a'.repeat(length)));
    }
  });

  it('refuses numbers that it has no place for', () => {
    for (const odd of [-1, 1.5, 2 ** 32, Number.NaN]) expect(() => writeCbor(odd)).toThrow();
  });
});
