import { findingText, isFault } from '../verify/finding.ts';
import { verifyStore } from '../verify/verify-store.ts';
import { CannotDo, type Command } from './command.ts';

const SHOWN = 1_000;

export const verifyCommand: Command = {
  help: `kadian verify

Checks everything the store has against what phones signed, and changes nothing; also while the server runs. For each segment:
its header, its chain up to the head that the receipt names, the device's own signature over that head, the segment before
it; that every record has its row in the ledger and every row its record, and that both say the same: entries, what was
changed of them, steps of fever cases, head counts, shifts and who was on duty, notices that were read, statements of days, shifts taken
over, what gates must have, quizzes; what was purged, by the hashes that were kept, and that nothing of it is left. What is WRONG ends with exit code 1; notes are what happened to phones: clones, forks, what has
not come yet. Each is printed as it is found, the first ${SHOWN} of them; --json prints an object a line.

  kadian verify
  kadian verify --json`,
  options: {},
  run: (_given, shell) =>
    shell.withPremises(async ({ store, keys }) => {
      let shown = 0;
      const report = await verifyStore(store, keys, {
        now: Date.now(),
        onFinding(finding) {
          shown += 1;
          if (shown <= SHOWN)
            shell.print(findingText(finding), { ...finding, wrong: isFault(finding) });
        },
        onProgress: (done, of) => shell.progress('Verifying', done, of),
      });
      const { segments, purged, records, entries, otherRows, unopened, faults, remarks } = report;
      const parts = [
        `${segments} segments (${purged} purged), ${records} records, ${entries} entries, ${otherRows} other rows`,
        ...(unopened > 0 ? [`${unopened} records under keys that are gone`] : []),
        `${remarks} notes`,
      ];
      shell.print(parts.join('; '), { summary: true, ...report });
      if (faults > 0) throw new CannotDo(`${faults} things are wrong.`);
      shell.print('All is as it was signed.', { ok: true });
    }),
};
