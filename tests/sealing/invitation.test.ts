import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type JoinMode, joinFragment, readJoin } from '../../src/sealing/invitation.ts';
import { anyBytes } from './any-bytes.ts';

describe('an invitation', () => {
  it('is read from its fragment and from a whole link', () => {
    const modes = fc.constantFrom<JoinMode>('ask', 'at-once');
    fc.assert(
      fc.property(anyBytes(16, 16), anyBytes(32, 32), modes, (token, rootHash, mode) => {
        const join = { kind: 'join', token, rootHash, mode };
        const fragment = joinFragment({ token, rootHash, mode });
        expect(fragment).toMatch(/^join=/);
        expect(readJoin(fragment)).toEqual(join);
        expect(readJoin(`#${fragment}`)).toEqual(join);
        expect(readJoin(`https://gate.example:8420/#${fragment}`)).toEqual(join);
        expect(readJoin(fragment.slice(0, -1))).toBeNull();
        expect(readJoin(`${fragment}A`)).toBeNull();
      }),
    );
  });

  it('is not seen in other texts', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(readJoin(text)).toBeNull();
        expect(readJoin(`#join=ask.${text}`)).toBeNull();
      }),
    );
    expect(readJoin('x'.repeat(4296))).toBeNull();
  });
});
