import type { MissingCapability } from '../../actions/phone-capabilities.ts';
import { NoticeStrip } from '../../ui/notice-field.tsx';
import { say } from '../../words/i18n.ts';

/** What this phone lacks, each in a sentence with its way out. */
export function MissingList({ missing }: { missing: readonly MissingCapability[] }) {
  return (
    <>
      {missing.map((one) => (
        <NoticeStrip key={one}>{say(`missing.${one}`)}</NoticeStrip>
      ))}
    </>
  );
}
