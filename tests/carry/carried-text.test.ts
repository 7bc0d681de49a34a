import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FountainSender } from '../../src/encoding/fountain-sender.ts';
import { isCarriedText } from '../../src/protocol/carried-prefix.ts';
import {
  carriedText,
  frameText,
  kindByte,
  readCarriedText,
  readFrameText,
} from '../../src/protocol/carried-text.ts';

const anyBytes = fc
  .uint8Array({ minLength: 1, maxLength: 400 })
  .map((bytes) => Uint8Array.from(bytes));
const anyKind = fc.constantFrom('log' as const, 'receipts' as const);

describe('a carried log as text', () => {
  it('comes back from a file, whatever stands before it and however its lines were broken', () => {
    fc.assert(
      fc.property(
        anyKind,
        anyBytes,
        fc.constantFrom('这是密封的通行记录，没有人能看。', 'KL1', '', '\uFEFF', '> KR1 or so'),
        fc.constantFrom('\n', '\r\n', '\n\n', ' \n '),
        (kind, bytes, sentence, lineEnd) => {
          const text = carriedText(kind, bytes, sentence).replaceAll('\n', lineEnd);
          expect(readCarriedText(text)).toEqual({ kind, bytes });
        },
      ),
    );
  });

  it('is nothing when characters of it are missing or foreign', () => {
    const text = carriedText('log', new Uint8Array(300).fill(7), 'x');
    expect(readCarriedText(`${text}。`)).toBeNull();
    expect(readCarriedText('KL1:\n')).toBeNull();
    expect(readCarriedText('KL2:AAAA')).toBeNull();
    expect(readCarriedText('something else KL1:AAAA')).toBeNull();
    expect(readCarriedText('')).toBeNull();
  });

  it('and its codes are told from passes, cards and addresses by how they begin', () => {
    for (const text of ['KF1:ABC', 'KL1:\nAAAA', ' KR1:AAAA'])
      expect(isCarriedText(text)).toBe(true);
    for (const text of ['KP1:ABC', 'KC1:', 'https://KF1:', 'kf1:abc', '']) {
      expect(isCarriedText(text)).toBe(false);
    }
  });
});

describe('a frame as a code', () => {
  it('says what it is a part of', () => {
    fc.assert(
      fc.property(anyKind, anyBytes, fc.nat({ max: 1000 }), (kind, bytes, number) => {
        const frame = new FountainSender(bytes, kindByte(kind), 120).frame(number);
        const read = readFrameText(frameText(frame));
        expect(read?.kind).toBe(kind);
        expect(read?.frame.number).toBe(number);
      }),
    );
  });

  it('of a kind that this version does not know is none', () => {
    const frame = new FountainSender(new Uint8Array(30).fill(1), 9, 120).frame(0);
    expect(readFrameText(frameText(frame))).toBeNull();
  });
});
