import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHex, utf8 } from '../../src/encoding/bytes.ts';
import { CROCKFORD, inFours } from '../../src/encoding/crockford.ts';
import {
  cardTag,
  cardText,
  deriveCardKeys,
  newCardSecret,
  openUnderCard,
  readCardText,
  sealUnderCard,
} from '../../src/sealing/gate-card.ts';
import { anyBytes, everyFlip } from './any-bytes.ts';

const secrets = anyBytes(16, 16);

describe('the text of a gate card', () => {
  it('is read as scanned, and as people type it', () => {
    fc.assert(
      fc.property(secrets, (secret) => {
        const card = { kind: 'card', secret };
        const display = inFours(cardText(secret).slice('KC1:'.length));
        expect(cardText(secret)).toMatch(/^KC1:[0-9A-HJKMNP-TV-Z]{28}$/);
        expect(readCardText(cardText(secret))).toEqual(card);
        expect(readCardText(display)).toEqual(card);
        expect(readCardText(display.toLowerCase().replaceAll(' ', '-'))).toEqual(card);
        expect(readCardText(`kc1 ${display}`)).toEqual(card);
        expect(readCardText(display.replaceAll('0', 'O').replaceAll('1', 'l'))).toEqual(card);
        const fullWidth = display.replaceAll(/\S/g, (one) =>
          String.fromCharCode(one.charCodeAt(0) + 0xfee0),
        );
        expect(readCardText(fullWidth)).toEqual(card);
      }),
    );
  });

  it('tells every wrong symbol and every swap of neighbours', () => {
    fc.assert(
      fc.property(secrets, fc.nat(27), fc.nat(31), fc.nat(26), (secret, place, symbol, swapped) => {
        const right = cardText(secret).slice(4);
        const wrong = right.slice(0, place) + CROCKFORD.charAt(symbol) + right.slice(place + 1);
        const swap =
          right.slice(0, swapped) +
          right.charAt(swapped + 1) +
          right.charAt(swapped) +
          right.slice(swapped + 2);
        for (const text of [wrong, swap]) {
          if (text !== right) expect(readCardText(text)).toEqual({ kind: 'mistyped' });
        }
      }),
      { numRuns: 500 },
    );
  });

  it('that is one symbol short or long is mistyped, other texts are no card', () => {
    const text = cardText(newCardSecret());
    expect(readCardText(text.slice(0, -1))).toEqual({ kind: 'mistyped' });
    expect(readCardText(text.slice(4, -1))).toEqual({ kind: 'mistyped' });
    expect(readCardText(`${text}0`)).toEqual({ kind: 'mistyped' });
    for (const other of ['', 'KC2:0000', '440301199001011234', 'KP1:ABC', 'x'.repeat(4296)]) {
      expect(readCardText(other)).toEqual({ kind: 'not-a-card' });
    }
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (any) => readCardText(any).kind !== 'card'),
    );
  });
});

describe('the keys of a gate card', () => {
  it('are named by a tag that is always the same and gives nothing away', async () => {
    const secret = newCardSecret();
    expect(await cardTag(secret)).toMatch(/^[0-9a-f]{16}$/);
    expect(await cardTag(secret)).toBe(await cardTag(new Uint8Array(secret)));
    expect(await cardTag(secret)).not.toBe(await cardTag(newCardSecret()));
    expect(toHex(secret)).not.toContain(await cardTag(secret));
  });

  it('open what they sealed, for the same purpose only, and cannot be exported', async () => {
    const keys = await deriveCardKeys(newCardSecret());
    const again = await deriveCardKeys(newCardSecret());
    const aad = utf8('purpose');
    const plain = utf8('names');
    const sealed = await sealUnderCard(plain, keys.pullKey, aad);
    expect(sealed.length).toBe(12 + plain.length + 16);
    expect(await openUnderCard(sealed, keys.pullKey, aad)).toEqual(plain);
    expect(await openUnderCard(sealed, keys.wrapKey, aad)).toBeNull();
    expect(await openUnderCard(sealed, again.pullKey, aad)).toBeNull();
    expect(await openUnderCard(sealed, keys.pullKey, utf8('other'))).toBeNull();
    expect(await openUnderCard(new Uint8Array(3), keys.pullKey, aad)).toBeNull();
    for (const changed of everyFlip(sealed)) {
      expect(await openUnderCard(changed, keys.pullKey, aad)).toBeNull();
    }
    expect(keys.pullKey.extractable || keys.wrapKey.extractable).toBe(false);
  });
});
