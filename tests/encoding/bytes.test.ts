import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBase45, encodeBase45 } from '../../src/encoding/base45.ts';
import {
  fromBase64,
  fromBase64Url,
  fromHex,
  readUtf8,
  toBase64,
  toBase64Url,
  toHex,
  utf8,
} from '../../src/encoding/bytes.ts';
import { CborError, decodeCbor, encodeCbor } from '../../src/encoding/cbor.ts';
import { anyBytes } from '../sealing/any-bytes.ts';

describe('bytes as text', () => {
  it('come back the same from hex, base64, base64url and base45', () => {
    fc.assert(
      fc.property(anyBytes(), (bytes) => {
        expect(fromHex(toHex(bytes))).toEqual(bytes);
        expect(fromBase64(toBase64(bytes))).toEqual(bytes);
        expect(fromBase64Url(toBase64Url(bytes))).toEqual(bytes);
        expect(decodeBase45(encodeBase45(bytes))).toEqual(bytes);
      }),
    );
  });

  it('are one text only: what decodes, encodes to the same text', () => {
    const symbols = fc.string({ unit: fc.constantFrom(...'AQgw09-_+/=fF: $'), maxLength: 12 });
    fc.assert(
      fc.property(symbols, (text) => {
        const readings = [
          [fromHex(text), toHex],
          [fromBase64(text), toBase64],
          [fromBase64Url(text), toBase64Url],
          [decodeBase45(text), encodeBase45],
        ] as const;
        for (const [bytes, encode] of readings) {
          if (bytes) expect(encode(bytes)).toBe(text);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('are refused when malformed', () => {
    expect(fromHex('AB')).toBeNull();
    expect(fromHex('abc')).toBeNull();
    expect(fromBase64Url('AB')).toBeNull();
    expect(fromBase64Url('AA==')).toBeNull();
    expect(fromBase64('AA')).toBeNull();
    expect(readUtf8(Uint8Array.of(0xff))).toBeNull();
  });
});

describe('base45', () => {
  it('agrees with the examples of RFC 9285', () => {
    const examples = [
      ['AB', 'BB8'],
      ['Hello!!', '%69 VD92EX0'],
      ['base-45', 'UJCLQE7W581'],
      ['ietf!', 'QED8WEX0'],
    ] as const;
    for (const [plain, encoded] of examples) {
      expect(encodeBase45(utf8(plain))).toBe(encoded);
      expect(decodeBase45(encoded)).toEqual(utf8(plain));
    }
  });

  it('refuses groups over 65,535 or 255, lone characters and lowercase', () => {
    expect(decodeBase45('FGW')).toEqual(Uint8Array.of(255, 255));
    for (const bad of ['GGW', ':::', '::', 'A', 'BB8A', 'bb8', 'BB8\n', '卡点卡']) {
      expect(decodeBase45(bad)).toBeNull();
    }
  });
});

describe('CBOR', () => {
  it('brings back whole numbers, texts, bytes, booleans, null, arrays and maps', () => {
    const values = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.maxSafeInteger(),
        fc.string({ unit: 'grapheme' }),
        anyBytes(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('value'), { maxLength: 4 }),
        fc
          .uniqueArray(fc.tuple(fc.string(), tie('value')), {
            maxLength: 3,
            selector: ([key]) => key,
          })
          .map((entries) => new Map(entries)),
      ),
    }));
    fc.assert(
      fc.property(values.value, (value) => {
        expect(decodeCbor(encodeCbor(value))).toEqual(value);
      }),
    );
  });

  it('refuses every other encoding', () => {
    const refused = {
      'half float 1.0': 'f93c00',
      'double float 1.1': 'fb3ff199999999999a',
      'tag 0': 'c001',
      'indefinite array': '9f01ff',
      'indefinite text': '7f6161ff',
      'five in two bytes': '1805',
      'duplicate map key': 'a201010102',
      'map out of order': 'a202010101',
      undefined: 'f7',
      'trailing byte': '0101',
      'cut short': '4201',
      'integer over 2^53': '1b0020000000000000',
      'text that is no UTF-8': '61ff',
      nothing: '',
    };
    for (const [name, hex] of Object.entries(refused)) {
      expect(() => decodeCbor(fromHex(hex) ?? new Uint8Array()), name).toThrow(CborError);
    }
    expect(() => decodeCbor(new Uint8Array(200_000).fill(0x81))).toThrow(CborError);
    expect(() => encodeCbor(1.5)).toThrow();
    expect(() => encodeCbor([undefined])).toThrow();
  });

  it('never throws anything but its own error on random bytes', () => {
    fc.assert(
      fc.property(anyBytes(), (bytes) => {
        try {
          decodeCbor(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(CborError);
        }
      }),
      { numRuns: 500 },
    );
  });
});
