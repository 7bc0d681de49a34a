import { useEffect, useState } from 'preact/hooks';
import { type ShiftAccount, watchShiftAccount } from '../../actions/shift-account.ts';
import { Equal } from '../../ui/equal.tsx';
import { say } from '../../words/i18n.ts';

/** The account of a shift as it changes; null while it is read, and for a shift that is not here. */
export function useShiftAccount(shiftId: string): ShiftAccount | null {
  const [account, setAccount] = useState<ShiftAccount | null>(null);
  useEffect(() => watchShiftAccount(shiftId, setAccount), [shiftId]);
  return account;
}

/** 212 logged = 212 received, by the server's own signature. */
export function AccountEqual({ account }: { account: ShiftAccount }) {
  return (
    <Equal
      left={{ count: account.recordCount, label: say('account.logged') }}
      right={{ count: account.received, label: say('account.received') }}
      missingLabel={say('account.missing')}
    />
  );
}
